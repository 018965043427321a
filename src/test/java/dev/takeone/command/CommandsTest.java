package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String[] WORDS = {"quote", "user", "order", "help"};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private OptionalInt run(String... arguments) {
        return new Commands(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    @Test
    void aWorkerIsWantedWhereThereIsNoWord() {
        assertThat(run()).isEmpty();
        assertThat(out.toString(UTF_8) + err.toString(UTF_8)).isEmpty();
    }

    /** It would buy, beside those whose purchases were to be held. */
    @ParameterizedTest
    @ValueSource(
            strings = {"hold", "resume", "withdraw", "ordr", "Order", "worker", "--version", "-Dquarkus.http.port=1", ""
            })
    void aWordThatIsNoneStartsNoWorker(String word) {
        assertThat(run(word, "--reason", "price shock")).hasValue(2);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8))
                .startsWith("\"" + word + "\" is not a word")
                .contains(WORDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h", "--help"})
    void helpIsNoErrorAndNamesEveryWord(String word) {
        assertThat(run(word)).hasValue(0);
        assertThat(out.toString(UTF_8)).contains(WORDS);
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote", "user"})
    void aCommandIsHandedWhatFollowsItsWord(String word) {
        assertThat(run(word)).hasValue(2);
        assertThat(err.toString(UTF_8)).startsWith(word + " takes");
    }
}
