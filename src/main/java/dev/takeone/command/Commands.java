package dev.takeone.command;

import dev.takeone.config.StartFailure;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The words that the jar knows. It works where it is given none: one that is mistyped starts nothing, since a worker buys. */
public final class Commands {
    private static final int FINE = 0;
    private static final int MISUSED = 2;

    private static final String HELP = """
            Without a word a worker runs, or the console, as the settings say. With one of these, it does that and ends:
              quote FILE                        whether these requests would be taken, and what they would cost; - for the
                                                standard input
              user NAME viewer|operator         a line of the console's users' file, for a password that it reads
              order hold|resume|withdraw ...    holds purchases, goes on, takes requests back; order help says more
              help                              this text
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    public Commands(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Does what the first word asks for.
     *
     * @param arguments of the command line
     * @return the exit code; empty where there is no word, so that nothing was done and a worker is wanted
     */
    public OptionalInt run(List<String> arguments) {
        if (arguments.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(run(arguments.getFirst(), arguments.subList(1, arguments.size())));
    }

    private int run(String word, List<String> further) {
        return switch (word) {
            case QuoteCommand.WORD -> new QuoteCommand(in, out, err).run(further);
            case UserCommand.WORD -> new UserCommand(in, out, err).run(further);
            case OrderCommand.WORD -> order(further);
            case "help", "-h", "--help" -> {
                out.print(HELP);
                yield FINE;
            }
            default -> {
                err.println("\"" + word + "\" is not a word that it knows, and starts nothing.");
                err.print(HELP);
                yield MISUSED;
            }
        };
    }

    private int order(List<String> arguments) {
        // Newer JDKs else take any standard input for a terminal.
        System.setProperty("jdk.console", "java.base");
        // It says itself what came of it, in one sentence.
        Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
        Optional<Console> terminal = Optional.ofNullable(System.console());
        try {
            return OrderCommand.of(out, err, question -> terminal.map(each -> each.readLine("%s", question)))
                    .run(arguments);
        } catch (RuntimeException failure) {
            err.println(StartFailure.mend(failure).orElseThrow(() -> failure));
            return MISUSED;
        }
    }
}
