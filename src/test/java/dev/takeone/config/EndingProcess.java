package dev.takeone.config;

/** A process that is ending when its start comes to the point where it would wait. */
public final class EndingProcess {
    /** What it prints where that start will not wait. */
    static final String TOLD = "told at once";

    private EndingProcess() {}

    /** Ends, and begins to wait meanwhile. */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Interruption interruption = Interruption.ofThisThread();
            System.out.println(Thread.interrupted() ? TOLD : "not told");
            interruption.end();
        }));
    }
}
