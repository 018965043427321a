package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how long the provider asks to be left alone. */
final class RetryAfter {
    /** No answer may silence this worker for longer. */
    static final Duration MAX = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");

    /** The three forms of RFC 9110, section 5.6.7; all of them are in GMT. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private RetryAfter() {}

    /**
     * The header where it can be read, else the body's own {@code retry_after} in seconds.
     *
     * @return zero to {@link #MAX}; empty where neither says anything readable
     */
    static Optional<Duration> of(Answer answer, Envelope envelope, Instant now) {
        return answer.retryAfter()
                .flatMap(header -> header(header.strip(), now))
                .or(() -> Decimals.read(retryAfter(envelope)).flatMap(RetryAfter::seconds));
    }

    private static JsonNode retryAfter(Envelope envelope) {
        return envelope.root().path("retry_after");
    }

    private static Optional<Duration> header(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            return seconds(new BigDecimal(value));
        }
        return DATES.stream()
                .flatMap(form -> date(form, value).stream())
                .findFirst()
                .map(until -> bounded(Duration.between(now, until)));
    }

    private static Optional<Instant> date(DateTimeFormatter form, String value) {
        try {
            return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> seconds(BigDecimal seconds) {
        if (seconds.signum() < 0) {
            return Optional.empty();
        }
        BigDecimal max = BigDecimal.valueOf(MAX.toSeconds());
        return Optional.of(Duration.ofMillis(seconds.min(max).movePointRight(3).longValue()));
    }

    private static Duration bounded(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(MAX) > 0 ? MAX : pause;
    }
}
