package dev.takeone.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a status check says about a task, from what is known about the check. Pure.
 *
 * <p>A task ends only by a word that the provider wrote about it. Everything else means "ask again": a wrong URL, an edge
 * or a word of tomorrow must burn no task that has been paid for.
 */
final class StatusClassifier {
    private static final int MAX_WORD = 64;
    private static final Duration MAX_ESTIMATE = Duration.ofDays(1);
    private static final int FIRST_ERROR = 400;

    private final Quote quote;

    StatusClassifier(Quote quote) {
        this.quote = quote;
    }

    /**
     * The meaning of an answer.
     *
     * @param now what a date in {@code Retry-After} is measured from
     */
    StatusOutcome answered(Answer answer, Instant now) {
        Envelope envelope = Envelope.read(answer.body());
        if (!answer.isSuccess()) {
            return refused(answer.status(), envelope.isError(), answer, envelope, now);
        }
        JsonNode task = task(envelope.data());
        if (task.path("status").isTextual()) {
            return said(task.path("status").textValue(), task, answer.status());
        }
        OptionalInt code = envelope.code();
        if (code.isPresent() && code.getAsInt() >= FIRST_ERROR) {
            return refused(code.getAsInt(), true, answer, envelope, now);
        }
        return task.isObject() && !envelope.isError()
                ? new StatusOutcome.Unknown("")
                : unreadable(answer, envelope, "HTTP " + answer.status() + " without a task");
    }

    /** The meaning of a check that broke: nothing is known, and asking again costs nothing. */
    StatusOutcome failed(Throwable failure) {
        return new StatusOutcome.Unreadable(ProviderError.transport(quote.of(failure.toString(), Quote.MAX_LENGTH)));
    }

    private StatusOutcome said(String word, JsonNode task, int httpStatus) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "submitted", "pending", "queued", "not_start", "processing", "in_progress", "running" ->
                new StatusOutcome.Running(Decimals.seconds(task.path("estimated_time"), MAX_ESTIMATE));
            case "completed", "success", "succeeded" ->
                new StatusOutcome.Completed(
                        TaskResult.videos(task),
                        TaskResult.generation(task),
                        TaskResult.cost(task),
                        TaskResult.error(task, httpStatus, quote));
            case "failed", "failure" -> new StatusOutcome.Failed(reason(task, httpStatus, "the generation failed"));
            case "cancelled", "canceled" ->
                new StatusOutcome.Cancelled(reason(task, httpStatus, "the task was cancelled"));
            default -> new StatusOutcome.Unknown(quote.of(word, MAX_WORD));
        };
    }

    private ProviderError reason(JsonNode task, int httpStatus, String otherwise) {
        return TaskResult.error(task, httpStatus, quote)
                .orElseGet(() -> new ProviderError(
                        Optional.of(httpStatus), Optional.empty(), Optional.empty(), Optional.of(otherwise)));
    }

    private StatusOutcome refused(int code, boolean own, Answer answer, Envelope envelope, Instant now) {
        String said = "HTTP " + answer.status() + (own ? "" : " without the provider's error envelope");
        ProviderError error = envelope.error(answer.status(), quote, said);
        return switch (code) {
            case 401, 402 -> new StatusOutcome.AccountHeld(error);
            case 403, 405 -> own ? new StatusOutcome.Unreadable(error) : new StatusOutcome.AccountHeld(error);
            case 404, 410 -> own ? new StatusOutcome.NotFound(error) : new StatusOutcome.Unreadable(error);
            case 400 ->
                own && isUnknownTask(envelope)
                        ? new StatusOutcome.NotFound(error)
                        : new StatusOutcome.Unreadable(error);
            case 429 -> new StatusOutcome.Throttled(RetryAfter.of(answer, envelope, now), error);
            case 503 -> unavailable(own, RetryAfter.of(answer, envelope, now), error);
            default -> new StatusOutcome.Unreadable(error);
        };
    }

    private static StatusOutcome unavailable(boolean own, Optional<Duration> retryAfter, ProviderError error) {
        return own || retryAfter.isPresent()
                ? new StatusOutcome.Throttled(retryAfter, error)
                : new StatusOutcome.Unreadable(error);
    }

    /** By the machine's word only: the message is written in the reader's language. */
    private static boolean isUnknownTask(Envelope envelope) {
        return envelope.says("task_not_exist") || envelope.says("task_not_found");
    }

    private StatusOutcome unreadable(Answer answer, Envelope envelope, String otherwise) {
        return new StatusOutcome.Unreadable(envelope.error(answer.status(), quote, otherwise));
    }

    /** The task itself; some answers of this provider wrap a single one in a list. */
    private static JsonNode task(JsonNode data) {
        return data.isArray() && data.size() == 1 ? data.path(0) : data;
    }
}
