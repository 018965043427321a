package dev.takeone.chaos;

import dev.takeone.demo.Screen;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code ./takeone chaos}, after the build. */
public final class ChaosMain {
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final int SEEDS = 1_000_000;
    private static final Path LOGS = Path.of("target", "takeone-chaos");

    private ChaosMain() {}

    /**
     * Takes the options of {@link Arguments}. Ends with 0 where the promise held, with 1 where it did not or something
     * failed, with 2 where the arguments are wrong. An interrupt ends the attacks; the books are closed all the same.
     */
    public static void main(String[] words) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Screen screen =
                new Screen(out, Screen.Abilities.of(Boolean.getBoolean(Screen.TERMINAL_PROPERTY), System.getenv()));
        Plan plan;
        try {
            plan = Arguments.of(List.of(words)).plan(ThreadLocalRandom.current().nextLong(SEEDS));
        } catch (IllegalArgumentException wrong) {
            System.err.println("takeone: " + wrong.getMessage());
            System.exit(WRONG_ARGUMENTS);
            return;
        }
        Campaign campaign = new Campaign(plan, LOGS.resolve(plan.policy().word() + "-" + plan.seed()), screen);
        AtomicInteger code = new AtomicInteger(BROKEN);
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(campaign, screen, over, code), "chaos-end"));
        try {
            code.set(run(plan, campaign, screen));
        } finally {
            over.countDown();
        }
        System.exit(code.get());
    }

    private static int run(Plan plan, Campaign campaign, Screen screen) throws InterruptedException {
        screen.line("Seed " + plan.seed() + ", in doubt: " + plan.policy().word() + ", "
                + plan.pace().length().toMinutes() + " min; Ctrl-C ends the attacks and closes the books.");
        try {
            Closing closing = campaign.run();
            screen.line("");
            closing.table().forEach(screen::line);
            screen.line("");
            screen.line(closing.kept() ? "One request, one charge, one ending." : "Not as it should be:");
            closing.problems().forEach(problem -> screen.line("  " + problem));
            return closing.kept() ? KEPT : BROKEN;
        } catch (IllegalStateException | UncheckedIOException e) {
            screen.line("takeone: " + e.getMessage());
            return BROKEN;
        } finally {
            screen.line("The same again: " + Arguments.command(plan));
        }
    }

    /** At Ctrl-C; at any other end the campaign is over already. A JVM that ends by a signal has no exit code of ours. */
    private static void end(Campaign campaign, Screen screen, CountDownLatch over, AtomicInteger code) {
        if (over.getCount() == 0) {
            return;
        }
        screen.line("No more attacks; waiting for what is open, which may take some minutes ...");
        campaign.cancel();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code.get());
    }
}
