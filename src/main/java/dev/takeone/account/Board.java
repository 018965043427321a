package dev.takeone.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What one reader knows of the board: a fold over its records. Times are nanoseconds of the reader's monotonic clock. */
final class Board {
    /** Of what is unreadable, so much is remembered. */
    private static final int UNREADABLE = 100;

    private final Reckoning reckoning;
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    /** Of each group, the partitions that some worker on the board has ever told of. */
    private final Map<String, Set<Integer>> told = new HashMap<>();

    private Optional<Office> office = Optional.empty();
    private long heardAt;
    private DealingNumber highest = DealingNumber.NONE;
    private boolean caughtUp;
    private boolean dated;

    Board(Reckoning reckoning, long now) {
        this.reckoning = reckoning;
        this.heardAt = now;
    }

    /** Reads the next record, which was written at a moment that it does not matter to know. */
    boolean read(BoardRecord record, long now) {
        return read(record, Instant.EPOCH, now);
    }

    /**
     * Reads the next record; whether it is a dealing that counts.
     *
     * @param stamp when it was written, by the log's clock: the first that is written under this reader's eyes dates all that
     *     it had found
     */
    boolean read(BoardRecord record, Instant stamp, long now) {
        if (caughtUp && !dated) {
            dated = true;
            members.values().forEach(each -> each.date(stamp, now));
        }
        // Whatever it says, it is what stands under its key from now on.
        unreadable.remove(BoardCodec.name(record));
        return switch (record) {
            case BoardRow row -> {
                member(row.life(), now).read(row, stamp, caughtUp, now);
                Set<Integer> partitions = told.computeIfAbsent(row.group(), any -> new HashSet<>());
                row.report().partitions().forEach(part -> partitions.add(part.number()));
                row.goesBy().map(Holding::dealing).ifPresent(this::dealt);
                yield false;
            }
            case Office taken -> {
                office = Optional.of(taken);
                heardAt = now;
                yield false;
            }
            case Dealing dealing -> dealt(dealing, now);
            case BoardRecord.Removed(String key) -> {
                members.remove(key);
                yield false;
            }
            case BoardRecord.Unreadable(String key, String why) -> {
                unreadable.put(key, why);
                unreadable.keySet().stream()
                        .filter(_any -> unreadable.size() > UNREADABLE)
                        .findFirst()
                        .ifPresent(unreadable::remove);
                yield false;
            }
        };
    }

    private boolean dealt(Dealing dealing, long now) {
        if (dealing.number().isFar()) {
            return false;
        }
        boolean counts = office.filter(newest -> reckoning.counts(dealing.office(), newest.id()))
                .isPresent();
        if (counts || office.isEmpty()) {
            heardAt = now;
            gave(dealing, now);
        }
        return counts;
    }

    /** This was dealt, or is about to be: it counts from now on. */
    void gave(Dealing dealing, long now) {
        dealt(dealing.number());
        dealing.allotments().forEach(each -> member(each.life(), now).give(each.of(dealing.number()), now));
    }

    private void dealt(DealingNumber number) {
        highest = number.isFar() ? highest : highest.or(number);
    }

    /** The log is read from its beginning again, since it may be another one: what may be in use stays in memory. */
    void begunAnew(long now) {
        office = Optional.empty();
        heardAt = now;
        caughtUp = false;
        dated = false;
        unreadable.clear();
    }

    /** What is read from now on was just written. */
    void caughtUp() {
        caughtUp = true;
    }

    private Member member(String life, long now) {
        return members.computeIfAbsent(life, any -> new Member(reckoning, now));
    }

    Collection<Member> members() {
        return members.values();
    }

    Optional<Member> member(String life) {
        return Optional.ofNullable(members.get(life));
    }

    /** Workers that tell of themselves. */
    Stream<BoardRow> rows(long now) {
        return members.values().stream().filter(each -> each.isThere(now)).flatMap(each -> each.row().stream());
    }

    /** Lives of which nothing was heard for so long. */
    Stream<String> silent(Duration length, long now) {
        return members.entrySet().stream()
                .filter(each -> each.getValue().silence(now).compareTo(length) > 0)
                .map(Map.Entry::getKey);
    }

    Optional<Office> office() {
        return office;
    }

    /** How long the office has been silent. */
    Duration silence(long now) {
        return Duration.ofNanos(now - heardAt);
    }

    /** No dealing that was read has a higher number. */
    DealingNumber highest() {
        return highest;
    }

    /** What cannot be read, by key. */
    Map<String, String> unreadable() {
        return Map.copyOf(unreadable);
    }

    /** The least that any worker was told that the account allows; empty where nobody is there. */
    Optional<AccountLimits> limits(long now) {
        return rows(now).map(BoardRow::limits).reduce(AccountLimits::and);
    }

    /** Whether another worker that tells of itself serves this partition. */
    boolean isServedElsewhere(BoardRow owner, Report.Part part, long now) {
        return rows(now)
                .filter(row -> !row.life().equals(owner.life()) && row.group().equals(owner.group()))
                .flatMap(row -> row.report().partitions().stream())
                .anyMatch(other -> other.number() == part.number() && other.state() == Report.Part.State.SERVING);
    }

    /** Whether each partition of a group is in such a state at some worker that tells of itself. */
    boolean isEach(String group, Predicate<Report.Part.State> state, long now) {
        List<Report> reports = rows(now)
                .filter(row -> row.group().equals(group))
                .map(BoardRow::report)
                .toList();
        int all = reports.stream().mapToInt(Report::allPartitions).max().orElse(0);
        long those = reports.stream()
                .flatMap(each -> each.partitions().stream())
                .filter(part -> state.test(part.state()))
                .map(Report.Part::number)
                .filter(number -> number < all)
                .distinct()
                .count();
        return all > 0 && those == all;
    }

    /**
     * The part of the account, 0 to 1, that workers may be using which are not on the board, as those of a release without
     * it: they take a share for each partition that they own.
     */
    double strangers(long now) {
        Map<String, Integer> all = new HashMap<>();
        rows(now).forEach(row -> all.merge(row.group(), row.report().allPartitions(), Math::max));
        double part = all.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .mapToDouble(each ->
                        1 - (double) Math.min(told(each.getKey(), each.getValue()), each.getValue()) / each.getValue())
                .sum();
        return Math.min(1, part);
    }

    private int told(String group, int all) {
        return (int) told.getOrDefault(group, Set.of()).stream()
                .filter(number -> number < all)
                .count();
    }
}
