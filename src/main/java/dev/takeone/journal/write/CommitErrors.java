package dev.takeone.journal.write;

import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * What an error of the producer means for the transaction it came in.
 *
 * <p>Read in {@code TransactionManager} of kafka-clients 4.1.1: a call that fails because of an earlier error throws a
 * bare {@code KafkaException} with that error as its cause; what can be retried arrives, once the client has given up,
 * as {@code TransactionAbortableException}; a wrong generation or member arrives as {@code CommitFailedException}; a
 * producer whose transaction took too long is fenced like one that has been replaced.
 */
final class CommitErrors {
    private CommitErrors() {}

    /** How far a transaction had come. */
    enum Step {
        BEGIN,
        SEND,
        OFFSETS,
        COMMIT
    }

    /** What is to be done. */
    enum Verdict {
        /** Whether it is committed is unknown: ask again, for an abort is illegal now. */
        COMMIT_AGAIN,
        /** Abort, and write the same again. */
        ABORT_AND_RETRY,
        /** Abort, and write less at once, until the entry that cannot be written is alone. */
        ABORT_AND_HALVE,
        /** Abort, and write again with the next generation what is still ours then. */
        ABORT_AND_REJOIN,
        /** Nothing is known any more; another producer with this id may have taken over. */
        FENCED,
        /** Nothing is known any more. */
        START_OVER
    }

    /** The verdict on {@code error}, thrown or reported in {@code step}. */
    static Verdict verdict(Step step, Throwable error, String jobsTopic) {
        if (step == Step.COMMIT && error instanceof TimeoutException) {
            return Verdict.COMMIT_AGAIN;
        }
        for (Optional<Throwable> each = Optional.of(error); each.isPresent(); each = cause(each.get())) {
            Optional<Verdict> known = known(each.get(), jobsTopic);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return Verdict.START_OVER;
    }

    private static Optional<Throwable> cause(Throwable error) {
        return Optional.ofNullable(error.getCause());
    }

    private static Optional<Verdict> known(Throwable error, String jobsTopic) {
        return switch (error) {
            case ProducerFencedException fenced -> Optional.of(Verdict.FENCED);
            case InvalidProducerEpochException fenced -> Optional.of(Verdict.FENCED);
            case CommitFailedException stale -> Optional.of(Verdict.ABORT_AND_REJOIN);
            case IllegalGenerationException stale -> Optional.of(Verdict.ABORT_AND_REJOIN);
            case UnknownMemberIdException stale -> Optional.of(Verdict.ABORT_AND_REJOIN);
            case RebalanceInProgressException stale -> Optional.of(Verdict.ABORT_AND_REJOIN);
            case FencedInstanceIdException stale -> Optional.of(Verdict.ABORT_AND_REJOIN);
            case RecordTooLargeException large -> Optional.of(Verdict.ABORT_AND_HALVE);
            case RecordBatchTooLargeException large -> Optional.of(Verdict.ABORT_AND_HALVE);
            case TopicAuthorizationException denied -> Optional.of(denied(denied, jobsTopic));
            // The worker's clock, or the topic's rule, may be mended; the producer is as good as before.
            case InvalidTimestampException refused -> Optional.of(Verdict.ABORT_AND_RETRY);
            case TransactionAbortableException retriable -> Optional.of(Verdict.ABORT_AND_RETRY);
            case RetriableException retriable -> Optional.of(Verdict.ABORT_AND_RETRY);
            default -> Optional.empty();
        };
    }

    /** An event's topic that may not be written costs its event; without the journal no entry is to blame. */
    private static Verdict denied(TopicAuthorizationException denied, String jobsTopic) {
        return denied.unauthorizedTopics().contains(jobsTopic) ? Verdict.START_OVER : Verdict.ABORT_AND_HALVE;
    }
}
