package dev.takeone.bench;

/** One benchmark. */
public interface Bench {
    /** Its word on the command line. */
    String name();

    /**
     * Runs it and tells its report.
     *
     * @throws IllegalStateException where it could not be run to its end
     */
    void run(Report report) throws InterruptedException;
}
