package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String typed, String... arguments) {
        return new UserCommand(
                        new ByteArrayInputStream(typed.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(List.of(arguments));
    }

    @Test
    void aLineHoldsTheHashAndNotThePassword() {
        assertThat(run("correct horse\n", "anna", "operator")).isZero();
        assertThat(out.toString(UTF_8)).matches("anna:operator:\\$2y\\$12\\$[./A-Za-z0-9]{53}\n");
        assertThat(err.toString(UTF_8)).doesNotContain("horse");
    }

    @Test
    void whatIsNoUserMakesNoLine() {
        assertThat(run("x\n", "a:b", "operator")).isEqualTo(2);
        assertThat(run("x\n", "anna", "admin")).isEqualTo(2);
        assertThat(run("\n", "anna", "viewer")).isEqualTo(2);
        assertThat(out.toString(UTF_8)).isEmpty();
    }
}
