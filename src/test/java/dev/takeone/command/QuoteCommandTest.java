package dev.takeone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteCommandTest {
    private static final String VALID = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a dog\"}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Map<String, String> given = Map.of();

    private int quote(String in, String... arguments) {
        return new QuoteCommand(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        () -> SettingsFixture.settings(given))
                .run(List.of(arguments));
    }

    @Test
    void validOnesEndWithZeroFromAFileAndFromTheStandardInput(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("requests.json"), VALID);

        assertThat(quote("", file.toString())).isZero();
        assertThat(quote(VALID + "\n" + VALID, "-")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 valid", "2 valid, 0 invalid; 1.024 USD");
        assertThat(err.size()).isZero();
    }

    @Test
    void anInvalidOneEndsWithOne() {
        assertThat(quote(VALID + "\n{}", "-")).isEqualTo(1);
    }

    @Test
    void oneThatTheWorkerWouldFindTooExpensiveIsSaidToBeSoAndEndsWithOne() {
        given = Map.of("takeone.spend.per-request", "0.5");

        assertThat(quote(VALID, "-")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("request 1: too_expensive, 0.512 USD")
                .contains("0 valid, 0 invalid, 1 too expensive; 0 USD");
    }

    @Test
    void settingsThatNoWorkerStartsWithEndWithTwo() {
        given = Map.of("takeone.spend.per-request", "free");
        assertThat(quote(VALID, "-")).isEqualTo(2);
        given = Map.of("takeone.spend.per-request", "0");
        assertThat(quote(VALID, "-")).isEqualTo(2);
        given = Map.of("takeone.spend.per-request", "1", "takeone.models.unknown", "pass-through");
        assertThat(quote(VALID, "-")).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("takeone.spend.per-request is \"free\"")
                .contains("set it to US dollars above 0")
                .contains("takeone.spend.unpriced (TAKEONE_SPEND_UNPRICED)");
        assertThat(out.size()).isZero();
    }

    @Test
    void whatCannotBeReadEndsWithTwo(@TempDir Path folder) {
        assertThat(quote("")).isEqualTo(2);
        assertThat(quote("", "a", "b")).isEqualTo(2);
        assertThat(quote("", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("nowhere cannot be read");
        assertThat(out.size()).isZero();
    }
}
