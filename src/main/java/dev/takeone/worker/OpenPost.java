package dev.takeone.worker;

import dev.takeone.job.Job;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Sequence;
import dev.takeone.worker.Allowance.Leave;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A POST that was committed to.
 *
 * @param job as it was then; it may have been read back since, as another object
 * @param intent that of its row
 * @param attempt the number of this POST among the job's, from 1
 * @param leave the account's
 * @param bought what it buys; nothing where that may be bought already
 */
record OpenPost(LiveJob job, Sequence intent, int attempt, Leave leave, Optional<Job> bought, Begun begun) {
    /**
     * A moment by the wall clock, for people, and by the {@link SteadyClock}, which tells what came first.
     *
     * @param commit how long the transaction of the intent had taken by then
     */
    record Begun(Instant at, Instant steady, Duration commit) {}

    /** What the job's next owner has to hear of this outcome; empty where that is nothing. */
    Optional<Receipt> word(SubmitOutcome outcome, Instant now) {
        return Receipt.of(job.id(), intent, attempt, outcome, now);
    }
}
