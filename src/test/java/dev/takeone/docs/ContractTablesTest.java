package dev.takeone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.takeone.job.FailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders and consumers are told of requests and events is what the code has. */
class ContractTablesTest {
    private static final String PAGE = Pages.text(Path.of("src", "docs", "requests-and-events.md"));
    private static final Pattern REASON = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\| [^|]+ \\| (yes|no) \\|$");
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
    private static final Pattern FIELD = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\|$");

    @Test
    void everyReasonStandsThereInTheCodesOrderWithWhetherItIsWorthAnotherTry() {
        assertThat(REASON.matcher(PAGE).results().map(row -> row.group(1) + " " + row.group(2)))
                .containsExactlyElementsOf(Arrays.stream(FailureReason.values())
                        .map(reason -> reason.label() + " " + (reason.retryable() ? "yes" : "no"))
                        .toList());
    }

    @Test
    void everyFieldOfARequestStandsThere() throws IOException {
        List<String> fields = new ArrayList<>(List.of("model", "metadata"));
        yaml("models.yaml")
                .at("/models/veo3.1-fast-official/fields")
                .fieldNames()
                .forEachRemaining(fields::add);

        assertThat(FIELD.matcher(PAGE).results().map(row -> row.group(1))).containsExactlyInAnyOrderElementsOf(fields);
    }

    /** Against the schemas for machines, which are held to the events themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"submitted", "completed", "failed"})
    void everyFieldOfAnEventStandsThere(String event) throws IOException {
        List<String> fields = new ArrayList<>();
        yaml("META-INF/asyncapi.yaml")
                .at("/components/schemas/" + event + "/properties")
                .fieldNames()
                .forEachRemaining(fields::add);

        assertThat(Stream.of("all", event).flatMap(ContractTablesTest::told))
                .containsExactlyInAnyOrderElementsOf(fields);
    }

    /** The names in an event's row, without those of a field's own parts and without remarks. */
    private static Stream<String> told(String event) {
        return PAGE.lines()
                .filter(line -> line.startsWith("| " + event + " |"))
                .map(line -> line.replaceAll("\\{[^}]*}", "").replaceAll("\\([^)]*\\)", ""))
                .flatMap(line -> NAME.matcher(line).results())
                .map(found -> found.group(1));
    }

    private static JsonNode yaml(String resource) throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("src", "main", "resources").resolve(resource).toFile());
    }
}
