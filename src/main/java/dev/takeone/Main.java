package dev.takeone;

import dev.takeone.command.OrderCommand;
import dev.takeone.command.QuoteCommand;
import dev.takeone.command.UserCommand;
import dev.takeone.config.StartFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The entry point. What a person can mend ends the start with one message; only what is our fault shows a trace. */
@QuarkusMain
public final class Main {
    /** Runs the worker until the process is asked to end; or a command, where the first argument is one. */
    public static void main(String... arguments) {
        if (arguments.length > 0) {
            List<String> further = List.of(arguments).subList(1, arguments.length);
            switch (arguments[0]) {
                case QuoteCommand.WORD -> System.exit(new QuoteCommand(System.in, System.out, System.err).run(further));
                case UserCommand.WORD -> System.exit(new UserCommand(System.in, System.out, System.err).run(further));
                case OrderCommand.WORD -> System.exit(order(further));
                default -> {}
            }
        }
        Quarkus.run(null, Main::end, arguments);
    }

    private static int order(List<String> arguments) {
        // Newer JDKs else take any standard input for a terminal.
        System.setProperty("jdk.console", "java.base");
        // It says itself what came of it, in one sentence.
        java.util.logging.Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
        Optional<Console> terminal = Optional.ofNullable(System.console());
        try {
            return OrderCommand.of(
                            System.out, System.err, question -> terminal.map(each -> each.readLine("%s", question)))
                    .run(arguments);
        } catch (RuntimeException failure) {
            System.err.println(StartFailure.mend(failure).orElseThrow(() -> failure));
            return 2;
        }
    }

    private static void end(int code, @Nullable Throwable failure) {
        if (failure != null) {
            StartFailure.mend(failure)
                    .ifPresentOrElse(
                            System.err::println,
                            () -> Logger.getLogger(Main.class).error("The worker could not start", failure));
        }
        System.exit(code);
    }
}
