package dev.takeone.ops;

import dev.takeone.events.EventSpan;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.TraceContext;
import dev.takeone.worker.WorkerObserver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A span for each call to the provider and for each event, all of one request in one trace: that of its {@code
 * traceparent}, which the journal keeps, so that it goes on in another replica and after a restart. A request without one
 * has the trace that its job id names. The span of an event has the id that the event itself names as its reader's parent.
 *
 * <p>Spans are made when what they tell of is over: nothing is open between two decisions, and a process that dies leaves
 * none behind. Nothing of what a sender wrote is in them but the request's id, and nothing that the provider wrote but
 * task ids and the HTTP status.
 */
public final class WorkerTraces implements WorkerObserver {
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("takeone.request.id");
    private static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("takeone.job.id");
    private static final AttributeKey<List<String>> TASK_IDS = AttributeKey.stringArrayKey("takeone.task.ids");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("takeone.attempt");
    private static final AttributeKey<Long> POLLS = AttributeKey.longKey("takeone.polls");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("takeone.outcome");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<Long> PARTITION = AttributeKey.longKey("takeone.origin.partition");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("takeone.origin.offset");

    private static final int TRACE_ID = 32;
    private static final int SPAN_ID = 16;
    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = TRACE_AT + TRACE_ID + 1;
    private static final int FLAGS_AT = SPAN_AT + SPAN_ID + 1;

    private final Tracer tracer;
    private final SpanIds ids;

    /**
     * Writes spans with {@code telemetry}.
     *
     * @param ids whom it asks for the ids of spans
     */
    public WorkerTraces(OpenTelemetry telemetry, SpanIds ids) {
        this.ids = ids;
        this.tracer = telemetry.getTracer("dev.takeone");
    }

    @Override
    public void posted(TimedCall call, int attempt, SubmitOutcome outcome) {
        SpanBuilder span = call("submit", "POST", call, Outcomes.label(outcome)).setAttribute(ATTEMPT, (long) attempt);
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            span.setAttribute(TASK_IDS, accepted.taskIds());
        }
        end(span, Outcomes.error(outcome), call.ended());
    }

    @Override
    public void checked(TimedCall call, String taskId, StatusOutcome outcome) {
        SpanBuilder span = call("check", "GET", call, Outcomes.label(outcome)).setAttribute(TASK_IDS, List.of(taskId));
        end(span, Outcomes.error(outcome), call.ended());
    }

    @Override
    public void told(JobEvent event, Instant at) {
        SpanBuilder span = switch (event) {
            case JobEvent.Submitted submitted ->
                publication("submitted", event)
                        .setAttribute(TASK_IDS, submitted.taskIds())
                        .setAttribute(ATTEMPT, (long) submitted.attempt());
            case JobEvent.Completed completed ->
                publication("completed", event)
                        .setAttribute(TASK_IDS, completed.result().taskIds())
                        .setAttribute(POLLS, (long) completed.result().polls());
            case JobEvent.Failed failed ->
                publication("failed", event)
                        .setAttribute(TASK_IDS, failed.taskIds())
                        .setAttribute(OUTCOME, failed.failure().reason().label());
        };
        ids.next(EventSpan.id(event), span::startSpan).end(at);
    }

    private SpanBuilder call(String name, String method, TimedCall call, String outcome) {
        return span(name, SpanKind.CLIENT, call.job(), call.begun())
                .setAttribute(METHOD, method)
                .setAttribute(OUTCOME, outcome);
    }

    private SpanBuilder publication(String name, JobEvent event) {
        return span(name, SpanKind.PRODUCER, event.job(), event.at()).setAttribute(SYSTEM, "kafka");
    }

    private SpanBuilder span(String name, SpanKind kind, Job job, Instant begun) {
        return tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent(job))))
                .setSpanKind(kind)
                .setStartTimestamp(begun)
                .setAttribute(REQUEST_ID, job.identity().id())
                .setAttribute(JOB_ID, job.id())
                .setAttribute(PARTITION, (long) job.origin().partition())
                .setAttribute(OFFSET, job.origin().offset());
    }

    private static void end(SpanBuilder builder, Optional<ProviderError> error, Instant at) {
        Span span = builder.startSpan();
        error.ifPresent(what -> {
            span.setStatus(StatusCode.ERROR);
            what.httpStatus().ifPresent(status -> span.setAttribute(STATUS, (long) status));
        });
        span.end(at);
    }

    /** Of version 00, which is all that is kept of requests: {@code 00-<trace id>-<span id>-<flags>}. */
    private static SpanContext parent(Job job) {
        return job.trace()
                .map(WorkerTraces::remote)
                .orElseGet(() -> SpanContext.createFromRemoteParent(
                        job.id().substring(0, TRACE_ID),
                        job.id().substring(0, SPAN_ID),
                        TraceFlags.getSampled(),
                        TraceState.getDefault()));
    }

    private static SpanContext remote(TraceContext given) {
        String parent = given.parent();
        return SpanContext.createFromRemoteParent(
                parent.substring(TRACE_AT, TRACE_AT + TRACE_ID),
                parent.substring(SPAN_AT, SPAN_AT + SPAN_ID),
                TraceFlags.fromHex(parent, FLAGS_AT),
                given.state().map(WorkerTraces::state).orElse(TraceState.getDefault()));
    }

    /** The builder puts each member before those that it has. */
    private static TraceState state(String text) {
        TraceStateBuilder state = TraceState.builder();
        for (String member : List.of(text.split(",", -1)).reversed()) {
            String[] pair = member.strip().split("=", 2);
            state.put(pair[0], pair[1]);
        }
        return state.build();
    }
}
