package dev.takeone.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what a finished task brings: its videos, its cost, how long it took, and what went wrong. */
final class TaskResult {
    /** Where the provider keeps its files: a relative result URL belongs to it, as one public client reads it. */
    private static final String FILES = "https://upload.apimart.ai";

    private static final int MAX_VIDEOS = 64;
    private static final int MAX_URL = 8192;
    private static final Duration MAX_GENERATION = Duration.ofDays(7);
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private TaskResult() {}

    /** The videos with a usable URL, in the provider's order, each URL once. */
    static List<Video> videos(JsonNode task) {
        Map<String, Video> videos = new LinkedHashMap<>();
        for (JsonNode entry : task.path("result").path("videos")) {
            Optional<Instant> expiresAt = time(entry.path("expires_at"));
            urls(entry.path("url")).forEach(url -> videos.putIfAbsent(url, new Video(url, expiresAt)));
        }
        return videos.values().stream().limit(MAX_VIDEOS).toList();
    }

    /** The provider's own measure, else the time between its two time stamps. */
    static Optional<Duration> generation(JsonNode task) {
        return Decimals.seconds(task.path("actual_time"), MAX_GENERATION)
                .or(() -> Decimals.read(task.path("created"))
                        .flatMap(created -> Decimals.read(task.path("completed"))
                                .map(completed -> completed.subtract(created))
                                .flatMap(seconds -> Decimals.duration(seconds, MAX_GENERATION))));
    }

    /** What the task cost, in the provider's number. */
    static Optional<BigDecimal> cost(JsonNode task) {
        return Decimals.read(task.path("cost")).filter(cost -> cost.signum() >= 0);
    }

    /** The reason that the task itself gives: an object, or one of the texts that stand for it. */
    static Optional<ProviderError> error(JsonNode task, int httpStatus, Quote quote) {
        JsonNode error = task.path("error");
        Optional<String> code = Envelope.scalar(error.path("code")).flatMap(quote::of);
        Optional<String> type = Envelope.scalar(error.path("type")).flatMap(quote::of);
        Optional<String> message = Stream.of(
                        error.path("message"), error, task.path("error_message"), task.path("fail_reason"))
                .filter(JsonNode::isTextual)
                .flatMap(text -> quote.of(text.textValue()).stream())
                .findFirst();
        return code.isEmpty() && type.isEmpty() && message.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProviderError(Optional.of(httpStatus), code, type, message));
    }

    private static Stream<String> urls(JsonNode url) {
        Stream<JsonNode> nodes = url.isArray() ? StreamSupport.stream(url.spliterator(), false) : Stream.of(url);
        return nodes.filter(JsonNode::isTextual)
                .flatMap(text -> absolute(text.textValue().strip()).stream());
    }

    private static Optional<String> absolute(String url) {
        String whole = url.startsWith("/f/") ? FILES + url : url;
        String lower = whole.toLowerCase(Locale.ROOT);
        boolean isWeb = lower.startsWith("https://") || lower.startsWith("http://");
        boolean isClean = whole.length() <= MAX_URL && whole.chars().noneMatch(Character::isISOControl);
        return isWeb && isClean ? Optional.of(whole) : Optional.empty();
    }

    /** Seconds since 1970, in this century: anything else is no time that could be meant. */
    private static Optional<Instant> time(JsonNode seconds) {
        return Decimals.read(seconds)
                .filter(value -> value.compareTo(BigDecimal.valueOf(EARLIEST.getEpochSecond())) >= 0)
                .filter(value -> value.compareTo(BigDecimal.valueOf(LATEST.getEpochSecond())) < 0)
                .map(value -> Instant.ofEpochSecond(value.longValue()));
    }
}
