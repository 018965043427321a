package dev.takeone.request.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "order-4711", "/shop/eu", "https://a.example/x?y", "订单", "😀", "é"})
    void aNameIsVisible(String text) {
        assertThat(VisibleText.isName(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", " a", "a ", "a\tb", "a\n", "a\u0000", "\u007f", "\u0085", "a\u00a0", "\u200b", "\u200e",
                "\u2028", "\u3000", "\ufeffa", "\ud83d", "\ude00"
            })
    void anythingElseIsNoName(String text) {
        assertThat(VisibleText.isName(text)).isFalse();
    }

    @Test
    void aNameHasAtMost256CodePoints() {
        assertThat(VisibleText.isName("😀".repeat(256))).isTrue();
        assertThat(VisibleText.isName("😀".repeat(257))).isFalse();
        assertThat(VisibleText.isName("a".repeat(257))).isFalse();
        assertThat(VisibleText.isName("a".repeat(10_000_000))).isFalse();
    }

    @Test
    void whatIsShownIsCutBetweenCodePoints() {
        assertThat(VisibleText.shown("abcd", 4)).isEqualTo("abcd");
        assertThat(VisibleText.shown("abcde", 4)).isEqualTo("abc…");
        assertThat(VisibleText.shown("ab😀x", 4)).isEqualTo("ab…");
    }

    @Test
    void whatCannotBeSeenIsShownAsAnEscape() {
        assertThat(VisibleText.shown("a b\n\u202e\ud800", 100)).isEqualTo("a b\\u{a}\\u{202e}\\u{d800}");
    }

    @Property
    void whatIsShownIsBoundedAndCanBeWritten(@ForAll String text, @ForAll @IntRange(min = 1, max = 30) int max) {
        String shown = VisibleText.shown(text, max);
        assertThat(shown).hasSizeLessThanOrEqualTo(max);
        assertThat(StrictUtf8.canEncode(shown)).isTrue();
        assertThat(shown.codePoints().allMatch(c -> c == ' ' || VisibleText.isVisible(c)))
                .isTrue();
    }
}
