package dev.takeone.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void noCharacterBeginsALineOrMovesATerminalsCursor() {
        IntStream.concat(IntStream.rangeClosed(0, 0x1f), IntStream.rangeClosed(0x7f, 0x9f))
                .forEach(OneLineTest::isNotLeftIn);
        isNotLeftIn('\u2028');
        isNotLeftIn('\u2029');
        assertThat(OneLine.of("a\r\n\u2028b")).as("several at once").isEqualTo("a b");
    }

    @Test
    void whatHasNoBreakStaysAsItIs() {
        String text = "order-4711 übrig \uD83C\uDFAC\u00A0end";
        assertThat(OneLine.of(text)).isEqualTo(text);
        assertThat(OneLine.of("")).isEmpty();
    }

    private static void isNotLeftIn(int character) {
        assertThat(OneLine.of("a" + Character.toString(character) + "b"))
                .as("U+%04X", character)
                .isEqualTo("a b");
    }
}
