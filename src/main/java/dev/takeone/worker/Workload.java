package dev.takeone.worker;

/**
 * What a task costs in status checks, as lately seen, so that no more is submitted than can be followed. Checks fall due
 * minutes after their submission: whoever spends all calls on submissions as long as no check is due has more checks
 * later than calls, then hardly a submission, and so on in waves, with ends that are noticed late.
 */
final class Workload {
    /** How far submissions may run ahead of a steady pace, so that they fill what checks leave. */
    private static final double AHEAD = 1.5;

    /**
     * The same beside other lanes. What checks leave is dealt out by weight as it is at each moment; where submissions go in
     * waves, and checks with them, no lane can use what the valley leaves, and on the crest there is nothing to part.
     */
    private static final double AHEAD_BESIDE_OTHERS = 1.15;

    /** Tasks in flight that are followed easily, as a part of the calls a minute: a burst of that size is not held up. */
    private static final double EASY = 0.5;

    /** More than the tenth that is kept for submissions: below it, checks would give way to what may not go. */
    private static final double LEAST = 0.12;

    private static final double WEIGHT = 0.05;

    private double checks;

    /** A task has ended after so many checks, at least one. */
    void ended(int polls) {
        checks = checks == 0 ? polls : checks * (1 - WEIGHT) + polls * WEIGHT;
    }

    /**
     * The part of the calls that submissions may take, above 0 and at most 1.
     *
     * @param running tasks in flight
     * @param callsPerMinute that this worker may make
     * @param besideOthers whether other lanes wait for submissions on the same account
     */
    double forSubmissions(int running, double callsPerMinute, boolean besideOthers) {
        double ahead = besideOthers ? AHEAD_BESIDE_OTHERS : AHEAD;
        return running < EASY * callsPerMinute ? 1 : Math.clamp(ahead / (1 + checks), LEAST, 1);
    }
}
