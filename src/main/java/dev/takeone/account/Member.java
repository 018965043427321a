package dev.takeone.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a reader of the board knows of one life: its last row, and all that it may be using. Times are nanoseconds of the
 * reader's monotonic clock.
 */
final class Member {
    /** Rows come every two seconds; after this long without one, nothing more is dealt to it. */
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private static final int ROWS = 256;

    /**
     * Of what may be in use so much is told apart, more than a lease and the minute after it hold. Where a board is read from
     * long ago, all at one moment, nothing passes: then the two oldest count as one that is the larger of both, and a row costs
     * no more at the end of a long board than at its beginning.
     */
    static final int TOLD_APART = 64;

    private final Reckoning reckoning;
    private final TreeMap<RowNumber, Long> seen = new TreeMap<>();
    /** Those that it has not said to go by a later one of. */
    private final List<Given> given = new ArrayList<>();
    /** What is left of the others. */
    private final List<Burst> bursts = new ArrayList<>();
    /** How many tasks it may have, by dealing. */
    private final TreeMap<DealingNumber, Room> rooms = new TreeMap<>();
    /** Up to which dollars it may draw, by dealing. */
    private final TreeMap<DealingNumber, OptionalLong> credits = new TreeMap<>();

    private Optional<BoardRow> row = Optional.empty();
    private long readAt;
    /** When its row was written, by the log's clock; empty where that does not matter any more. */
    private Optional<Instant> stamp = Optional.empty();
    /** How old its row was by the time that it was read. */
    private Duration age = Duration.ZERO;

    private boolean live;
    private OptionalLong heldSince = OptionalLong.empty();
    private long lastHeld = Long.MIN_VALUE;

    /**
     * An allotment that it may have taken.
     *
     * @param wholeEnd until when it may make all of the calls
     * @param end until when it may make a part of them
     */
    private record Given(DealingNumber dealing, double calls, long wholeEnd, long end) {
        double calls(long now) {
            if (wholeEnd > now) {
                return calls;
            }
            return end > now ? Lease.LATER * calls : 0;
        }

        /** What it may have run ahead by, where it is used up to that time at most. */
        Stream<Burst> bursts(long until, long linger) {
            return Stream.of(
                    new Burst(calls, Math.min(wholeEnd, until) + linger),
                    new Burst(Lease.LATER * calls, Math.min(end, until) + linger));
        }

        /** The larger of each. */
        Given and(Given other) {
            return new Given(
                    dealing.or(other.dealing),
                    Math.max(calls, other.calls),
                    Math.max(wholeEnd, other.wholeEnd),
                    Math.max(end, other.end));
        }
    }

    /**
     * Tasks that it may have come to have.
     *
     * @param end until when it may begin some
     */
    private record Room(int tasks, long end) {
        /** The larger of each. */
        Room and(Room other) {
            return new Room(Math.max(tasks, other.tasks), Math.max(end, other.end));
        }
    }

    /**
     * Calls that it may have made ahead of their pace, by so many a minute.
     *
     * @param lingers until when they count
     */
    private record Burst(double calls, long lingers) {
        boolean covers(Burst other) {
            return calls >= other.calls && lingers >= other.lingers;
        }

        /** The larger of each. */
        Burst and(Burst other) {
            return new Burst(Math.max(calls, other.calls), Math.max(lingers, other.lingers));
        }
    }

    Member(Reckoning reckoning, long now) {
        this.reckoning = reckoning;
        this.readAt = now;
    }

    /** @param live whether the row was just written, as far as can be told */
    void read(BoardRow next, Instant stamp, boolean live, long now) {
        boolean older =
                row.filter(last -> last.number().compareTo(next.number()) > 0).isPresent();
        seen.putIfAbsent(next.number(), now);
        if (seen.size() > ROWS) {
            seen.pollFirstEntry();
        }
        if (older) {
            return;
        }
        if (row.filter(last -> last.number().equals(next.number())).isEmpty()) {
            readAt = now;
            this.live = live;
            this.stamp = Optional.of(stamp).filter(_any -> !live);
            age = Duration.ZERO;
        }
        row = Optional.of(next);
        reckoning.told(next.goesBy()).ifPresent(holding -> give(holding, now));
        next.goesBy().ifPresent(holding -> retire(holding.dealing(), now));
        if (next.left()) {
            retire(DealingNumber.NEVER, now);
            // Its last word is exact: it was said when nothing could begin any more.
            credits.clear();
            rooms.clear();
        }
        DealingNumber toldBy = next.report().purse().dealing();
        credits.keySet().removeIf(dealing -> reckoning.isDrawn(dealing, toldBy));
        rooms.keySet().removeIf(dealing -> reckoning.isBegun(dealing, toldBy, next.goesBy()));
        rooms.values().removeIf(room -> room.end <= now && room.end <= readAt);
        given.removeIf(each -> each.end + reckoning.linger() <= now && each.end <= readAt);
        bursts.removeIf(each -> each.lingers <= now);
    }

    private void retire(DealingNumber goesBy, long now) {
        for (Given each : List.copyOf(given)) {
            if (reckoning.isOver(each.dealing, goesBy)) {
                given.remove(each);
                each.bursts(now, reckoning.linger()).forEach(this::keep);
            }
        }
    }

    private void keep(Burst next) {
        if (bursts.stream().anyMatch(each -> each.covers(next))) {
            return;
        }
        bursts.removeIf(next::covers);
        bursts.add(next);
        if (bursts.size() > TOLD_APART) {
            Burst oldest = bursts.removeFirst();
            bursts.set(0, oldest.and(bursts.getFirst()));
        }
    }

    /** It may have taken this. */
    void give(Holding next, long now) {
        if (row.filter(BoardRow::left).isPresent()) {
            return;
        }
        DealingNumber dealing = next.dealing();
        double calls = next.calls();
        credits.putIfAbsent(dealing, next.dollars());
        if (credits.size() > TOLD_APART) {
            long oldest = most(credits.pollFirstEntry().getValue());
            credits.compute(
                    credits.firstKey(), (_dealing, upTo) -> oldest > most(upTo) ? OptionalLong.of(oldest) : upTo);
        }
        long from = seen.getOrDefault(next.answers(), now);
        next.tasks().ifPresent(most -> allow(dealing, new Room(most, reckoning.end(from))));
        if (given.stream().anyMatch(each -> each.dealing.equals(dealing) && each.calls >= calls)) {
            return;
        }
        given.add(new Given(dealing, calls, reckoning.wholeEnd(from, whole()), reckoning.end(from)));
        if (given.size() > TOLD_APART) {
            Given oldest = given.removeFirst();
            given.set(0, oldest.and(given.getFirst()));
        }
        lastHeld = calls > 0 ? now : lastHeld;
        heldSince = calls > 0 ? OptionalLong.of(heldSince.orElse(now)) : OptionalLong.empty();
    }

    private void allow(DealingNumber dealing, Room room) {
        rooms.merge(dealing, room, Room::and);
        if (rooms.size() > TOLD_APART) {
            Room oldest = rooms.pollFirstEntry().getValue();
            rooms.merge(rooms.firstKey(), oldest, Room::and);
        }
    }

    /** Who does not say otherwise makes all of its calls to the end of its lease. */
    private Duration whole() {
        return row.map(BoardRow::wholeSeconds)
                .filter(OptionalInt::isPresent)
                .map(seconds -> Duration.ofSeconds(seconds.getAsInt()))
                .filter(each -> each.compareTo(Lease.LENGTH) < 0)
                .orElse(Lease.LENGTH);
    }

    Optional<BoardRow> row() {
        return row;
    }

    /** Whether it tells of itself, and makes calls. */
    boolean isThere(long now) {
        return live && row.filter(last -> !last.left()).isPresent() && now - readAt < QUIET;
    }

    /** By the log's clock it is so late now: what it was found with is that old, of which this reader has seen a part. */
    void date(Instant logsNow, long now) {
        age = stamp.map(written -> Duration.between(written, logsNow).minus(silence(now)))
                .filter(Duration::isPositive)
                .orElse(age);
        stamp = Optional.empty();
    }

    /** How long nothing was heard of it by this reader: what it may be using is not over because a clock says so. */
    Duration silence(long now) {
        return Duration.ofNanos(now - readAt);
    }

    /** How long it has told of nothing, be it to this reader or to one before it. */
    Duration silenceByLog(long now) {
        return silence(now).plus(age);
    }

    /** The most calls a minute that it may be making. */
    double calls(long now) {
        return given.stream().mapToDouble(each -> each.calls(now)).max().orElse(0);
    }

    /** The most calls that it may have made ahead of their pace in the last minute. */
    double burst(long now) {
        return Stream.concat(
                        given.stream().flatMap(each -> each.bursts(Long.MAX_VALUE / 2, reckoning.linger())),
                        bursts.stream())
                .filter(each -> each.lingers > now)
                .mapToDouble(each -> reckoning.burst(each.calls))
                .max()
                .orElse(0);
    }

    /** The most tasks that it may have come to have and has not told of, where it has a limit. */
    int tasks(long now) {
        return rooms.values().stream()
                .filter(room -> room.end > now || room.end > readAt)
                .mapToInt(Room::tasks)
                .max()
                .orElse(0);
    }

    /**
     * The most millionths of a dollar that it may have promised, or may still, and has not told of. Where there was no ceiling
     * nothing bounded that; but who makes no call any more has promised what waited at it, as far as can be known.
     */
    long headroom(long now) {
        Purse purse = row.map(last -> last.report().purse()).orElse(Purse.NONE);
        long without = isThere(now) || mayCall(now) ? Dollars.MOST : purse.drawn() + purse.wanted();
        return credits.values().stream()
                .mapToLong(upTo -> upTo.orElse(without) - purse.drawn())
                .filter(each -> each > 0)
                .max()
                .orElse(0);
    }

    /** Whether it was dealt so many dollars and no more, and not only what it liked as there was no ceiling. */
    boolean hasBudget() {
        return credits.values().stream().anyMatch(OptionalLong::isPresent);
    }

    private static long most(OptionalLong upTo) {
        return upTo.orElse(Dollars.MOST);
    }

    /** How much of it is told apart: a row costs so many looks at most. */
    int toldApart() {
        return given.size() + bursts.size() + credits.size() + rooms.size();
    }

    /** Whether some lease of it may still run. */
    boolean mayCall(long now) {
        return row.filter(BoardRow::left).isEmpty() && given.stream().anyMatch(each -> each.end > now);
    }

    /** When calls were last dealt to it; long ago where they never were. */
    long lastHeld() {
        return lastHeld;
    }

    /** Since when it has had calls without a break. */
    OptionalLong heldSince() {
        return heldSince;
    }
}
