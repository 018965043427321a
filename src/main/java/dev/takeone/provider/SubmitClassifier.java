package dev.takeone.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What became of a paid POST, from what is known about it. Pure.
 *
 * <p>One rule stands over the table: a task id is a receipt, and where nobody can prove that there was no charge, the
 * outcome is in doubt. Shapes and codes are those of the provider's pages and of its own published client.
 */
final class SubmitClassifier {
    /** Longest task id taken; one gateway of the family answered ids longer than its own database allowed. */
    static final int MAX_ID = 1024;
    /** Most task ids taken from one answer; a request asks for at most 4 samples. */
    static final int MAX_IDS = 64;

    private static final Duration MAX_ESTIMATE = Duration.ofDays(1);
    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;

    private final Quote quote;

    SubmitClassifier(Quote quote) {
        this.quote = quote;
    }

    /**
     * The meaning of an answer.
     *
     * @param now what a date in {@code Retry-After} is measured from
     */
    SubmitOutcome answered(Answer answer, Instant now) {
        Envelope envelope = Envelope.read(answer.body());
        List<String> ids = taskIds(envelope.data());
        if (!answer.isSuccess()) {
            // A refusal that names a task contradicts itself; the id may be that of a charge.
            return ids.isEmpty()
                    ? refused(answer.status(), envelope.isError(), answer, envelope, now)
                    : inDoubt(answer, envelope, "HTTP " + answer.status() + " with a task id");
        }
        if (!ids.isEmpty()) {
            return new SubmitOutcome.Accepted(ids, answer.replayed(), estimate(envelope.data()));
        }
        OptionalInt code = envelope.code();
        if (code.isPresent() && code.getAsInt() >= FIRST_ERROR && code.getAsInt() <= LAST_ERROR) {
            // A body with a code of its own is the provider's envelope, even without a message.
            return refused(code.getAsInt(), true, answer, envelope, now);
        }
        return inDoubt(answer, envelope, "HTTP " + answer.status() + " without a task id");
    }

    /** The meaning of a call that broke, by how far it had come. */
    SubmitOutcome failed(Exchange.Stage stage, Throwable failure) {
        return switch (stage) {
            case BEFORE_WRITE -> new SubmitOutcome.NotSent(transport(failure));
            case WITHHELD -> new SubmitOutcome.Withheld();
            case WRITTEN -> new SubmitOutcome.InDoubt(transport(failure));
        };
    }

    private SubmitOutcome refused(int code, boolean own, Answer answer, Envelope envelope, Instant now) {
        String said = "HTTP " + answer.status() + (own ? "" : " without the provider's error envelope");
        ProviderError error = envelope.error(answer.status(), quote, said);
        return switch (code) {
            case 401, 402 -> new SubmitOutcome.AccountHeld(error);
            case 403, 404, 405 -> own ? new SubmitOutcome.Rejected(error) : new SubmitOutcome.AccountHeld(error);
            case 408 -> new SubmitOutcome.InDoubt(error);
            case 409 ->
                own && !speaksOfTheKey(envelope) ? new SubmitOutcome.Rejected(error) : new SubmitOutcome.InDoubt(error);
            case 429 -> new SubmitOutcome.Throttled(RetryAfter.of(answer, envelope, now), error);
            case 500 ->
                own && isBuildFailure(envelope) ? new SubmitOutcome.Rejected(error) : new SubmitOutcome.InDoubt(error);
            case 503 -> unavailable(own, RetryAfter.of(answer, envelope, now), error);
            default ->
                own && code >= FIRST_ERROR && code < 500
                        ? new SubmitOutcome.Rejected(error)
                        : new SubmitOutcome.InDoubt(error);
        };
    }

    private static SubmitOutcome unavailable(boolean own, Optional<Duration> retryAfter, ProviderError error) {
        return own || retryAfter.isPresent()
                ? new SubmitOutcome.Throttled(retryAfter, error)
                : new SubmitOutcome.InDoubt(error);
    }

    /**
     * {@code idempotency_in_progress} and its like mean that a POST under this key is already there: whatever became of
     * it, this answer does not say that nothing was charged.
     */
    private static boolean speaksOfTheKey(Envelope envelope) {
        return envelope.saysPrefix("idempotency");
    }

    private static boolean isBuildFailure(Envelope envelope) {
        return envelope.message()
                .filter(message -> message.startsWith("build_request_failed"))
                .isPresent();
    }

    private SubmitOutcome inDoubt(Answer answer, Envelope envelope, String otherwise) {
        return new SubmitOutcome.InDoubt(envelope.error(answer.status(), quote, otherwise));
    }

    private ProviderError transport(Throwable failure) {
        return ProviderError.transport(quote.of(failure.toString(), Quote.MAX_LENGTH));
    }

    private static List<String> taskIds(JsonNode data) {
        return entries(data)
                .flatMap(entry -> Stream.of(entry.path("task_id"), entry.path("id"))
                        .flatMap(id -> id(id).stream())
                        .limit(1))
                .distinct()
                .limit(MAX_IDS)
                .toList();
    }

    private static Optional<Duration> estimate(JsonNode data) {
        return entries(data)
                .flatMap(entry -> Stream.of(
                        entry.path("estimated_time"), entry.path("task_info").path("estimated_time")))
                .flatMap(seconds -> Decimals.seconds(seconds, MAX_ESTIMATE).stream())
                .findFirst();
    }

    private static Stream<JsonNode> entries(JsonNode data) {
        return data.isArray() ? StreamSupport.stream(data.spliterator(), false) : Stream.of(data);
    }

    /** An id is opaque: any text, or a whole number as its digits. */
    private static Optional<String> id(JsonNode node) {
        boolean readable = node.isTextual() || node.isIntegralNumber();
        return readable
                ? Optional.of(node.asText()).filter(id -> !id.isBlank() && id.length() <= MAX_ID)
                : Optional.empty();
    }
}
