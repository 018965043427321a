package dev.takeone.worker;

import java.time.Duration;

/** When to look again at who is due: each look is a waking up, which costs more than what is looked at. */
final class Alarm {
    private static final Duration SOON = Duration.ofMillis(50);

    /** What the worker says of itself is as of less than a second ago; a task is asked for no sooner than so long after it began. */
    private static final Duration AT_REST = Duration.ofMillis(500);

    private final JobTable table;
    private final SteadyClock clock;

    Alarm(JobTable table, SteadyClock clock) {
        this.table = table;
        this.clock = clock;
    }

    /**
     * How long nothing falls due by itself. Short where a submission may become possible, which many things decide; else
     * until the first task is to be asked for.
     */
    Duration untilDue() {
        if (table.counts().waiting() + table.counts().inDoubt() > 0 || table.expectsJobs()) {
            return SOON;
        }
        Duration left = table.firstCheck()
                .map(first -> Duration.between(clock.now(), first))
                .filter(due -> due.compareTo(AT_REST) < 0)
                .orElse(AT_REST);
        return left.compareTo(SOON) > 0 ? left : SOON;
    }
}
