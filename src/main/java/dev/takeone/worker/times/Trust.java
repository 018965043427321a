package dev.takeone.worker.times;

/**
 * How far callbacks can be relied on, learned from whether they came before a check found the task done.
 *
 * <p>It is lost at once where many should have come and none has: long before checks that wait for callbacks find that out
 * one by one.
 */
public final class Trust {
    /** Of the latest task in the part that is called. */
    private static final double WEIGHT = 0.05;

    /** Trusted from so large a part on. */
    private static final double GAINED = 0.7;

    /** Trusted no more below it. */
    private static final double LOST = 0.5;

    /** Silence while so many were to be expected is no chance: it would be one in twenty thousand times. */
    private static final double TOO_MANY = 10;

    private double called;
    private boolean trusted;
    private long came;
    private long missed;

    /** What has become of it. */
    public enum Change {
        /** Relied on from now on. */
        GAINED,
        /** Relied on no more. */
        LOST,
        /** As before. */
        NONE
    }

    /** A task was found done, for it had called. */
    public Change came() {
        came++;
        return learned(1);
    }

    /** A task was found done that had not called. */
    public Change missed() {
        missed++;
        return learned(0);
    }

    private Change learned(int call) {
        called += WEIGHT * (call - called);
        if (!trusted && called >= GAINED) {
            return changed(true);
        }
        return trusted && called < LOST ? changed(false) : Change.NONE;
    }

    private Change changed(boolean now) {
        trusted = now;
        return now ? Change.GAINED : Change.LOST;
    }

    /**
     * None has come since so many tasks should have ended.
     *
     * @param expected their mean number, by what was learned of durations
     */
    public Change silent(double expected) {
        if (!trusted || expected * called < TOO_MANY) {
            return Change.NONE;
        }
        called = 0;
        return changed(false);
    }

    /** Whether they are relied on. */
    public boolean trusted() {
        return trusted;
    }

    /** The part of the tasks that call in time, 0 to 1; 0 where they are not relied on. */
    public double part() {
        return trusted ? called : 0;
    }

    /** The part of the tasks lately that called in time, relied on or not, 0 to 1. */
    public double lately() {
        return called;
    }

    /** The tasks so far that called in time. */
    public long calledInTime() {
        return came;
    }

    /** The tasks so far that were found done without. */
    public long calledNot() {
        return missed;
    }
}
