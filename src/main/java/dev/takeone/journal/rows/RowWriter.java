package dev.takeone.journal.rows;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.job.Bytes;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Task;
import dev.takeone.job.TraceContext;
import dev.takeone.job.Video;
import dev.takeone.journal.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A row to JSON of version 1.
 *
 * <p>Snake case; times in RFC 3339 and durations in ISO 8601, to the nanosecond; the request's key in base64; the
 * request's body, its metadata and the cost as text, so that they come back as they were; what is unknown is left out.
 * The job id is the record's key and stands nowhere else. Of an ended job only what a restore remembers is written, and
 * why it failed and what it cost.
 */
public final class RowWriter {
    static final String ACCEPTED = "accepted";
    static final String SUBMITTING = "submitting";
    static final String SUBMITTED = "submitted";
    static final String COMPLETED = "completed";
    static final String FAILED = "failed";

    private RowWriter() {}

    /** Puts {@code row} into {@code json}. */
    static void row(ObjectNode json, Row row) {
        json.put("seq", row.sequence().number());
        json.put("state", word(row.state()));
        json.set("job", job(row.state()));
        switch (row.state()) {
            case JobState.Accepted state -> accepted(json, state);
            case JobState.Submitting state -> submitting(json, state);
            case JobState.Submitted state -> submitted(json, state);
            case JobState.Completed state -> completed(json, state);
            case JobState.Failed state -> failed(json, state);
        }
    }

    private static String word(JobState state) {
        return switch (state) {
            case JobState.Accepted accepted -> ACCEPTED;
            case JobState.Submitting submitting -> SUBMITTING;
            case JobState.Submitted submitted -> SUBMITTED;
            case JobState.Completed completed -> COMPLETED;
            case JobState.Failed failed -> FAILED;
        };
    }

    private static ObjectNode job(JobState state) {
        return switch (state) {
            case JobState.Live goesOn -> job(goesOn.job());
            case JobState.Ended over -> remembered(over.job());
        };
    }

    private static ObjectNode job(Job job) {
        ObjectNode origin = object();
        origin.put("topic", job.origin().topic());
        origin.put("partition", job.origin().partition());
        origin.put("offset", job.origin().offset());
        origin.put("published_at", job.origin().publishedAt().toString());
        if (!job.origin().timed()) {
            origin.put("untimed", true);
        }
        ObjectNode json = object();
        json.set("identity", identity(job.identity()));
        json.set("origin", origin);
        text(json, "key", job.key().map(RowWriter::base64));
        json.put("content_hash", job.contentHash());
        text(json, "model", job.model());
        json.put("profile", job.profile());
        text(json, "metadata", job.metadata());
        text(json, "traceparent", job.trace().map(TraceContext::parent));
        text(json, "tracestate", job.trace().flatMap(TraceContext::state));
        text(json, "estimate", job.estimate());
        return json;
    }

    /** What tells a repeat, and what durations are learned by: a restore reads very many of these. */
    private static ObjectNode remembered(Job job) {
        ObjectNode json = object();
        json.set("identity", identity(job.identity()));
        json.put("content_hash", job.contentHash());
        json.put("profile", job.profile());
        return json;
    }

    private static ObjectNode identity(Identity identity) {
        ObjectNode json = object();
        json.put("kind", word(identity.kind()));
        if (!identity.source().isEmpty()) {
            json.put("source", identity.source());
        }
        json.put("id", identity.id());
        return json;
    }

    private static void accepted(ObjectNode json, JobState.Accepted state) {
        json.put("body", state.body());
        json.put("posts", state.posts());
        state.refusals().ifPresent(refusals -> json.set("refusals", refusals(refusals)));
        json.put("due_at", state.dueAt().toString());
    }

    private static void submitting(ObjectNode json, JobState.Submitting state) {
        json.put("body", state.body());
        json.put("idempotency_key", state.idempotencyKey());
        json.put("attempt", state.attempt());
        json.put("first_post_at", state.firstPostAt().toString());
        state.refusals().ifPresent(refusals -> json.set("refusals", refusals(refusals)));
        state.doubt().ifPresent(doubt -> json.set("doubt", doubt(doubt)));
        json.put("due_at", state.dueAt().toString());
    }

    private static void submitted(ObjectNode json, JobState.Submitted state) {
        ArrayNode tasks = json.putArray("tasks");
        state.tasks().forEach(task -> tasks.add(task(task)));
        json.put("attempt", state.attempt());
        json.put("replayed", state.replayed());
        json.put("submitted_at", state.submittedAt().toString());
        if (!state.setAhead().isZero()) {
            json.put("set_ahead", state.setAhead().toString());
        }
        json.put("polls", state.polls());
        json.put("blind", state.blind().toString());
        if (!state.strangers().isEmpty()) {
            ArrayNode strangers = json.putArray("strangers");
            state.strangers().forEach(strangers::add);
        }
    }

    private static void completed(ObjectNode json, JobState.Completed state) {
        text(json, "generation", state.generation());
        text(json, "cost", state.cost());
        spent(json, state.spent(), state.cost());
        json.put("ended_at", state.endedAt().toString());
    }

    private static void failed(ObjectNode json, JobState.Failed state) {
        json.put("reason", word(state.reason()));
        if (state.charge().charged() != state.reason().charged()) {
            json.put("charged", word(state.charge().charged()));
        }
        text(json, "cost", state.charge().cost());
        boolean free = state.charge().charged() == FailureReason.Charged.NO;
        spent(json, state.spent(), free ? state.spent() : state.charge().cost());
        json.put("ended_at", state.endedAt().toString());
    }

    /** What counts against a ceiling, where the rest of the row does not say it. */
    private static void spent(ObjectNode json, Optional<BigDecimal> spent, Optional<BigDecimal> said) {
        text(json, "spent", spent.equals(said) ? Optional.empty() : spent);
    }

    private static ObjectNode refusals(JobState.Refusals refusals) {
        ObjectNode json = object();
        json.put("count", refusals.count());
        json.put("counted", refusals.counted().toString());
        text(json, "unclear_since", refusals.unclearSince());
        asked(json, refusals.asked());
        return json;
    }

    private static ObjectNode doubt(JobState.Doubt doubt) {
        ObjectNode json = object();
        json.put("since", doubt.since().toString());
        json.set("last_error", error(doubt.last()));
        json.put("replays", doubt.replays());
        asked(json, doubt.asked());
        return json;
    }

    private static void asked(ObjectNode json, Duration pause) {
        if (pause.isPositive()) {
            json.put("asked", pause.toString());
        }
    }

    private static ObjectNode task(Task task) {
        ObjectNode json = object();
        json.put("id", task.id());
        json.put("due_at", task.dueAt().toString());
        json.put("asked_from", task.askedFrom().toString());
        json.put("not_found", task.notFound());
        if (!task.notFoundSince().equals(Instant.EPOCH)) {
            json.put("not_found_since", task.notFoundSince().toString());
        }
        if (task.unread() > 0) {
            json.put("unread", task.unread());
        }
        task.told().ifPresent(told -> json.set("told", told(told)));
        task.end().ifPresent(end -> json.set("end", end(end)));
        return json;
    }

    private static ObjectNode told(Task.Told told) {
        ObjectNode json = object();
        json.put("reason", word(told.reason()));
        json.put("since", told.since().toString());
        if (told.answers() > 1) {
            json.put("answers", told.answers());
        }
        return json;
    }

    private static ObjectNode end(Task.End end) {
        return switch (end) {
            case Task.End.Done done -> done(done);
            case Task.End.Fruitless fruitless -> {
                ObjectNode json = object();
                json.put("reason", word(fruitless.reason()));
                fruitless.error().ifPresent(error -> json.set("error", error(error)));
                text(json, "cost", fruitless.cost());
                if (fruitless.unsure()) {
                    json.put("unsure", true);
                }
                yield json;
            }
        };
    }

    private static ObjectNode done(Task.End.Done done) {
        ObjectNode json = object();
        ArrayNode videos = json.putArray("videos");
        done.videos().forEach(video -> videos.add(video(video)));
        text(json, "generation", done.generation());
        text(json, "cost", done.cost());
        return json;
    }

    private static ObjectNode video(Video video) {
        ObjectNode json = object();
        json.put("url", video.url());
        text(json, "expires_at", video.expiresAt());
        return json;
    }

    public static ObjectNode error(ProviderError error) {
        ObjectNode json = object();
        error.httpStatus().ifPresent(status -> json.put("http_status", status));
        text(json, "code", error.code());
        text(json, "type", error.type());
        text(json, "message", error.message());
        return json;
    }

    private static void text(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
