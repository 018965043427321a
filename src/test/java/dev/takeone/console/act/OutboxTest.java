package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.copy;
import static dev.takeone.console.act.Desk.failed;
import static dev.takeone.console.act.Desk.resume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.Outbox.Written;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of records that their producer could not deliver. */
class OutboxTest {
    private static final Outbox.Letter LETTER =
            new Outbox.Letter("commands", OptionalInt.empty(), Optional.empty(), Optional.empty(), List.of());
    private static final Written KEPT = new Written.Kept();
    private static final Written NOT = new Written.Not("denied.");
    private static final Written MAYBE = new Written.Maybe("no answer");

    private final Desk desk = new Desk();

    static Stream<Throwable> refusals() {
        return Stream.of(
                new TopicAuthorizationException("denied"),
                new RecordTooLargeException("large"),
                new InvalidRecordException("invalid"),
                new PolicyViolationException("policy"));
    }

    static Stream<Throwable> unknown() {
        return Stream.of(
                new TimeoutException("Expiring 1 record(s)"),
                new NetworkException("gone"),
                new NotEnoughReplicasAfterAppendException("appended"),
                new KafkaException("closed"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatTheBrokerRefusesIsNotWritten(Throwable refusal) {
        assertThat(KafkaOutbox.failed(LETTER, refusal)).isInstanceOf(Written.Not.class);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatGotNoAnswerIsNotToldAsNotWritten(Throwable trouble) {
        assertThat(KafkaOutbox.failed(LETTER, trouble)).isInstanceOf(Written.Maybe.class);
    }

    /** A record that no topic was found for never left: whoever is told that it may be written looks for it in vain. */
    @Test
    void whereNoBrokerIsReachedNothingIsToldAsMaybeWritten() throws IOException {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = closed.getLocalPort();
        }
        Map<String, Object> kafka = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + nobody,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
        try (KafkaOutbox outbox = new KafkaOutbox(kafka, "commands", Duration.ofMillis(100))) {
            assertThat(outbox.write(List.of(LETTER, LETTER)))
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each).isInstanceOf(Written.Not.class));
        }
    }

    private static Outcome sent(Written... each) {
        Outbox outbox = _letters -> List.of(each);
        return outbox.send(Stream.of(each).map(any -> LETTER).toList(), 5, "All is done.");
    }

    @Test
    void whatNobodyKnowsIsNotToldAsNotDone() {
        assertThat(sent(KEPT, KEPT)).isEqualTo(new Outcome.Done(5, "All is done."));
        assertThat(sent(KEPT, NOT)).isEqualTo(new Outcome.Refused(1, "1 of 2 could not be written: denied."));
        assertThat(sent(KEPT, MAYBE))
                .isEqualTo(new Outcome.Unknown(1, "1 of 2 may have been written, or not: no answer."));
        assertThat(sent(MAYBE, NOT, MAYBE))
                .isEqualTo(new Outcome.Unknown(
                        0, "1 of 3 could not be written: denied. 2 of 3 may have been written, or not: no answer."));
    }

    /** Whoever believes that a hold stands on, while all is bought, looks no more. */
    @Test
    void anOrderThatMayBeWrittenIsAuditedAsNotKnown() {
        desk.stands("hold", "anna", 7);
        desk.answer = MAYBE;

        assertThat(desk.actions.perform(resume("hold"), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).endsWith("no answer. See Orders that stand, on Now."));
        assertThat(desk.actions.audit()).singleElement().satisfies(line -> {
            assertThat(line.done()).isFalse();
            assertThat(line.known()).isFalse();
        });
    }

    @Test
    void whatMayHaveBeenSentAgainIsToldWithWhereToSee() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.jobs.add(failed(2, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(Desk.at(1), copy("request-id", "order-1"));
        desk.answer = MAYBE;

        assertThat(desk.actions.perform(new Action.SendAgain(Desk.found("state:failed")), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .contains("~again in the filter box finds", "1 could not be sent: It is gone."));
    }
}
