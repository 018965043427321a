package dev.takeone.worker;

/**
 * What a task costs in status checks, as lately seen, so that submissions keep a steady pace: no more than can be followed,
 * and hardly fewer. Checks fall due minutes after their submission: whoever spends all calls on submissions as long as no
 * check is due has more checks later than calls, then hardly a submission, and so on in waves, in whose valleys calls lie
 * idle, and on whose crests ends are noticed late.
 *
 * <p>So submissions are held between two paces, close to the steady one on both sides. In the saturated hour of {@code bench
 * polling}, where a tenth was kept for submissions and they might run half as much again ahead, the waves never ended: 125
 * tasks a minute by 89 % of the calls, with ends noticed after 11 s; so it is 128 by 96 %, after 10 s. Nearer to the steady
 * pace, what is known of checks a task is too old after a change: checks come late, need fewer calls for that, and more is
 * submitted than can be followed.
 */
final class Workload {
    /** How far submissions may run ahead of a steady pace, so that they fill what checks leave. */
    private static final double AHEAD = 1.25;

    /**
     * The same beside other lanes. What checks leave is dealt out by weight as it is at each moment; where submissions go in
     * waves, and checks with them, no lane can use what the valley leaves, and on the crest there is nothing to part.
     */
    private static final double AHEAD_BESIDE_OTHERS = 1.15;

    /** How far they may fall behind it where checks are due. */
    private static final double BEHIND = 0.8;

    /** Tasks in flight that are followed easily, as a part of the calls a minute: a burst of that size is not held up. */
    private static final double EASY = 0.5;

    /** Of all calls, what is left to submissions however many checks a task needs. */
    static final double LEAST = 0.1;

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
        return running < EASY * callsPerMinute ? 1 : Math.clamp(ahead * steady(), AHEAD * LEAST, 1);
    }

    /** The part of the calls that checks leave to submissions that wait: less than what those may take. */
    double keptForSubmissions() {
        return checks == 0 ? LEAST : Math.max(BEHIND * steady(), LEAST);
    }

    /** The part of the calls that are submissions where as many tasks begin as end. */
    private double steady() {
        return 1 / (1 + checks);
    }
}
