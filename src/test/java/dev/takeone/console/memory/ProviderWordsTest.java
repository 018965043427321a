package dev.takeone.console.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What providers say of failures, in little memory. */
class ProviderWordsTest {
    private final ProviderWords words = new ProviderWords();

    @Test
    void textsThatDifferByNumbersOnlyAreKeptOnce() {
        String first = words.kept("Sensitive content in request 8a7f-11,\n see rule 7");

        assertThat(first).isEqualTo("Sensitive content in request … see rule …");
        assertThat(words.kept("Sensitive content in request 99b2, see rule 12")).isSameAs(first);
        assertThat(words.kept(" ")).isEmpty();
    }

    @Test
    void aLongTextIsCutAndNoLetterOfItBroken() {
        assertThat(words.kept("x".repeat(119) + "\uD83C\uDFACx")).isEqualTo("x".repeat(119));
        assertThat(words.kept("x".repeat(200))).hasSize(120);
    }

    @Test
    void noMoreDifferentTextsAreKeptThanThereIsRoomForUntilSomeAreForgotten() {
        for (int number = 0; number < ProviderWords.MOST; number++) {
            assertThat(words.kept(letters(number))).isNotEmpty();
        }
        assertThat(words.kept("one more")).isEmpty();
        assertThat(words.kept(letters(7))).isEqualTo(letters(7));

        words.keepOnly(List.of(letters(7), ""));
        assertThat(words.kept("one more")).isEqualTo("one more");
        assertThat(words.kept(letters(7))).isEqualTo(letters(7));
    }

    private static String letters(int number) {
        return Integer.toString(number)
                .chars()
                .collect(
                        StringBuilder::new,
                        (text, digit) -> text.append((char) (digit - '0' + 'a')),
                        StringBuilder::append)
                .toString();
    }
}
