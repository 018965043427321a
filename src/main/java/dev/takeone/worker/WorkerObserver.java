package dev.takeone.worker;

import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Hears what the worker does, on its thread: for logs, metrics and traces. */
public interface WorkerObserver {

    /**
     * A call to the provider that has come to its end.
     *
     * @param job as it was when the call was made
     * @param begun when it was handed to the client
     * @param ended when its outcome was known here
     */
    record TimedCall(Job job, Instant begun, Instant ended) {
        /** How long it took. */
        public Duration took() {
            return Duration.between(begun, ended);
        }
    }

    /** A job has moved; {@code transition} is decided, and not yet committed where it is recorded. */
    default void moved(Transition transition) {}

    /** A record repeats a request that is known, and is left out. */
    default void repeated(Job repeat) {}

    /** A POST has ended, or was not written after all. */
    default void posted(TimedCall call, int attempt, SubmitOutcome outcome) {}

    /** A status check has ended. */
    default void checked(TimedCall call, String taskId, StatusOutcome outcome) {}

    /** Somebody has called for a job. */
    default void called(String jobId, CallbackOutcome outcome) {}

    /**
     * Callbacks are relied on from now on, or are no more.
     *
     * @param lately the part of the tasks that called in time, 0 to 1
     * @param came how many have, since the worker's start
     * @param missed how many have not
     */
    default void relied(boolean now, double lately, long came, long missed) {}

    /** {@code event} is committed: from {@code at} on, readers of committed data see it. */
    default void told(JobEvent event, Instant at) {}

    /**
     * The answer to a POST came for a job that this worker does not have any more, or that has been settled otherwise.
     *
     * @param jobId the job that was asked for
     */
    default void unclaimed(String jobId, SubmitOutcome outcome) {}

    /** An answer that this worker cannot journal: word of it is left for whoever has the job. */
    default void receiptKept(Receipt receipt) {}

    /** A partition is served from now on, with so many live jobs and remembered identities. */
    default void serving(int partition, int live, int remembered) {}

    /** A partition cannot be served until a person has decided; {@code error} names the choices. */
    default void stopped(int partition, String error) {}

    /** A partition, or its receipts, cannot be read for now, for {@code why}; it is tried again. Told once until it can. */
    default void waiting(int partition, String why) {}

    /** No POST goes, as each is given up for being late. Told once until one goes. */
    default void tooLate(WorkerStatus.Late late) {}

    /** The requests of a partition have begun anew, unasked: it is read back, in case their topic is another one. */
    default void begunAnew(int partition) {}

    /**
     * The whole worker can do no more, for {@code why}.
     *
     * @param bug the error that nobody has thought of, where it was one
     */
    default void halted(String why, Optional<Throwable> bug) {}
}
