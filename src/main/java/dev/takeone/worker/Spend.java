package dev.takeone.worker;

import dev.takeone.account.Leaving;
import dev.takeone.account.Spent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one partition's jobs cost, in millionths of a dollar: the estimates of those that are paid for or may be, and what
 * has ended in the last 24 h, in parts of a minute. A part counts until it is wholly out of the window. All times are of the
 * {@link SteadyClock}: a clock that is set ahead must not make room.
 */
final class Spend {
    private static final long HOUR = Duration.ofHours(1).toMinutes();
    private static final long DAY = Duration.ofHours(24).toMinutes();

    private final int generation;
    private final TreeMap<Long, Long> ended = new TreeMap<>();
    private long running;
    private boolean frozen;
    private OptionalLong toldIn = OptionalLong.empty();
    private long toldFor;
    private Optional<Spent> told = Optional.empty();

    Spend(Generation generation) {
        this.generation = generation.number();
    }

    /** More is in flight or in doubt, or less. */
    void running(long more) {
        if (!frozen) {
            running += more;
            told = Optional.empty();
        }
    }

    /** A job has ended then, or no later, and cost this. */
    void ended(Instant at, long cost) {
        if (cost > 0) {
            ended.merge(minute(at), cost, Long::sum);
            told = Optional.empty();
        }
    }

    /** The partition is forgotten, with its jobs; what they had spent is not. */
    void freeze() {
        frozen = true;
    }

    /** The partition is at hand, as yet without jobs: it may have been put aside, and is taken up again. */
    void begin() {
        frozen = false;
    }

    /**
     * All of it, as of now; when it leaves, by the time of day.
     *
     * @param enough of how much that is told; the earliest where it is 0
     */
    Spent at(SteadyClock clock, long enough) {
        long minute = minute(clock.now());
        if (told.isEmpty() || toldIn.orElse(Long.MIN_VALUE) != minute || toldFor != enough) {
            ended.headMap(minute - DAY).clear();
            told = Optional.of(new Spent(
                    generation,
                    running,
                    since(minute - HOUR),
                    since(minute - DAY),
                    leaving(minute, HOUR, enough, clock),
                    leaving(minute, DAY, enough, clock)));
            toldIn = OptionalLong.of(minute);
            toldFor = enough;
        }
        return told.orElseThrow();
    }

    private long since(long minute) {
        return ended.tailMap(minute).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private Optional<Leaving> leaving(long minute, long window, long enough, SteadyClock clock) {
        OptionalLong last = OptionalLong.empty();
        long dollars = 0;
        for (Map.Entry<Long, Long> part : ended.tailMap(minute - window).entrySet()) {
            last = OptionalLong.of(part.getKey());
            dollars += part.getValue();
            if (dollars >= enough) {
                break;
            }
        }
        return last.isEmpty()
                ? Optional.empty()
                : Optional.of(new Leaving(
                        clock.timeOfDay(Instant.EPOCH.plus(Duration.ofMinutes(last.getAsLong() + window + 1))),
                        dollars));
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Duration.ofMinutes(1).toSeconds());
    }
}
