package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SampleJobs;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.TraceContext;
import dev.takeone.worker.WorkerObserver.TimedCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTracesTest {
    private static final Instant BEGUN = Instant.parse("2026-11-22T12:00:00.123456789Z");
    private static final Instant ENDED = BEGUN.plusMillis(250);
    private static final String JOB_ID = "0123456789abcdef0123456789abcdef";
    private static final String SAID = "the prompt about a dog is not allowed";
    private static final ProviderError REFUSED =
            new ProviderError(Optional.of(400), Optional.of("bad"), Optional.empty(), Optional.of(SAID));

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SpanIds ids = new SpanIds();
    private final WorkerTraces traces = new WorkerTraces(
            OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .setIdGenerator(ids)
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .build(),
            ids);

    @Test
    void aPostIsASpanOfTheRequestsTraceWithItsOwnTimes() {
        traces.posted(
                call(SampleJobs.full()), 2, new SubmitOutcome.Accepted(List.of("task_1"), false, Optional.empty()));

        SpanData span = only();
        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getName()).isEqualTo("submit");
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
                .isEqualTo(Duration.ofMillis(250).toNanos());
        assertThat(span.getStartEpochNanos())
                .isEqualTo(TimeUnit.SECONDS.toNanos(BEGUN.getEpochSecond()) + BEGUN.getNano());
        assertThat(span.getAttributes().get(AttributeKey.longKey("takeone.attempt")))
                .isEqualTo(2);
        assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("takeone.task.ids")))
                .containsExactly("task_1");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("takeone.outcome")))
                .isEqualTo("accepted");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aRequestThatItsSenderDoesNotSampleHasNoSpans() {
        traces.checked(
                call(traced("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")),
                "task_1",
                new StatusOutcome.Running());

        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void allSpansOfARequestWithoutATraceAreInTheOneThatItsJobNames() {
        Job job = job(Optional.empty());
        traces.posted(call(job), 1, new SubmitOutcome.Withheld());
        traces.checked(call(job), "task_1", new StatusOutcome.Running());
        traces.told(new JobEvent.Submitted(job, List.of("task_1"), 1, false, BEGUN), ENDED);

        assertThat(spans.getFinishedSpanItems())
                .hasSize(3)
                .extracting(SpanData::getTraceId)
                .containsOnly(JOB_ID);
    }

    @Test
    void whatWentWrongIsAnErrorWithItsStatusAndWithoutTheProvidersWords() {
        traces.posted(call(SampleJobs.full()), 1, new SubmitOutcome.Rejected(REFUSED));

        SpanData span = only();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(400);
        assertThat(span.toString()).doesNotContain(SAID);
    }

    @Test
    void anEventIsASpanFromItsDecisionToItsCommit() {
        JobEvent.Failure failure = new JobEvent.Failure(
                FailureReason.GENERATION_FAILED,
                Charge.of(FailureReason.GENERATION_FAILED),
                SAID,
                List.of(),
                0,
                Optional.of(REFUSED),
                Optional.empty());
        traces.told(new JobEvent.Failed(SampleJobs.full(), List.of("task_1"), failure, BEGUN), ENDED);

        SpanData span = only();
        assertThat(span.getName()).isEqualTo("failed");
        assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
                .isEqualTo(Duration.ofMillis(250).toNanos());
        assertThat(span.getAttributes().get(AttributeKey.stringKey("takeone.outcome")))
                .isEqualTo("generation_failed");
        assertThat(span.toString()).doesNotContain(SAID);
    }

    @Test
    void aVideoIsTheEndOfItsTrace() {
        JobEvent.Result result =
                new JobEvent.Result(List.of("task_1"), List.of(), Optional.empty(), Optional.empty(), 4);
        traces.told(new JobEvent.Completed(SampleJobs.full(), result, BEGUN, BEGUN), ENDED);

        assertThat(only().getName()).isEqualTo("completed");
        assertThat(only().getAttributes().get(AttributeKey.longKey("takeone.polls")))
                .isEqualTo(4);
    }

    @Test
    void whoReadsAnEventGoesOnFromItsSpan() {
        JobEvent event = new JobEvent.Submitted(SampleJobs.full(), List.of("task_1"), 1, false, BEGUN);
        Map<String, String> headers = new CloudEvents("/takeone", new EventTopics("s", "c", "f"), true)
                .render(event)
                .headers();
        traces.told(event, ENDED);
        traces.told(event, ENDED);
        traces.checked(call(SampleJobs.full()), "task_1", new StatusOutcome.Running());

        SpanData span = spans.getFinishedSpanItems().getFirst();
        assertThat(headers)
                .containsEntry("traceparent", "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01")
                .containsEntry("tracestate", SampleJobs.TRACE_STATE);
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getSpanContext().getTraceState().asMap())
                .containsExactly(Map.entry("congo", "t61rcWkgMzE"), Map.entry("rojo", "00f067aa0ba902b7"));
        assertThat(spans.getFinishedSpanItems().get(1).getSpanId()).isEqualTo(span.getSpanId());
        assertThat(spans.getFinishedSpanItems().get(2).getSpanId()).isNotEqualTo(span.getSpanId());
    }

    @Test
    void eachEventOfAJobHasASpanOfItsOwn() {
        Job job = SampleJobs.full();
        JobEvent.Result result =
                new JobEvent.Result(List.of("task_1"), List.of(), Optional.empty(), Optional.empty(), 4);
        traces.told(new JobEvent.Submitted(job, List.of("task_1"), 1, false, BEGUN), ENDED);
        traces.told(new JobEvent.Completed(job, result, BEGUN, BEGUN), ENDED);

        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getSpanId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    private SpanData only() {
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        return spans.getFinishedSpanItems().getFirst();
    }

    private static TimedCall call(Job job) {
        return new TimedCall(job, BEGUN, ENDED);
    }

    private static Job traced(String traceparent) {
        return job(Optional.of(new TraceContext(traceparent, Optional.empty())));
    }

    private static Job job(Optional<TraceContext> trace) {
        Job full = SampleJobs.full();
        return new Job(
                JOB_ID,
                full.identity(),
                full.origin(),
                full.key(),
                full.contentHash(),
                full.model(),
                full.profile(),
                full.metadata(),
                trace,
                full.estimate());
    }
}
