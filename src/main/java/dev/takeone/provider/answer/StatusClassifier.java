package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Video;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a status check says about a task, from what is known about the check. Pure.
 *
 * <p>A task ends only by what the provider wrote about it. Everything else means "ask again": a wrong URL, an edge or a
 * word of tomorrow must burn no task that has been paid for. And an address that can be seen is taken, whatever else is
 * wrong with the answer.
 */
public final class StatusClassifier {
    private static final int MAX_WORD = 64;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_ERROR = 400;

    private final Quote quote;
    private final ResultAddresses addresses;

    /** @param provider its base URL, that relative addresses may belong to */
    public StatusClassifier(Quote quote, URI provider) {
        this.quote = quote;
        this.addresses = new ResultAddresses(provider);
    }

    /**
     * The meaning of an answer.
     *
     * @param taskId the task that was asked for
     * @param now what a date in {@code Retry-After} is measured from
     */
    public StatusOutcome answered(String taskId, Answer answer, Instant now) {
        Envelope envelope = Envelope.read(answer.body());
        JsonNode task = TaskAnswer.of(envelope, taskId);
        if (TaskAnswer.isAnothers(task, taskId)) {
            return unreadable(answer, envelope, "HTTP " + answer.status() + " about another task");
        }
        Optional<StatusOutcome> done = done(task, answer.isSuccess(), envelope);
        if (done.isPresent()) {
            return done.get();
        }
        if (!answer.isSuccess()) {
            return refused(answer.status(), envelope.isError(), answer, envelope, now);
        }
        if (task.path("status").isTextual()) {
            return said(task.path("status").textValue(), task, answer.status(), envelope);
        }
        OptionalInt code = envelope.code();
        if (code.isPresent() && code.getAsInt() >= FIRST_ERROR) {
            return refused(code.getAsInt(), true, answer, envelope, now);
        }
        return task.isObject() && !envelope.isError() && !envelope.isBroken()
                ? new StatusOutcome.Unknown("")
                : unreadable(answer, envelope, "HTTP " + answer.status() + " without a task");
    }

    /**
     * The meaning of an answer that broke off before its end. What it says counts only where it leads to a video, and as
     * said by half an answer also where its JSON is whole.
     *
     * @param failure what broke it
     */
    public StatusOutcome cut(String taskId, Answer begun, Throwable failure, Instant now) {
        return answered(taskId, begun, now) instanceof StatusOutcome.Completed done
                ? new StatusOutcome.Completed(done.videos(), done.generation(), done.cost(), true)
                : failed(Progress.WRITTEN, failure);
    }

    /**
     * The meaning of a check that broke, by how far it had come: nothing is known of the task, and asking again costs nothing.
     */
    public StatusOutcome failed(Progress stage, Throwable failure) {
        ProviderError error = ProviderError.transport(quote.of(failure.toString(), Quote.MAX_LENGTH));
        return switch (stage) {
            case BEFORE_WRITE -> new StatusOutcome.NotSent(error);
            case WITHHELD, WRITTEN -> new StatusOutcome.Unreadable(error);
        };
    }

    /** Its videos, where it says that it is done, or says nothing in an answer that may bring them, and has any. */
    private Optional<StatusOutcome> done(JsonNode task, boolean isSuccess, Envelope envelope) {
        JsonNode status = task.path("status");
        boolean isSilent = isSuccess && (ResultAddresses.namesVideos(task) || isFine(envelope, status));
        if (status.isTextual() ? !isDone(word(status.textValue())) : !isSilent) {
            return Optional.empty();
        }
        List<Video> videos = status.isTextual() ? addresses.inDone(task) : addresses.in(task);
        return videos.isEmpty()
                ? Optional.empty()
                : Optional.of(new StatusOutcome.Completed(
                        videos, TaskResult.generation(task), TaskResult.cost(task), envelope.isBroken()));
    }

    /** Whether nothing is wrong with it: an address beside an error may lead to a page about that. */
    private static boolean isFine(Envelope envelope, JsonNode status) {
        return !envelope.isError()
                && envelope.code().orElse(0) < FIRST_ERROR
                && (status.isMissingNode() || status.isNull());
    }

    private static boolean isDone(String word) {
        return switch (word) {
            case "completed", "success", "succeeded", "done", "complete", "finished" -> true;
            default -> false;
        };
    }

    private StatusOutcome said(String status, JsonNode task, int httpStatus, Envelope envelope) {
        return switch (word(status)) {
            case "submitted", "pending", "queued", "not_start", "processing", "in_progress", "running" ->
                new StatusOutcome.Running();
            case "completed", "success", "succeeded" ->
                new StatusOutcome.NoOutput(
                        TaskResult.error(task, httpStatus, quote),
                        TaskResult.cost(task),
                        AnswerShape.of(envelope.root()));
            case "failed", "failure" -> failed(status, task, httpStatus, false);
            case "fail", "expired", "error", "timeout", "rejected" -> failed(status, task, httpStatus, true);
            case "cancelled", "canceled" ->
                new StatusOutcome.Cancelled(reason(task, httpStatus, "the task was cancelled"), TaskResult.cost(task));
            default -> new StatusOutcome.Unknown(quote.of(status, MAX_WORD));
        };
    }

    private StatusOutcome failed(String status, JsonNode task, int httpStatus, boolean unsure) {
        String otherwise = "the task's status is " + quote.of(status, MAX_WORD);
        return new StatusOutcome.Failed(reason(task, httpStatus, otherwise), TaskResult.cost(task), unsure);
    }

    private static String word(String status) {
        return status.strip().toLowerCase(Locale.ROOT);
    }

    private ProviderError reason(JsonNode task, int httpStatus, String otherwise) {
        return TaskResult.error(task, httpStatus, quote)
                .orElseGet(() -> new ProviderError(
                        Optional.of(httpStatus), Optional.empty(), Optional.empty(), Optional.of(otherwise)));
    }

    private StatusOutcome refused(int code, boolean own, Answer answer, Envelope envelope, Instant now) {
        String said = "HTTP " + answer.status() + (own ? "" : " without the provider's error envelope");
        ProviderError error = envelope.error(answer.status(), quote, said);
        if (code >= FIRST_REDIRECT && code < FIRST_ERROR) {
            return new StatusOutcome.AccountHeld(error);
        }
        return switch (code) {
            case 401, 402, 403 -> new StatusOutcome.AccountHeld(error);
            case 405 -> own ? new StatusOutcome.Unreadable(error) : new StatusOutcome.AccountHeld(error);
            case 404, 410 -> own ? new StatusOutcome.NotFound(error) : new StatusOutcome.Unreadable(error);
            case 400, 422, 451 -> ofTask(own, envelope, error);
            case 429 -> new StatusOutcome.Throttled(RetryAfter.of(answer, envelope, now), error);
            case 500 ->
                own && isBuildFailure(envelope)
                        ? new StatusOutcome.Refused(error)
                        : new StatusOutcome.Unreadable(error);
            case 503 -> unavailable(own, RetryAfter.of(answer, envelope, now), error);
            default -> new StatusOutcome.Unreadable(error);
        };
    }

    private static StatusOutcome ofTask(boolean own, Envelope envelope, ProviderError error) {
        if (!own) {
            return new StatusOutcome.Unreadable(error);
        }
        return isUnknownTask(envelope) ? new StatusOutcome.NotFound(error) : new StatusOutcome.Refused(error);
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

    /** The one error that is for good under a status of 500, as the provider's page has it. */
    private static boolean isBuildFailure(Envelope envelope) {
        String word = "build_request_failed";
        return envelope.saysPrefix(word)
                || envelope.message()
                        .filter(message -> message.startsWith(word))
                        .isPresent();
    }

    private StatusOutcome unreadable(Answer answer, Envelope envelope, String otherwise) {
        return new StatusOutcome.Unreadable(envelope.error(answer.status(), quote, otherwise));
    }
}
