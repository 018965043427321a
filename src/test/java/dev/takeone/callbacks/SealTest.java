package dev.takeone.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OLD = "o".repeat(32);
    private static final String NEW = "n".repeat(32);

    private final Seal seal = new Seal(List.of(NEW));

    @Test
    void aTokenNamesItsJob() {
        String token = seal.token(17, JOB);

        assertThat(token).matches("17\\." + JOB + "\\.[A-Za-z0-9_-]{22}");
        assertThat(seal.open(token)).contains(new Seal.Named(17, JOB));
    }

    /** The same for ever, or addresses that are under way would open no more after an upgrade. */
    @Test
    void theSealOfAJobIsTheSameInEveryRelease() {
        assertThat(seal.token(3, JOB)).isEqualTo("3." + JOB + ".zRQ2LfOnW5jlcVG9O4DmNw");
    }

    @Test
    void noTokenIsOpenedThatDiffersInOneCharacter() {
        String token = seal.token(3, JOB);
        for (int at = 0; at < token.length(); at++) {
            for (char other : "0a9f_-Q.\u0000é".toCharArray()) {
                if (token.charAt(at) != other) {
                    String forged = token.substring(0, at) + other + token.substring(at + 1);
                    assertThat(seal.open(forged)).as(forged).isEmpty();
                }
            }
        }
    }

    @Test
    void noOtherLookOfATokenIsOpened() {
        String token = seal.token(3, JOB);

        assertThat(List.of(
                        "",
                        ".",
                        "..",
                        token + " ",
                        token + "=",
                        "0" + token,
                        token + "." + token,
                        token.toUpperCase(Locale.ROOT)))
                .allMatch(each -> seal.open(each).isEmpty());
    }

    @Test
    void twoSecretsAreGoodAtOnceAndTheFirstOneSeals() {
        Seal before = new Seal(List.of(OLD));
        Seal knowing = new Seal(List.of(OLD, NEW));
        Seal after = new Seal(List.of(NEW, OLD));

        assertThat(knowing.open(after.token(3, JOB))).isPresent();
        assertThat(after.open(before.token(3, JOB))).isPresent();
        assertThat(after.token(3, JOB)).isEqualTo(seal.token(3, JOB));
        assertThat(seal.open(before.token(3, JOB))).isEmpty();
    }

    @Test
    void noSecretIsShown() {
        assertThat(seal.toString()).doesNotContain("nnn");
    }
}
