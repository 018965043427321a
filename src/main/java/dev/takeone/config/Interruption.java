package dev.takeone.config;

/**
 * Interrupts a thread when the process is asked to end. The framework waits for a start to finish before it stops, so
 * a start that waits has to be told.
 */
public final class Interruption {
    private final Thread hook;

    private Interruption(Thread waiting) {
        this.hook = new Thread(waiting::interrupt, "interrupt-start");
    }

    /** From now until its end. */
    public static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException ending) {
            // The process was asked to end before the start came to its wait, and no hook will run any more.
            Thread.currentThread().interrupt();
        }
        return interruption;
    }

    public void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The process ends: the hook has done its work, or is about to.
        }
    }
}
