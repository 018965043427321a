package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.console.access.Passwords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * {@code user NAME viewer|operator}: makes a line of the console's users' file, of a password that is read from the standard
 * input, so that it stands in no list of processes and no shell's history.
 */
public final class UserCommand {
    /** What the command is called. */
    public static final String WORD = "user";

    private static final int FINE = 0;
    private static final int MISUSED = 2;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    public UserCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Does what it is asked for.
     *
     * @param arguments what follows the command's word
     * @return the exit code: 0 where the line was written, 2 where nothing was
     */
    public int run(List<String> arguments) {
        if (arguments.size() != 2
                || !arguments.getFirst().matches("[^:\\s]{1,64}")
                || !List.of("viewer", "operator").contains(arguments.getLast())) {
            err.println("user takes a name without space and colon, and viewer or operator: user anna operator");
            return MISUSED;
        }
        err.println("Password:");
        try {
            String password = Optional.ofNullable(new BufferedReader(new InputStreamReader(in, UTF_8)).readLine())
                    .orElse("");
            out.println(String.join(":", arguments) + ":" + Passwords.hash(password));
            return FINE;
        } catch (IOException | IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return MISUSED;
        }
    }
}
