package dev.takeone.request;

import dev.takeone.job.Job;
import dev.takeone.job.Violation;
import dev.takeone.request.text.Violations;
import java.util.List;

/** The verdict about one record. */
public sealed interface RequestReading {

    /** What is known of the job, whichever the verdict: every record is a job and has an ending. */
    Job job();

    /**
     * A request that may be sent.
     *
     * @param job with a profile
     * @param body the JSON for the provider: compact, without {@code metadata}, fields in the sender's order and numbers
     *     as the sender wrote them, nothing added
     */
    record Valid(Job job, String body) implements RequestReading {
        /** Names the job, not the body. */
        @Override
        public String toString() {
            return "Valid[" + job + ", " + body.length() + " characters]";
        }
    }

    /**
     * A record that may not be sent.
     *
     * @param job with an empty profile
     * @param violations at least 1, at most {@link Violations#MAX_LISTED}, each text at most
     *     {@link Violations#MAX_TEXT} characters
     * @param omitted how many more there are
     */
    record Invalid(Job job, List<Violation> violations, int omitted) implements RequestReading {
        public Invalid {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("an invalid request has a violation");
            }
        }
    }
}
