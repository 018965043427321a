package dev.takeone.journal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.takeone.journal.write.CommitErrors.Step;
import dev.takeone.journal.write.CommitErrors.Verdict;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommitErrorsTest {

    static Stream<Arguments> everyKind() {
        return Stream.of(
                arguments(Step.COMMIT, new TimeoutException("commit"), Verdict.COMMIT_AGAIN),
                arguments(Step.SEND, new TimeoutException("metadata"), Verdict.ABORT_AND_RETRY),
                arguments(Step.OFFSETS, new TimeoutException("offsets"), Verdict.ABORT_AND_RETRY),
                arguments(Step.COMMIT, inError(new TimeoutException("expired")), Verdict.ABORT_AND_RETRY),
                arguments(Step.SEND, new NotEnoughReplicasException("isr"), Verdict.ABORT_AND_RETRY),
                arguments(Step.COMMIT, abortable(new NotEnoughReplicasException("isr")), Verdict.ABORT_AND_RETRY),
                arguments(Step.COMMIT, abortable(new InvalidTxnStateException("old")), Verdict.ABORT_AND_RETRY),
                arguments(Step.SEND, new RecordTooLargeException("large"), Verdict.ABORT_AND_HALVE),
                arguments(Step.COMMIT, inError(new RecordTooLargeException("large")), Verdict.ABORT_AND_HALVE),
                arguments(Step.SEND, new RecordBatchTooLargeException("large"), Verdict.ABORT_AND_HALVE),
                arguments(Step.SEND, denied("completed"), Verdict.ABORT_AND_HALVE),
                arguments(Step.SEND, denied("jobs"), Verdict.START_OVER),
                arguments(Step.OFFSETS, new CommitFailedException(), Verdict.ABORT_AND_REJOIN),
                arguments(Step.COMMIT, inError(new CommitFailedException()), Verdict.ABORT_AND_REJOIN),
                arguments(Step.OFFSETS, new IllegalGenerationException(), Verdict.ABORT_AND_REJOIN),
                arguments(Step.OFFSETS, new UnknownMemberIdException(), Verdict.ABORT_AND_REJOIN),
                arguments(Step.OFFSETS, new RebalanceInProgressException(), Verdict.ABORT_AND_REJOIN),
                arguments(Step.OFFSETS, new FencedInstanceIdException("static"), Verdict.ABORT_AND_REJOIN),
                arguments(Step.BEGIN, new ProducerFencedException("fenced"), Verdict.FENCED),
                arguments(Step.SEND, inError(new ProducerFencedException("fenced")), Verdict.FENCED),
                arguments(Step.COMMIT, new InvalidProducerEpochException("old"), Verdict.FENCED),
                arguments(Step.COMMIT, new InvalidTxnStateException("state"), Verdict.START_OVER),
                arguments(Step.SEND, new OutOfOrderSequenceException("gap"), Verdict.START_OVER),
                arguments(Step.COMMIT, new InvalidPidMappingException("expired"), Verdict.START_OVER),
                arguments(Step.OFFSETS, new GroupAuthorizationException("takeone"), Verdict.START_OVER),
                arguments(Step.BEGIN, new TransactionalIdAuthorizationException("id"), Verdict.START_OVER),
                arguments(Step.SEND, new ClusterAuthorizationException("cluster"), Verdict.START_OVER),
                arguments(Step.COMMIT, new KafkaException("anything"), Verdict.START_OVER),
                arguments(Step.BEGIN, new IllegalStateException("anything"), Verdict.START_OVER));
    }

    @ParameterizedTest
    @MethodSource
    void everyKind(Step step, Throwable error, Verdict verdict) {
        assertThat(CommitErrors.verdict(step, error, "jobs")).isEqualTo(verdict);
    }

    @Test
    void theOutermostKnownErrorDecides() {
        Throwable error = abortable(new RecordTooLargeException("inner"));

        assertThat(CommitErrors.verdict(Step.COMMIT, error, "jobs")).isEqualTo(Verdict.ABORT_AND_RETRY);
    }

    private static KafkaException inError(RuntimeException cause) {
        return new KafkaException("Cannot execute transactional method because we are in an error state", cause);
    }

    private static TransactionAbortableException abortable(RuntimeException cause) {
        return new TransactionAbortableException("aborted after exhausting retries", cause);
    }

    private static TopicAuthorizationException denied(String topic) {
        return new TopicAuthorizationException(Set.of(topic));
    }
}
