package dev.takeone;

import dev.takeone.command.Commands;
import dev.takeone.config.StartFailure;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The entry point. What a person can mend ends the start with one message; only what is our fault shows a trace. */
@QuarkusMain
public final class Main {
    /** Runs the worker until the process is asked to end; or a command, where there is a word for one. */
    public static void main(String... arguments) {
        new Commands(System.in, System.out, System.err).run(List.of(arguments)).ifPresent(System::exit);
        Quarkus.run(null, Main::end, arguments);
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
