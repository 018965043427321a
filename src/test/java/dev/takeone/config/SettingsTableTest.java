package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsList.Setting;
import dev.takeone.docs.Pages;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of settings is what the code reads. */
class SettingsTableTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(takeone\\.[^`]+)` \\| `([^`]+)` \\| (?:`([^`]*)`|none) \\| (.+) \\|");

    @Test
    void theTableHasEverySettingOfTheCodeWithItsDefaultAndNoOther() {
        assertThat(table().map(SettingsTableTest::row)).containsExactlyInAnyOrderElementsOf(SettingsList.all());
    }

    @Test
    void everySettingIsExplained() {
        assertThat(table().map(row -> row.group(4).strip()))
                .allSatisfy(
                        purpose -> assertThat(purpose).hasSizeGreaterThan(10).endsWith("."));
    }

    /** A line about a setting that the pattern does not read would be a line that nobody checks. */
    @Test
    void everyLineAboutASettingIsRead() {
        List<String> lines =
                page().filter(line -> line.startsWith("| `takeone.")).toList();
        assertThat(table()).hasSameSizeAs(lines);
    }

    private static Stream<String> page() {
        return Pages.text(Pages.REFERENCE).lines();
    }

    private static Stream<Matcher> table() {
        return page().map(ROW::matcher).filter(Matcher::matches);
    }

    private static Setting row(Matcher matched) {
        return new Setting(matched.group(1), matched.group(2), Optional.ofNullable(matched.group(3)));
    }
}
