package dev.takeone.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.takeone.job.Bytes;
import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.Origin;
import dev.takeone.job.SampleJobs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic, key and headers; the values are {@link EventJsonTest}'s. */
class CloudEventsTest {
    private static final Instant AT = Instant.parse("2026-11-22T20:15:30.123456Z");

    private final CloudEvents events = new CloudEvents("/takeone", new EventTopics("s", "c", "f"), false);

    @Test
    void headersAreTheContractsInTheirOrder() {
        assertThat(events.render(submitted(SampleJobs.full())).headers())
                .containsExactly(
                        entry("ce_specversion", "1.0"),
                        entry("ce_id", "5f2c-submitted"),
                        entry("ce_source", "/takeone"),
                        entry("ce_type", "dev.takeone.video.submitted.v1"),
                        entry("ce_subject", "order-4711"),
                        entry("ce_time", "2026-11-22T20:15:30.123Z"),
                        entry("content-type", "application/json"),
                        entry("traceparent", SampleJobs.TRACE_PARENT),
                        entry("tracestate", SampleJobs.TRACE_STATE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutATraceTheEventHasNoneTracedOrNot(boolean traced) {
        CloudEvents rendering = new CloudEvents("/takeone", new EventTopics("s", "c", "f"), traced);

        assertThat(rendering.render(submitted(SampleJobs.bare())).headers())
                .doesNotContainKeys("traceparent", "tracestate");
    }

    @ParameterizedTest
    @CsvSource({"submitted, s", "completed, c", "failed, f"})
    void eachKindHasItsTopicItsTypeAndItsId(String name, String topic) {
        EventRecord event = events.render(
                switch (name) {
                    case "submitted" -> submitted(SampleJobs.full());
                    case "completed" -> completed(SampleJobs.full());
                    default -> failed(SampleJobs.full());
                });

        assertThat(event.topic()).isEqualTo(topic);
        assertThat(event.headers())
                .containsEntry("ce_id", "5f2c-" + name)
                .containsEntry("ce_type", "dev.takeone.video." + name + ".v1");
    }

    @Test
    void theKeyIsTheRequestsOwnBytes() {
        Bytes key = Bytes.copyOf(new byte[] {(byte) 0xff, 0, 1});

        assertThat(events.render(failed(withKey(key))).key()).isEqualTo(key);
    }

    @Test
    void theKeyIsTheRequestIdWhereTheRequestHadNone() {
        assertThat(events.render(failed(named("заказ-7"))).key())
                .isEqualTo(Bytes.copyOf("заказ-7".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEmptyKeyIsAKey() {
        Bytes empty = Bytes.copyOf(new byte[0]);

        assertThat(events.render(failed(withKey(empty))).key()).isEqualTo(empty);
    }

    @Test
    void aSubjectInAnyScriptStandsAsItWasWritten() {
        assertThat(events.render(failed(named("注文-%41-7"))).headers()).containsEntry("ce_subject", "注文-%41-7");
    }

    @ParameterizedTest
    @CsvSource({
        "/takeone, /takeone",
        "https://example.org/a?b=c, https://example.org/a?b=c",
        "urn:takeone:1, urn:takeone:1",
        "/видео, /%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE"
    })
    void theSourceIsAUriReferenceInAscii(String source, String written) {
        CloudEvents named = new CloudEvents(source, new EventTopics("s", "c", "f"), false);

        assertThat(named.render(failed(SampleJobs.bare())).headers()).containsEntry("ce_source", written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "%zz"})
    void aSourceThatIsNoUriReferenceIsRefused(String source) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloudEvents(source, new EventTopics("s", "c", "f"), false))
                .withMessageContaining("source of an event");
    }

    @Test
    void theSameEventGivesTheSameRecord() {
        assertThat(events.render(completed(SampleJobs.full()))).isEqualTo(events.render(completed(SampleJobs.full())));
    }

    @Test
    void aPrintedRecordRepeatsNothingThatTheSenderWrote() {
        assertThat(events.render(submitted(SampleJobs.full()))).hasToString("EventRecord[5f2c-submitted to s]");
    }

    private static JobEvent submitted(Job job) {
        return new JobEvent.Submitted(job, List.of("task-1"), 1, false, AT);
    }

    private static JobEvent completed(Job job) {
        return new JobEvent.Completed(
                job, new JobEvent.Result(List.of("task-1"), List.of(), Optional.empty(), Optional.empty(), 1), AT, AT);
    }

    private static JobEvent failed(Job job) {
        return new JobEvent.Failed(
                job,
                List.of(),
                new JobEvent.Failure(
                        FailureReason.REJECTED,
                        Charge.of(FailureReason.REJECTED),
                        "no",
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                AT);
    }

    private static Job withKey(Bytes key) {
        return job("order-1", Optional.of(key));
    }

    private static Job named(String id) {
        return job(id, Optional.empty());
    }

    private static Job job(String id, Optional<Bytes> key) {
        return new Job(
                "5f2c",
                new Identity(Identity.Kind.REQUEST_ID, "", id),
                new Origin("video.requests", 0, 0, AT),
                key,
                "c0ffee",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
