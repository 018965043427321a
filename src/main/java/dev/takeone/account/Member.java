package dev.takeone.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a reader of the board knows of one life: its last row, and all that it may be using. Times are nanoseconds of the
 * reader's monotonic clock.
 */
final class Member {
    /** Rows come every two seconds; after this long without one, nothing more is dealt to it. */
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private static final int ROWS = 256;

    private final Reckoning reckoning;
    private final TreeMap<RowNumber, Long> seen = new TreeMap<>();
    private final List<Given> given = new ArrayList<>();
    /** Up to which dollars it may draw, by dealing. */
    private final TreeMap<DealingNumber, OptionalLong> credits = new TreeMap<>();

    private Optional<BoardRow> row = Optional.empty();
    private long readAt;
    private boolean live;
    private OptionalLong heldSince = OptionalLong.empty();
    private long lastHeld = Long.MIN_VALUE;

    /**
     * An allotment that it may have taken.
     *
     * @param end until when it may make calls by it
     * @param lingers until when its burst counts
     * @param over whether it has said that it goes by a later one
     */
    private record Given(DealingNumber dealing, double calls, OptionalInt tasks, long end, long lingers, boolean over) {
        Given overBy(long now, long lingersUntil) {
            return new Given(dealing, calls, tasks, Math.min(end, now), Math.min(lingers, lingersUntil), true);
        }
    }

    Member(Reckoning reckoning, long now) {
        this.reckoning = reckoning;
        this.readAt = now;
    }

    /** @param live whether the row was just written, as far as can be told */
    void read(BoardRow next, boolean live, long now) {
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
        }
        row = Optional.of(next);
        next.goesBy().ifPresent(holding -> {
            give(holding.dealing(), holding.answers(), holding.calls(), holding.tasks(), holding.dollars(), now);
            retire(holding.dealing(), now);
        });
        if (next.left()) {
            retire(DealingNumber.NEVER, now);
            // Its last word is exact: it was said when nothing could begin any more.
            credits.clear();
        }
        credits.keySet()
                .removeIf(dealing ->
                        reckoning.isDrawn(dealing, next.report().purse().dealing()));
        given.removeIf(each -> each.over && each.lingers <= now);
    }

    private void retire(DealingNumber goesBy, long now) {
        given.replaceAll(each -> !each.over && reckoning.isOver(each.dealing, goesBy)
                ? each.overBy(now, now + reckoning.linger())
                : each);
    }

    /** It may have taken this. */
    void give(
            DealingNumber dealing, RowNumber answers, double calls, OptionalInt tasks, OptionalLong dollars, long now) {
        if (row.filter(BoardRow::left).isEmpty()) {
            credits.putIfAbsent(dealing, dollars);
        }
        boolean known = given.stream().anyMatch(each -> each.dealing.equals(dealing) && each.calls >= calls);
        if (known || row.filter(BoardRow::left).isPresent()) {
            return;
        }
        long end = reckoning.end(seen.getOrDefault(answers, now));
        given.add(new Given(dealing, calls, tasks, end, end + reckoning.linger(), false));
        lastHeld = calls > 0 ? now : lastHeld;
        heldSince = calls > 0 ? OptionalLong.of(heldSince.orElse(now)) : OptionalLong.empty();
    }

    Optional<BoardRow> row() {
        return row;
    }

    /** Whether it tells of itself, and makes calls. */
    boolean isThere(long now) {
        return live && row.filter(last -> !last.left()).isPresent() && now - readAt < QUIET;
    }

    /** How long nothing was heard of it. */
    Duration silence(long now) {
        return Duration.ofNanos(now - readAt);
    }

    /** The most calls a minute that it may be making. */
    double calls(long now) {
        return given.stream()
                .filter(each -> each.end > now)
                .mapToDouble(Given::calls)
                .max()
                .orElse(0);
    }

    /** The most calls that it may have made ahead of their pace in the last minute. */
    double burst(long now) {
        return given.stream()
                .filter(each -> each.lingers > now)
                .mapToDouble(each -> reckoning.burst(each.calls))
                .max()
                .orElse(0);
    }

    /** The most tasks that it may have come to have since its last row, where it has a limit. */
    int tasks(long now) {
        return given.stream()
                .filter(each -> !each.over && (each.end > now || each.end > readAt))
                .mapToInt(each -> each.tasks.orElse(0))
                .max()
                .orElse(0);
    }

    /** The most millionths of a dollar that it may have promised, or may still, and has not told of. */
    long headroom() {
        long drawn = row.map(last -> last.report().purse().drawn()).orElse(0L);
        return credits.values().stream()
                .mapToLong(upTo -> upTo.orElse(Dollars.MOST) - drawn)
                .filter(each -> each > 0)
                .max()
                .orElse(0);
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
