package dev.takeone.worker;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import java.time.Duration;
import java.util.Optional;

/** How many of the jobs at hand wait, are in doubt or run, and what they ask for: kept as they move, for the limits ask often. */
final class JobCounts {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Prices prices;
    private int waiting;
    private int unclear;
    private int inDoubt;
    private int running;
    private int asked;
    private long wanted;
    private long waitingPrice;

    JobCounts(Prices prices) {
        this.prices = prices;
    }

    /** The job counts as what it is now. */
    void add(LiveJob job) {
        count(job, 1);
    }

    /** The job counts no more as what it is now: it is about to move, or to be forgotten. */
    void remove(LiveJob job) {
        count(job, -1);
    }

    private void count(LiveJob job, int by) {
        long price = by * prices.of(job).orElse(0);
        switch (job.state) {
            case Accepted one -> {
                waiting += by;
                job.partition.bodies += by * size(one.body());
                job.partition.unsubmitted += by;
                boolean begun = one.unclearSince().isPresent();
                unclear += begun ? by : 0;
                job.partition.tasks += begun ? by : 0;
                job.partition.spend.running(begun ? price : 0);
                waitingPrice += begun ? 0 : price;
            }
            case Submitting posting -> {
                job.partition.tasks += by;
                job.partition.bodies += by * size(posting.body());
                job.partition.spend.running(price);
                job.partition.unsubmitted += posting.doubt().isPresent() ? 0 : by;
                inDoubt += posting.doubt().isPresent() ? by : 0;
            }
            case Submitted task -> {
                job.partition.tasks += by * task.open();
                job.partition.spend.running(price);
                running += by;
                asked += task.polls() > 0 ? by : 0;
            }
        }
    }

    private static long size(String body) {
        return 2L * body.length();
    }

    /** The job is meant to be asked for at this pause from now on; without one, not at all. */
    void wants(LiveJob job, Optional<Duration> pause) {
        int before = job.wanted;
        // In whole numbers, whose sum is exact after any number of changes.
        job.wanted = pause.map(each -> (int) (AN_HOUR.toMillis() / Math.max(1, each.toMillis())))
                .orElse(0);
        wanted += job.wanted - before;
    }

    /** Jobs that wait for their submission. */
    int waiting() {
        return waiting;
    }

    /** Of them, those with a POST that may have been accepted after all. */
    int unclear() {
        return unclear;
    }

    /** The prices of those that are not paid for, in millionths of a dollar. */
    long waitingPrice() {
        return waitingPrice;
    }

    /** Jobs with a POST whose outcome is unknown. */
    int inDoubt() {
        return inDoubt;
    }

    /** Jobs with tasks at the provider. */
    int running() {
        return running;
    }

    /** Of them, those that have been asked for at least once. */
    int asked() {
        return asked;
    }

    /** The checks a minute that all jobs are meant to be asked for, of those that have been asked for once. */
    double wanted() {
        return (double) wanted / AN_HOUR.toMinutes();
    }
}
