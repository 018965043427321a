package dev.takeone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private static final DemoEvent EVENT =
            new DemoEvent(DemoEvent.Kind.COMPLETED, "e", "a", Optional.empty(), "https://v/1.mp4");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "true, xterm, '', true, true",
        "true, xterm, 1, true, false",
        "true, dumb, '', false, false",
        "false, xterm, '', false, false"
    })
    void whatATerminalCanDoIsToldFromOutside(
            boolean terminal, String term, String noColour, boolean redraws, boolean colours) {
        assertThat(Screen.Abilities.of(terminal, Map.of("TERM", term, "NO_COLOR", noColour)))
                .isEqualTo(new Screen.Abilities(redraws, colours));
    }

    @Test
    void plainLinesCarryNothingButText() {
        Screen screen = screen(false, false);
        screen.bottom("progress");
        screen.event(LocalTime.of(9, 5), EVENT);
        assertThat(written())
                .isEqualTo("09:05:00  completed  a                          https://v/1.mp4%n".formatted());
    }

    @Test
    void theBottomLineStaysBelowTheOthers() {
        Screen screen = screen(true, false);
        screen.bottom("progress 1");
        screen.line("first");
        screen.bottom("progress 2");
        assertThat(written())
                .isEqualTo("\r\u001b[Kprogress 1\r\u001b[Kfirst%nprogress 1\r\u001b[Kprogress 2".formatted());
    }

    @Test
    void coloursMarkTheKindOfEvent() {
        screen(true, true).event(LocalTime.of(9, 5), EVENT);
        assertThat(written()).contains("\u001b[32mcompleted \u001b[0m");
    }

    private Screen screen(boolean redraws, boolean colours) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Screen.Abilities(redraws, colours));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
