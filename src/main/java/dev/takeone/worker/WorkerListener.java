package dev.takeone.worker;

import dev.takeone.job.Job;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import java.util.Optional;

/** Hears what the worker does, on its thread: for logs and metrics. */
public interface WorkerListener {

    /** A job has moved; {@code transition} is decided, and not yet committed where it is recorded. */
    void moved(Transition transition);

    /** A record repeats a request that is known, and is left out. */
    void repeated(Job repeat);

    /**
     * The answer to a POST came for a job that this worker does not have any more, or that has been settled otherwise.
     *
     * @param jobId the job that was asked for
     */
    void unclaimed(String jobId, SubmitOutcome outcome);

    /** An answer that this worker cannot journal: word of it is left for whoever has the job. */
    void receiptKept(Receipt receipt);

    /** A partition is served from now on, with so many live jobs and remembered identities. */
    void serving(int partition, int live, int remembered);

    /** A partition cannot be served until a person has decided; {@code error} names the choices. */
    void stopped(int partition, String error);

    /** A partition cannot be read for now, for {@code why}; it is tried again. Told once until it is served. */
    void waiting(int partition, String why);

    /**
     * The whole worker can do no more, for {@code why}.
     *
     * @param bug the error that nobody has thought of, where it was one
     */
    void halted(String why, Optional<Throwable> bug);
}
