package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can happen to a live job. */
public sealed interface JobInput {

    /** This worker has read the job from the journal, and goes on with it. */
    record Resumed() implements JobInput {}

    /**
     * No former owner of the job can be sending for it any more, and all the word that they have left is read. Not for a
     * POST of this worker's own that is open.
     */
    record Settled() implements JobInput {}

    /** The job is due, and whether it may still be replayed is to be decided. Costs no quota. */
    record Due() implements JobInput {}

    /**
     * An operator's order takes the request back, if nothing of it is begun.
     *
     * @param order the order's name
     * @param reason why, in the operator's words
     */
    record Withdrawn(String order, Optional<String> reason) implements JobInput {}

    /**
     * It costs more than a request may by now, and ends if nothing of it is begun.
     *
     * @param most what a request may cost, US dollars
     */
    record TooExpensive(BigDecimal most) implements JobInput {}

    /**
     * Quota and a POST slot are there for this job: it may be submitted now.
     *
     * @param body what to send instead of the job's body, where nothing of it has been sent: the same with a webhook
     */
    record Granted(Optional<String> body) implements JobInput {
        /** With the body as it is. */
        public Granted() {
            this(Optional.empty());
        }
    }

    /**
     * A POST has ended, one way or another: this worker's own, or one of which another has left word.
     *
     * @param attempt which
     * @param tried the part of the time since the last refusal that counts to giving up
     * @param firstCheck how to choose the time of the first status check
     * @param othersPassed whether a POST that began after a 403 for this job, of another one, was accepted
     */
    record Answered(int attempt, SubmitOutcome outcome, Duration tried, FirstCheck firstCheck, boolean othersPassed)
            implements JobInput {}

    /**
     * A worker that could not journal it has left word of this job's task.
     *
     * @param taskIds the provider's tasks, at least one
     * @param replayed whether the provider recognised the idempotency key of an earlier POST
     * @param firstCheck how to choose the time of the first status check
     */
    record ReceiptFound(List<String> taskIds, boolean replayed, FirstCheck firstCheck) implements JobInput {
        public ReceiptFound {
            taskIds = List.copyOf(taskIds);
        }
    }

    /**
     * A status check has ended, one way or another.
     *
     * @param taskId the task asked for
     * @param othersReadable whether other tasks' checks work: without that, an unknown task may be an unknown URL, and
     *     an answer that cannot be read an outage
     * @param silences the answers in a row, this one among them, that told this worker nothing of the task: as one that it
     *     is not known, or not told of, does where it is not believed
     * @param next the pause until the next check
     * @param took from its beginning to its end, not negative
     */
    record Checked(
            String taskId, StatusOutcome outcome, boolean othersReadable, int silences, Duration next, Duration took)
            implements JobInput {}
}
