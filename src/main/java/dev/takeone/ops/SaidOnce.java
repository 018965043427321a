package dev.takeone.ops;

import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Lets a line of the channel through, and the same one again only after a while: it writes one for each poll that fails,
 * for as long as a password is wrong or a right is missing.
 */
@LoggingFilter(name = "said-once")
public final class SaidOnce implements Filter {
    private static final String CHANNEL = "io.smallrye.reactive.messaging.kafka";
    private static final Duration AGAIN = Duration.ofMinutes(10);
    private static final int REMEMBERED = 100;

    private final Map<String, Instant> said = new LinkedHashMap<>();

    @Override
    public synchronized boolean isLoggable(LogRecord record) {
        return !CHANNEL.equals(record.getLoggerName()) || isNew(text(record), record.getInstant());
    }

    private boolean isNew(String text, Instant at) {
        boolean isNew = Optional.ofNullable(said.get(text))
                .filter(before -> at.isBefore(before.plus(AGAIN)))
                .isEmpty();
        if (isNew) {
            said.remove(text);
            said.put(text, at);
            said.keySet().stream()
                    .limit(Math.max(0, said.size() - REMEMBERED))
                    .toList()
                    .forEach(said::remove);
        }
        return isNew;
    }

    private static String text(LogRecord record) {
        return record.getMessage() + Arrays.toString(record.getParameters()) + record.getThrown();
    }
}
