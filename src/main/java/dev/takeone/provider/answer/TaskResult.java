package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.ProviderError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a finished task tells beside its videos: its cost, how long it took, and what went wrong. */
final class TaskResult {
    /** Codes that say that nothing is wrong. */
    private static final Set<String> NO_ERROR = Set.of("0", "200");

    private static final Duration MAX_GENERATION = Duration.ofDays(7);

    /** As seconds in the year 5138, and as milliseconds in 1973: what is not less is in milliseconds. */
    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

    private TaskResult() {}

    /** The provider's own measure, else the time between its two time stamps. */
    static Optional<Duration> generation(JsonNode task) {
        return Decimals.seconds(task.path("actual_time"), MAX_GENERATION)
                .or(() -> seconds(task.path("created"))
                        .flatMap(created -> seconds(task.path("completed"))
                                .map(completed -> completed.subtract(created))
                                .flatMap(seconds -> Decimals.duration(seconds, MAX_GENERATION))));
    }

    /** A time in seconds since 1970: the family also writes milliseconds. */
    private static Optional<BigDecimal> seconds(JsonNode time) {
        return Decimals.read(time).map(number -> number.compareTo(FIRST_MILLIS) < 0 ? number : number.movePointLeft(3));
    }

    /** What the task cost, in the provider's number. */
    static Optional<BigDecimal> cost(JsonNode task) {
        return Decimals.read(task.path("cost")).filter(cost -> cost.signum() >= 0);
    }

    /** The reason that the task itself gives: an object, or one of the texts that stand for it. An address is none. */
    static Optional<ProviderError> error(JsonNode task, int httpStatus, Quote quote) {
        JsonNode error = task.path("error");
        Optional<String> code = Envelope.scalar(error.path("code"))
                .filter(word -> !NO_ERROR.contains(word))
                .flatMap(quote::of);
        Optional<String> type = Envelope.scalar(error.path("type")).flatMap(quote::of);
        Optional<String> message = Stream.of(
                        error.path("message"), error, task.path("error_message"), task.path("fail_reason"))
                .filter(JsonNode::isTextual)
                .map(text -> text.textValue().strip())
                .filter(text -> !ResultAddresses.isAddress(text))
                .flatMap(text -> quote.of(text).stream())
                .findFirst();
        return code.isEmpty() && type.isEmpty() && message.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProviderError(Optional.of(httpStatus), code, type, message));
    }
}
