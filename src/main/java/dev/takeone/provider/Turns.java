package dev.takeone.provider;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where the account has fewer calls a minute than there are partitions: the partitions take turns by the time of day, so
 * that replicas which never talk to each other do not call at once. Each turn is for one call, in its first second.
 *
 * <p>The turns are a little longer than an even part of the window: by the second in which a call may come late. The
 * clocks of two replicas may differ by another one, which the window has to spare.
 *
 * @param owned the partitions whose turns are this replica's
 * @param total all partitions
 * @param length of a turn, in nanoseconds
 */
record Turns(Set<Integer> owned, int total, long length) {
    private static final long LATE = 1_000_000_000L;

    /** How much later than its turn a call may be written, and not come too close to the next one. */
    private static final long WRITTEN_LATE = 5_000_000_000L;

    Turns {
        owned = Set.copyOf(owned);
    }

    static Turns of(Set<Integer> owned, int total, int perMinute) {
        return new Turns(owned, total, (CallWindow.LENGTH + WRITTEN_LATE) / perMinute);
    }

    /** The number of the turn that this replica has at {@code now}, which no other turn has; empty where it is not its. */
    OptionalLong at(Instant now) {
        long number = number(now);
        boolean ours = owned.contains((int) Math.floorMod(number, (long) total));
        return ours && nanos(now) - number * length < LATE ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** The number of the turn at {@code now}, whoever has it. */
    long number(Instant now) {
        return Math.floorDiv(nanos(now), length);
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
