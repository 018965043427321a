package dev.takeone;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of settings is what the code reads. */
class SettingsTableTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(takeone\\.[^`]+)` \\| `([^`]+)` \\| (?:`([^`]*)`|none) \\| (.+) \\|");

    /** A line of the table, or the same from the code, where descriptions are comments and cannot be seen. */
    private record Row(String property, String variable, Optional<String> standard) {}

    @Test
    void theTableHasEverySettingOfTheCodeWithItsDefaultAndNoOther() throws IOException {
        assertThat(table().map(SettingsTableTest::row))
                .containsExactlyInAnyOrderElementsOf(
                        settings(Settings.class, "takeone").toList());
    }

    @Test
    void everySettingIsExplained() throws IOException {
        assertThat(table().map(row -> row.group(4).strip()))
                .allSatisfy(
                        purpose -> assertThat(purpose).hasSizeGreaterThan(10).endsWith("."));
    }

    /** A line about a setting that the pattern does not read would be a line that nobody checks. */
    @Test
    void everyLineAboutASettingIsRead() throws IOException {
        List<String> lines =
                readme().filter(line -> line.startsWith("| `takeone.")).toList();
        assertThat(table()).hasSameSizeAs(lines);
    }

    private static Stream<String> readme() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream();
    }

    private static Stream<Matcher> table() throws IOException {
        return readme().map(ROW::matcher).filter(Matcher::matches);
    }

    private static Row row(Matcher matched) {
        return new Row(matched.group(1), matched.group(2), Optional.ofNullable(matched.group(3)));
    }

    private static Stream<Row> settings(Class<?> group, String prefix) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(each -> !each.isSynthetic())
                .flatMap(each -> {
                    String property = prefix + "." + kebab(each.getName());
                    boolean isGroup = each.getReturnType().getEnclosingClass() == Settings.class;
                    return isGroup ? settings(each.getReturnType(), property) : Stream.of(setting(each, property));
                });
    }

    private static Row setting(Method method, String property) {
        String variable = property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return new Row(
                property,
                variable,
                Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
