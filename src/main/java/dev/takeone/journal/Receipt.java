package dev.takeone.journal;

import dev.takeone.job.SubmitOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A definite answer to a POST that its worker could not journal, or not in time, for whoever owns the job now. */
public sealed interface Receipt {

    /** The job that was posted. */
    String jobId();

    /** When the answer came. */
    Instant at();

    /**
     * The paid task that a job has, whichever POST it answers.
     *
     * @param taskIds the provider's tasks, at least one
     * @param replayed whether the provider recognised the idempotency key of an earlier POST
     */
    record Acceptance(String jobId, List<String> taskIds, boolean replayed, Instant at) implements Receipt {
        public Acceptance {
            taskIds = List.copyOf(taskIds);
        }
    }

    /**
     * One POST that was provably not accepted. It says nothing of any other, and the number of an attempt that was never
     * sent is used again: so it names the row.
     *
     * @param intent the sequence of the row that was committed for this POST
     * @param attempt the number of the POST among those really started, from 1
     * @param outcome neither accepted nor in doubt, nor one that promises nothing
     */
    record Refusal(String jobId, Sequence intent, int attempt, SubmitOutcome outcome, Instant at) implements Receipt {
        public Refusal {
            if (outcome instanceof SubmitOutcome.Accepted
                    || outcome instanceof SubmitOutcome.Doubtful
                    || outcome instanceof SubmitOutcome.Unavailable) {
                throw new IllegalArgumentException("not a refusal: " + outcome.getClass());
            }
        }
    }

    /**
     * What there is to say of the answer {@code outcome}; empty where it is none.
     *
     * @param intent the sequence of the row that was committed for this POST
     */
    static Optional<Receipt> of(String jobId, Sequence intent, int attempt, SubmitOutcome outcome, Instant at) {
        return switch (outcome) {
            case SubmitOutcome.Accepted accepted ->
                Optional.of(new Acceptance(jobId, accepted.taskIds(), accepted.replayed(), at));
            case SubmitOutcome.Doubtful _silence -> Optional.empty();
            case SubmitOutcome.Unavailable _noPromise -> Optional.empty();
            case SubmitOutcome.Rejected _refused -> Optional.of(new Refusal(jobId, intent, attempt, outcome, at));
            case SubmitOutcome.Throttled _refused -> Optional.of(new Refusal(jobId, intent, attempt, outcome, at));
            case SubmitOutcome.NotSent _refused -> Optional.of(new Refusal(jobId, intent, attempt, outcome, at));
            case SubmitOutcome.AccountHeld _refused -> Optional.of(new Refusal(jobId, intent, attempt, outcome, at));
            case SubmitOutcome.Withheld _refused -> Optional.of(new Refusal(jobId, intent, attempt, outcome, at));
        };
    }
}
