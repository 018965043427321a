package dev.takeone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The entry point. What a person can mend ends the start with one message; only what is our fault shows a trace. */
@QuarkusMain
public final class Main {
    /** Runs the worker until the process is asked to end. */
    public static void main(String... arguments) {
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
