package dev.takeone.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The value of an event: one JSON object on one line, its fields in the order of the contract's tables. What is not
 * known is left out, never null.
 */
final class EventJson {
    /** More digits than any price has; beyond it, plain notation could make an event of any size. */
    private static final int LONGEST_NUMBER = 64;

    private static final ProviderError NOTHING_SAID =
            new ProviderError(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private EventJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(JobEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new EventJson(json).write(event);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused a string", e);
        }
        return text.toString();
    }

    private void write(JobEvent event) throws IOException {
        json.writeStartObject();
        job(event.job());
        switch (event) {
            case JobEvent.Submitted submitted -> submitted(submitted);
            case JobEvent.Completed completed -> completed(completed);
            case JobEvent.Failed failed -> failed(failed);
        }
        json.writeEndObject();
    }

    private void job(Job job) throws IOException {
        json.writeStringField("request_id", job.identity().id());
        source("request_source", job.identity());
        text("model", job.model());
        if (job.metadata().isPresent()) {
            // As it is: parsing it would cost the sender's number tokens, such as 1.10 or 1E400.
            json.writeFieldName("metadata");
            json.writeRawValue(job.metadata().get());
        }
        json.writeObjectFieldStart("origin");
        json.writeStringField("topic", job.origin().topic());
        json.writeNumberField("partition", job.origin().partition());
        json.writeNumberField("offset", job.origin().offset());
        json.writeEndObject();
    }

    private void submitted(JobEvent.Submitted event) throws IOException {
        tasks(event.taskIds());
        number("cost_estimate", event.job().estimate());
        time("submitted_at", event.at());
        json.writeNumberField("attempt", event.attempt());
        json.writeBooleanField("replayed", event.replayed());
    }

    private void completed(JobEvent.Completed event) throws IOException {
        JobEvent.Result result = event.result();
        tasks(result.taskIds());
        json.writeArrayFieldStart("videos");
        for (Video video : result.videos()) {
            video(video);
        }
        json.writeEndArray();
        time("submitted_at", event.submittedAt());
        time("completed_at", event.at());
        number("generation_seconds", result.generation().map(EventJson::seconds));
        number("cost", result.cost());
        json.writeNumberField("polls", result.polls());
    }

    private void video(Video video) throws IOException {
        json.writeStartObject();
        json.writeStringField("url", video.url());
        Optional<Instant> expiry = video.expiresAt().filter(Rfc3339::covers);
        if (expiry.isPresent()) {
            time("expires_at", expiry.get());
        }
        json.writeEndObject();
    }

    private void failed(JobEvent.Failed event) throws IOException {
        tasks(event.taskIds());
        JobEvent.Failure failure = event.failure();
        FailureReason reason = failure.reason();
        number("cost", failure.charge().cost());
        json.writeStringField("reason", reason.label());
        json.writeStringField("charged", failure.charge().charged().label());
        if (failure.charge().charged() != FailureReason.Charged.NO) {
            number("cost_estimate", event.job().estimate());
        }
        json.writeBooleanField("retryable", failure.retryable());
        json.writeStringField("message", failure.message());
        violations(failure);
        if (failure.error().isPresent()) {
            providerError(failure.error().get());
        }
        if (failure.conflictsWith().isPresent()) {
            conflict(failure.conflictsWith().get());
        }
        time("failed_at", event.at());
    }

    private void violations(JobEvent.Failure failure) throws IOException {
        if (!failure.violations().isEmpty()) {
            json.writeArrayFieldStart("violations");
            for (Violation violation : failure.violations()) {
                json.writeStartObject();
                json.writeStringField("field", violation.field());
                json.writeStringField("code", violation.code());
                json.writeStringField("message", violation.message());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (failure.violationsOmitted() > 0) {
            json.writeNumberField("violations_omitted", failure.violationsOmitted());
        }
    }

    private void providerError(ProviderError error) throws IOException {
        if (error.equals(NOTHING_SAID)) {
            return;
        }
        json.writeObjectFieldStart("provider_error");
        if (error.httpStatus().isPresent()) {
            json.writeNumberField("http_status", error.httpStatus().get());
        }
        text("code", error.code());
        text("type", error.type());
        text("message", error.message());
        json.writeEndObject();
    }

    /** The whole identity, since equal ids of different kinds or sources do not clash. */
    private void conflict(Identity identity) throws IOException {
        json.writeObjectFieldStart("conflicts_with");
        json.writeStringField("kind", kind(identity.kind()));
        source("source", identity);
        json.writeStringField("id", identity.id());
        json.writeEndObject();
    }

    private static String kind(Identity.Kind kind) {
        return switch (kind) {
            case CLOUD_EVENT -> "cloud_event";
            case REQUEST_ID -> "request_id";
            case COORDINATES -> "coordinates";
        };
    }

    private void source(String name, Identity identity) throws IOException {
        switch (identity.kind()) {
            case CLOUD_EVENT -> json.writeStringField(name, identity.source());
            case REQUEST_ID, COORDINATES -> {}
        }
    }

    private void tasks(List<String> ids) throws IOException {
        if (!ids.isEmpty()) {
            json.writeStringField("task_id", ids.getFirst());
        }
        if (ids.size() > 1) {
            json.writeArrayFieldStart("task_ids");
            for (String id : ids) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private void time(String name, Instant value) throws IOException {
        json.writeStringField(name, Rfc3339.of(value));
    }

    private void number(String name, Optional<BigDecimal> value) throws IOException {
        Optional<BigDecimal> sayable = value.filter(
                number -> number.precision() <= LONGEST_NUMBER && Math.abs((long) number.scale()) <= LONGEST_NUMBER);
        if (sayable.isPresent()) {
            json.writeFieldName(name);
            json.writeNumber(sayable.get().toPlainString());
        }
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros();
    }
}
