package dev.takeone.console.act;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this console has sent again, by its new name: as long as no worker has read it, nothing else tells of it, and sent once
 * more it is bought twice where the first has ended and is forgotten before the second is read. Safe for any number of threads.
 */
final class SentLately {
    /** A failed request is known for a day after its end, by whichever clock: later nobody can ask for it. */
    private static final Duration MEMORY = Duration.ofHours(25);

    /** Of more, those that were sent first are forgotten. */
    static final int MOST = 50_000;

    private final Map<String, Instant> sent = new LinkedHashMap<>();

    /** These are about to be sent. */
    synchronized void add(Collection<String> names, Instant now) {
        sent.values().removeIf(at -> at.isBefore(now.minus(MEMORY)));
        names.forEach(name -> sent.put(name, now));
        List<String> beyond =
                sent.keySet().stream().limit(Math.max(0, sent.size() - MOST)).toList();
        beyond.forEach(sent::remove);
    }

    /** It was certainly not. */
    synchronized void remove(String name) {
        sent.remove(name);
    }

    /** Those that were, or may have been. */
    synchronized Set<String> names() {
        return new HashSet<>(sent.keySet());
    }
}
