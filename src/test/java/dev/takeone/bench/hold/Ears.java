package dev.takeone.bench.hold;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When one worker's log said that an order stands, or has ended. Lines may come on any thread. */
final class Ears {
    private static final Pattern SAID = Pattern.compile("The order (\\S+) (stands|has ended)");
    private static final String STANDS = "stands";

    private final Map<String, Instant> stood = new ConcurrentHashMap<>();
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    /** A line of its log, which has just been written. */
    void line(String line) {
        Matcher said = SAID.matcher(line);
        if (said.find()) {
            (said.group(2).equals(STANDS) ? stood : ended).putIfAbsent(said.group(1), Instant.now());
        }
    }

    /** When it said that the order stands; empty where it has not. */
    Optional<Instant> stood(String order) {
        return Optional.ofNullable(stood.get(order));
    }

    /** When it said that the order has ended; empty where it has not. */
    Optional<Instant> ended(String order) {
        return Optional.ofNullable(ended.get(order));
    }
}
