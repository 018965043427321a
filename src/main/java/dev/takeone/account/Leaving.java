package dev.takeone.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Some of what has ended leaves its window.
 *
 * @param at when it has left
 * @param dollars how much has by then, at least, in millionths; 0 where that is not told
 */
public record Leaving(Instant at, long dollars) {

    /**
     * When there is room for the next request too.
     *
     * @param most the ceiling
     * @param counts what counts against it
     * @param next what the next request costs
     * @return empty where there is room now, or these do not tell
     */
    public static Optional<Instant> room(long most, long counts, long next, Stream<Leaving> all) {
        long missing = counts + next - most;
        if (missing <= 0) {
            return Optional.empty();
        }
        List<Leaving> inOrder = all.sorted(Comparator.comparing(Leaving::at)).toList();
        for (Leaving each : inOrder) {
            missing -= each.dollars;
            if (missing <= 0) {
                return Optional.of(each.at);
            }
        }
        return Optional.empty();
    }
}
