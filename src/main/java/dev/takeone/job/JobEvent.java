package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What downstream consumers are told of a job; each is told once. */
public sealed interface JobEvent {

    /** The job that the event is about, with what its sender wants back. */
    Job job();

    /** When it happened. */
    Instant at();

    /**
     * The provider has accepted the request.
     *
     * @param taskIds the provider's tasks, at least one
     * @param attempt the POSTs really started, from 1
     * @param replayed whether the provider recognised the idempotency key of an earlier POST
     */
    record Submitted(Job job, List<String> taskIds, int attempt, boolean replayed, Instant at) implements JobEvent {
        public Submitted {
            taskIds = List.copyOf(taskIds);
        }
    }

    /**
     * There is at least one video.
     *
     * @param result the tasks and what they made
     * @param submittedAt when the acceptance was learned
     */
    record Completed(Job job, Result result, Instant submittedAt, Instant at) implements JobEvent {}

    /**
     * There will be no video.
     *
     * @param taskIds the provider's tasks; empty where none is known
     * @param failure why
     */
    record Failed(Job job, List<String> taskIds, Failure failure, Instant at) implements JobEvent {
        public Failed {
            taskIds = List.copyOf(taskIds);
        }
    }

    /**
     * What was made.
     *
     * @param taskIds the provider's tasks, at least one
     * @param videos at least one
     * @param generation the longest of the tasks' generation times, where the provider tells
     * @param cost the sum of what the tasks cost, where the provider tells, US dollars
     * @param polls the status checks it took
     */
    record Result(
            List<String> taskIds,
            List<Video> videos,
            Optional<Duration> generation,
            Optional<BigDecimal> cost,
            int polls) {
        public Result {
            taskIds = List.copyOf(taskIds);
            videos = List.copyOf(videos);
        }
    }

    /**
     * Why there will be no video.
     *
     * @param charge what it cost
     * @param message a sentence for people, cut at 500 characters
     * @param violations what is wrong with the request, where that is the reason
     * @param violationsOmitted how many more there are
     * @param error the provider's last word, where it had one
     * @param conflictsWith the identity that this request clashes with, where that is the reason
     */
    record Failure(
            FailureReason reason,
            Charge charge,
            String message,
            List<Violation> violations,
            int violationsOmitted,
            Optional<ProviderError> error,
            Optional<Identity> conflictsWith) {
        private static final int LONGEST_MESSAGE = 500;

        public Failure {
            violations = List.copyOf(violations);
            message = cut(message);
        }

        private static String cut(String message) {
            if (message.length() <= LONGEST_MESSAGE) {
                return message;
            }
            boolean insidePair = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1));
            return message.substring(0, insidePair ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE);
        }

        /** Whether the request is worth sending again; not where its refusals may have been none, and paid for. */
        public boolean retryable() {
            return reason.retryable()
                    && (reason != FailureReason.RETRIES_EXHAUSTED || charge.charged() == FailureReason.Charged.NO);
        }

        /** A failure without particulars, that costs what its reason says. */
        static Failure of(FailureReason reason, String message, Optional<ProviderError> error) {
            return of(reason, Charge.of(reason), message, error);
        }

        /** A failure without particulars. */
        static Failure of(FailureReason reason, Charge charge, String message, Optional<ProviderError> error) {
            return new Failure(reason, charge, message, List.of(), 0, error, Optional.empty());
        }
    }
}
