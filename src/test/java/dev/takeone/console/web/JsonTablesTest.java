package dev.takeone.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.console.act.AuditLine;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Overview;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What scripts are told of the JSON beside each page is what it has, with everything that may be left out in it. */
class JsonTablesTest {
    private static final String PAGE = dev.takeone.docs.Pages.text(Path.of("src", "docs", "console.md"));
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** Told of once, and named where they stand again. */
    private static final String LINE = "line";

    private static final String ORDER = "ties.order";

    @Test
    void everyFieldOfNowIsTold() throws Exception {
        assertThat(told("`/`")).containsExactlyInAnyOrderElementsOf(fields(Overview.class));
    }

    @Test
    void everyFieldOfJobsIsTold() throws Exception {
        assertThat(told("`/jobs`")).containsExactlyInAnyOrderElementsOf(fields(Pages.Found.class));
    }

    @Test
    void everyFieldOfAJobIsTold() throws Exception {
        List<String> fields = fields(JobView.class);

        assertThat(told("`/jobs/<job id>`"))
                .containsExactlyInAnyOrderElementsOf(fields.stream()
                        .map(field -> Stream.of(LINE, ORDER)
                                .filter(whole -> field.startsWith(whole + "."))
                                .findFirst()
                                .orElse(field))
                        .distinct()
                        .toList());
        assertThat(below(LINE + ".", fields)).isEqualTo(below("page.lines[].", fields(Pages.Found.class)));
        assertThat(below(ORDER + ".", fields)).isEqualTo(below("orders[].", fields(Overview.class)));
    }

    @Test
    void everyFieldOfTheLogOfActionsIsTold() throws Exception {
        assertThat(told("`/audit`, of each line")).containsExactlyInAnyOrderElementsOf(fields(AuditLine.class));
    }

    private static List<String> below(String place, List<String> fields) {
        return fields.stream()
                .filter(field -> field.startsWith(place))
                .map(field -> field.substring(place.length()))
                .toList();
    }

    /** The names in the first column of a page's table. */
    private static List<String> told(String page) {
        return PAGE.lines()
                .dropWhile(line -> !line.startsWith("| in " + page + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(row ->
                        NAME.matcher(row.substring(0, row.indexOf('|', 1))).results())
                .map(name -> name.group(1))
                .toList();
    }

    /** Where the values of a page's JSON stand in it. */
    private static List<String> fields(Class<?> page) throws IOException {
        return fields("", new JsonMapper().readTree(ConsoleJson.write(full(page))))
                .toList();
    }

    private static Stream<String> fields(String place, JsonNode value) {
        boolean list = value.isArray() && value.path(0).isObject();
        JsonNode parts = list ? value.path(0) : value;
        if (parts.isEmpty() || !parts.isObject()) {
            return Stream.of(place);
        }
        String before = place + (list ? "[]" : "") + (place.isEmpty() ? "" : ".");
        return parts.properties().stream().flatMap(part -> fields(before + part.getKey(), part.getValue()));
    }

    /** A value of that type in which nothing is left out, and each list has one; a map has nothing, for its keys are no fields. */
    private static Object full(Type type) {
        if (type instanceof ParameterizedType several) {
            if (several.getRawType().equals(Map.class)) {
                return Map.of();
            }
            Object one = full(several.getActualTypeArguments()[0]);
            return several.getRawType().equals(Optional.class) ? Optional.of(one) : List.of(one);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return fullRecord(plain);
        }
        if (plain.isEnum()) {
            return Objects.requireNonNull(plain.getEnumConstants())[0];
        }
        return Stream.<Object>of(
                        "a text",
                        1,
                        1L,
                        true,
                        BigDecimal.ONE,
                        Instant.EPOCH,
                        LocalDate.EPOCH,
                        Duration.ZERO,
                        OptionalInt.of(1),
                        OptionalLong.of(1),
                        OptionalDouble.of(1))
                .filter(each -> isOf(plain, each))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no value of " + plain));
    }

    private static boolean isOf(Class<?> type, Object value) {
        return type.isInstance(value)
                || (type == int.class && value instanceof Integer)
                || (type == long.class && value instanceof Long)
                || (type == boolean.class && value instanceof Boolean);
    }

    private static Object fullRecord(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(parts)
                    .map(part -> full(part.getGenericType()))
                    .toArray());
        } catch (ReflectiveOperationException unlike) {
            throw new IllegalStateException("no " + type, unlike);
        }
    }
}
