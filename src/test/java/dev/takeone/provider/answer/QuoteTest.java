package dev.takeone.provider.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.provider.AccountKey;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private final Quote quote = new Quote(new AccountKey(" secret "));

    @Test
    void theKeyIsMaskedBeforeTheTextIsCut() {
        assertThat(quote.of("x".repeat(497) + "secret", Quote.MAX_LENGTH))
                .hasSize(500)
                .endsWith("x[ap");
        assertThat(quote.of("secretsecret")).contains("[api key][api key]");
    }

    @Test
    void aKeyWithCharactersThatDoNotPrintIsMaskedToo() {
        assertThat(new Quote(new AccountKey("sk\nkey")).of("Bearer sk\nkey!")).contains("Bearer [api key]!");
    }

    @Test
    void aTextIsCutBetweenCodePoints() {
        assertThat(quote.of("x".repeat(499) + "\uD83D\uDE00", Quote.MAX_LENGTH)).isEqualTo("x".repeat(499));
        assertThat(quote.of("x".repeat(498) + "\uD83D\uDE00", Quote.MAX_LENGTH)).hasSize(500);
    }

    @Test
    void charactersThatDoNotPrintAreGone() {
        assertThat(quote.of("a\r\nb\u001b[31m\u202Ec\u0000\uD800")).contains("a b [31m c");
    }

    @Test
    void aTextThatHoldsNothingIsNone() {
        assertThat(quote.of(" \n\u0000 ")).isEmpty();
    }

    @Test
    void anEmptyKeyMasksNothing() {
        assertThat(new Quote(new AccountKey("")).of("abc")).contains("abc");
    }
}
