package dev.takeone.account;

/**
 * What a worker could use.
 *
 * @param checks status checks a minute that are due, or will be
 * @param submissions POSTs a minute, as many as it could send
 * @param tasks in flight at the provider: those that are, and as many more as it could begin
 */
public record Need(double checks, double submissions, int tasks) {
    /** Nothing. */
    public static final Need NONE = new Need(0, 0, 0);

    public Need {
        if (!(checks >= 0) || !(submissions >= 0) || tasks < 0) {
            throw new IllegalArgumentException("no need is below nothing");
        }
    }

    boolean isForCalls() {
        return checks + submissions > 0;
    }
}
