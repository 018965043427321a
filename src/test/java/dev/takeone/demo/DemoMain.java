package dev.takeone.demo;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code ./takeone demo}, after the build. */
public final class DemoMain {
    private static final Path WORKER_LOG = Path.of("target", "takeone-demo-worker.log");

    private DemoMain() {}

    /** Takes {@code --once}, {@code --lanes} or nothing. Ends with 0 where all is well, else with 1; without either by Ctrl-C. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Screen screen =
                new Screen(out, Screen.Abilities.of(Boolean.getBoolean(Screen.TERMINAL_PROPERTY), System.getenv()));
        boolean well;
        try {
            well = List.of(arguments).contains("--lanes")
                    ? new LanesDemo(screen).play()
                    : run(screen, List.of(arguments).contains("--once"));
        } catch (IllegalStateException | UncheckedIOException e) {
            screen.line("takeone: " + e.getMessage());
            well = false;
        }
        System.exit(well ? 0 : 1);
    }

    private static boolean run(Screen screen, boolean once) throws InterruptedException {
        try (Stage stage = new Stage(screen, WORKER_LOG)) {
            Demo demo = new Demo(screen, stage);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(screen, demo, stage), "demo-end"));
            try {
                return play(screen, stage, demo, once);
            } catch (RuntimeException e) {
                if (demo.isCancelled()) {
                    return false; // the stage was taken away under it
                }
                throw e;
            }
        }
    }

    private static boolean play(Screen screen, Stage stage, Demo demo, boolean once) throws InterruptedException {
        List<String> invitation = once
                ? Invitation.lines(stage.console())
                : Invitation.lines(stage.console(), stage.bootstrapServers(), stage.provider());
        invitation.forEach(screen::line);
        screen.line("");
        demo.publish();
        if (once) {
            return demo.followToTheEnd();
        }
        demo.follow();
        return true;
    }

    /** At Ctrl-C; at any other end the stage is closed already. */
    private static void end(Screen screen, Demo demo, Stage stage) {
        demo.cancel();
        stage.close();
        screen.bottom("");
    }
}
