package dev.takeone.provider.answer;

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
public final class SubmitClassifier {
    /**
     * No task is asked for before its estimate: one in milliseconds would put that off for hours, one that is meant and left
     * out costs a few checks.
     */
    private static final Duration MAX_ESTIMATE = Duration.ofMinutes(15);

    private static final String UNAVAILABLE = "idempotency_unavailable";
    private static final String IN_PROGRESS = "idempotency_in_progress";
    private static final String INDETERMINATE = "idempotency_result_indeterminate";
    private static final String KEY_REUSED = "idempotency_key_reused";
    private static final List<String> KEY_WORDS = List.of(UNAVAILABLE, IN_PROGRESS, INDETERMINATE, KEY_REUSED);

    private static final int MAX_LOCATION = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;

    private final Quote quote;

    /** Tells what the provider said in the words that {@code quote} lets pass. */
    public SubmitClassifier(Quote quote) {
        this.quote = quote;
    }

    /**
     * The meaning of an answer.
     *
     * @param now what a date in {@code Retry-After} is measured from
     */
    public SubmitOutcome answered(Answer answer, Instant now) {
        Envelope envelope = Envelope.read(answer.body());
        List<String> ids = TaskIds.of(envelope);
        if (ids.isEmpty()) {
            return answer.isSuccess()
                    ? unaccepted(answer, envelope, now)
                    : refused(answer.status(), answer, envelope, now);
        }
        return named(ids, answer, envelope, envelope.message());
    }

    /** A refusal that names a task contradicts itself: the id may be that of a charge, and is what to look for. */
    private SubmitOutcome named(List<String> ids, Answer answer, Envelope envelope, Optional<String> said) {
        if (answer.isSuccess()) {
            return new SubmitOutcome.Accepted(ids, answer.replayed(), estimate(envelope.data()));
        }
        String named = "HTTP " + answer.status() + " with the task id " + String.join(", ", ids);
        ProviderError error = envelope.error(answer.status(), quote, named);
        String message =
                said.flatMap(quote::of).map(words -> named + ": " + words).orElse(named);
        return new SubmitOutcome.InDoubt(
                new ProviderError(error.httpStatus(), error.code(), error.type(), quote.of(message)));
    }

    /**
     * The meaning of an answer that broke off before its end. What it says counts only where it names a task.
     *
     * @param failure what broke it
     */
    public SubmitOutcome cut(Answer begun, Throwable failure) {
        Envelope envelope = Envelope.read(begun.body());
        List<String> ids = TaskIds.of(envelope);
        return ids.isEmpty()
                ? new SubmitOutcome.InDoubt(transport(failure))
                : named(ids, begun, envelope, envelope.message().or(() -> Optional.of(failure.toString())));
    }

    /** The meaning of a call that broke, by how far it had come. */
    public SubmitOutcome failed(Progress stage, Throwable failure) {
        return switch (stage) {
            case BEFORE_WRITE -> new SubmitOutcome.NotSent(transport(failure));
            case WITHHELD -> new SubmitOutcome.Withheld();
            case WRITTEN -> new SubmitOutcome.InDoubt(transport(failure));
        };
    }

    /** A success without a task: what its body says of a refusal, by a code or by a word. */
    private SubmitOutcome unaccepted(Answer answer, Envelope envelope, Instant now) {
        OptionalInt code = envelope.refusal();
        return code.isPresent()
                ? refused(code.getAsInt(), answer, envelope, now)
                : inDoubt(answer, envelope, "HTTP " + answer.status() + " without a task id");
    }

    private SubmitOutcome refused(int code, Answer answer, Envelope envelope, Instant now) {
        // A body with a code of its own is the provider's envelope, even without a message.
        boolean own = answer.isSuccess() || envelope.isError();
        ProviderError error =
                code / 100 == 3 ? redirected(answer) : envelope.error(answer.status(), quote, said(answer, own));
        if (envelope.saysPrefix("idempotency") || KEY_WORDS.stream().anyMatch(envelope::tells)) {
            return aboutTheKey(code, RetryAfter.of(answer, envelope, now), envelope, error);
        }
        if (envelope.isAboutMoney()) {
            return new SubmitOutcome.AccountHeld(error, code == FORBIDDEN);
        }
        return switch (code) {
            case 400, 413, 414, 415, 422, 431 -> new SubmitOutcome.Rejected(error);
            case 401, 402, FORBIDDEN -> new SubmitOutcome.AccountHeld(error, code == FORBIDDEN);
            case 404, 405 -> own ? new SubmitOutcome.Rejected(error) : new SubmitOutcome.AccountHeld(error);
            case 408 -> new SubmitOutcome.InDoubt(error);
            case 429 -> new SubmitOutcome.Throttled(RetryAfter.of(answer, envelope, now), error);
            case 500 ->
                envelope.tells("build_request_failed")
                        ? new SubmitOutcome.Rejected(error)
                        : new SubmitOutcome.InDoubt(error);
            case 503 -> unavailable(own, RetryAfter.of(answer, envelope, now), error);
            default -> other(code, own || envelope.isComplaint(), error);
        };
    }

    private static SubmitOutcome other(int code, boolean complaint, ProviderError error) {
        return switch (code / 100) {
            case 3 -> code == NOT_MODIFIED ? new SubmitOutcome.InDoubt(error) : new SubmitOutcome.AccountHeld(error);
            case 4 -> complaint ? new SubmitOutcome.Rejected(error) : new SubmitOutcome.InDoubt(error);
            default -> new SubmitOutcome.InDoubt(error);
        };
    }

    /**
     * A POST under this key is already there, or the keys are away. Whatever became of an earlier one, only one of these
     * words says that nothing was executed.
     */
    private static SubmitOutcome aboutTheKey(
            int code, Optional<Duration> retryAfter, Envelope envelope, ProviderError error) {
        if (code == 503 && envelope.tells(UNAVAILABLE)) {
            return new SubmitOutcome.Throttled(retryAfter, error);
        }
        if (envelope.tells(IN_PROGRESS)) {
            return new SubmitOutcome.InProgress(retryAfter, error);
        }
        if (envelope.tells(INDETERMINATE)) {
            return new SubmitOutcome.Indeterminate(error);
        }
        return envelope.tells(KEY_REUSED) ? new SubmitOutcome.KeyReused(error) : new SubmitOutcome.InDoubt(error);
    }

    private static SubmitOutcome unavailable(boolean own, Optional<Duration> retryAfter, ProviderError error) {
        return own || retryAfter.isPresent()
                ? new SubmitOutcome.Unavailable(retryAfter, error)
                : new SubmitOutcome.InDoubt(error);
    }

    private static String said(Answer answer, boolean own) {
        return "HTTP " + answer.status() + (own ? "" : " without the provider's error envelope");
    }

    /** Says where to, without what may hold a secret. */
    private ProviderError redirected(Answer answer) {
        String to = answer.location()
                .map(location -> " to " + quote.of(location.replaceFirst("[?#].*", ""), MAX_LOCATION))
                .orElse("");
        return new ProviderError(
                Optional.of(answer.status()),
                Optional.empty(),
                Optional.empty(),
                Optional.of("HTTP " + answer.status() + ", a redirect" + to
                        + ": takeone.provider.url is not the provider's own address"));
    }

    private SubmitOutcome inDoubt(Answer answer, Envelope envelope, String otherwise) {
        return new SubmitOutcome.InDoubt(envelope.error(answer.status(), quote, otherwise));
    }

    private ProviderError transport(Throwable failure) {
        return ProviderError.transport(quote.of(failure.toString(), Quote.MAX_LENGTH));
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
}
