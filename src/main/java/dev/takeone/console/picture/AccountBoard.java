package dev.takeone.console.picture;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRecord;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Ceilings;
import dev.takeone.account.Dealing;
import dev.takeone.account.Disagreement;
import dev.takeone.account.Office;
import dev.takeone.account.Report;
import dev.takeone.account.SpentClaim;
import dev.takeone.console.view.Overview;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the workers of the account tell of themselves, and what each may use. Safe for any number of threads. */
final class AccountBoard {
    /** Rows come every two seconds; who has not told of itself for so long is not there. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Who has not told of itself for so long is not worth a line. */
    private static final Duration GONE = Duration.ofMinutes(5);

    /** Who has not told of itself for so long makes no group, and what it may have promised has left every window. */
    static final Duration DAY = Duration.ofDays(1);

    private static final int MINUTES = 30;

    /** Of what is unreadable, so much is remembered. */
    private static final int UNREADABLE = 100;

    /** As long as the dealer lets them stand: of money that nobody else tells of, it does for more than a day. */
    private final Map<String, Heard> rows = new TreeMap<>();

    private final ArrayDeque<Minute> minutes = new ArrayDeque<>();
    private final Map<String, String> unreadable = new HashMap<>();
    private Optional<Office> office = Optional.empty();
    private Optional<Dealing> dealing = Optional.empty();

    /**
     * The calls of all in one minute.
     *
     * @param number from 1970
     */
    private record Minute(long number, int calls) {}

    /**
     * A worker's last row.
     *
     * @param at when it was written, by this console's clock
     * @param serves since when it serves each partition; without a time where it did already in the first row that was read
     */
    record Heard(BoardRow row, Instant at, Map<Integer, Optional<Instant>> serves) {
        private static Heard of(BoardRow row, Instant at, Optional<Heard> last) {
            Map<Integer, Optional<Instant>> serves = new HashMap<>();
            row.report().partitions().stream()
                    .filter(part -> part.state() == Report.Part.State.SERVING)
                    .map(Report.Part::number)
                    .forEach(number -> serves.put(
                            number, last.flatMap(before -> before.serves.getOrDefault(number, Optional.of(at)))));
            return new Heard(row, at, serves);
        }

        boolean isThere(Instant now) {
            return !row.left() && at.isAfter(now.minus(QUIET));
        }

        private boolean isWorthALine(Instant now) {
            return !row.left() && at.isAfter(now.minus(GONE));
        }
    }

    synchronized void read(BoardRecord record, Instant at) {
        // Whatever it says, it is what stands under its key from now on.
        unreadable.remove(BoardCodec.name(record));
        switch (record) {
            case BoardRow row ->
                rows.compute(row.who().life(), (life, last) -> Heard.of(row, at, Optional.ofNullable(last)));
            case Office taken -> office = Optional.of(taken);
            case Dealing dealt -> {
                if (office.filter(newest -> newest.id().equals(dealt.office())).isPresent()) {
                    dealing = Optional.of(dealt);
                }
            }
            case BoardRecord.Removed(String key) -> rows.remove(key);
            case BoardRecord.Unreadable(String key, String why) -> {
                if (unreadable.size() < UNREADABLE) {
                    unreadable.put(key, why);
                }
            }
        }
    }

    synchronized void begunAnew() {
        rows.clear();
        unreadable.clear();
        office = Optional.empty();
        dealing = Optional.empty();
    }

    /** To be called several times a minute: notes the calls of each. */
    synchronized void tick(Instant now) {
        long current = now.getEpochSecond() / 60;
        // By their age: of minutes in which nobody was heard there are none. A clock that is set back makes some that
        // are to come.
        minutes.removeIf(each -> each.number <= current - MINUTES || each.number > current);
        boolean isNoted = !minutes.isEmpty() && minutes.getLast().number == current;
        if (!isNoted && there(now).findAny().isPresent()) {
            minutes.addLast(new Minute(current, lastMinute(now)));
        }
    }

    private Stream<Heard> there(Instant now) {
        return rows.values().stream().filter(each -> each.isThere(now));
    }

    private int lastMinute(Instant now) {
        return there(now).mapToInt(each -> each.row.report().lastMinute()).sum();
    }

    /** The groups that have told of themselves in the last day. */
    synchronized Set<String> groups(Instant now) {
        return rows.values().stream()
                .filter(each -> each.at.isAfter(now.minus(DAY)))
                .map(each -> each.row.who().group())
                .collect(Collectors.toSet());
    }

    /** The board at a time. */
    synchronized Seen seen(Instant now) {
        List<Heard> there = there(now).toList();
        Optional<AccountLimits> limits =
                there.stream().map(each -> each.row.limits()).reduce(AccountLimits::and);
        Ceilings ceilings = limits.map(AccountLimits::ceilings).orElse(Ceilings.NONE);
        Map<String, List<SpentClaim>> claims = SpentClaim.byPartition(rows.values().stream()
                .flatMap(each -> SpentClaim.of(each.row, each.isThere(now), Duration.between(each.at, now))));
        Untold untold = ceilings.any() ? Untold.of(rows.values(), claims, now) : Untold.NOTHING;
        return new Seen(
                there,
                rows.values().stream()
                        .filter(each -> each.isWorthALine(now))
                        .sorted(Comparator.comparing(each -> each.row.who().name()))
                        .map(each -> line(each, now))
                        .toList(),
                limits,
                AccountSpend.of(claims.values(), there, ceilings, untold.gone()),
                untold,
                lastMinute(now),
                minutes.stream().map(Minute::calls).toList(),
                dealing,
                Disagreement.of(there.stream().map(Heard::row).toList(), dealer(there)),
                Map.copyOf(unreadable));
    }

    /** Who deals says whose account it is. */
    private String dealer(List<Heard> there) {
        List<String> lives = there.stream().map(each -> each.row.who().life()).toList();
        return office.map(Office::life)
                .filter(lives::contains)
                .or(() -> lives.stream().findFirst())
                .orElse("");
    }

    private Overview.WorkerLine line(Heard heard, Instant now) {
        BoardRow row = heard.row;
        return new Overview.WorkerLine(
                row.who().group(),
                row.who().worker(),
                row.who().version(),
                row.who().since(),
                row.report().partitions().stream()
                        .filter(part -> part.state() != Report.Part.State.LEFT)
                        .sorted(Comparator.comparingInt(Report.Part::number))
                        .map(AccountBoard::text)
                        .toList(),
                allotted(row.who().life()),
                row.report().lastMinute(),
                row.report().partitions().stream()
                        .filter(part -> part.state() != Report.Part.State.LEFT)
                        .mapToInt(Report.Part::tasks)
                        .sum(),
                Duration.between(heard.at, now.isBefore(heard.at) ? heard.at : now),
                office.filter(taken -> taken.life().equals(row.who().life()) && !taken.vacant())
                        .isPresent());
    }

    private static String text(Report.Part part) {
        return switch (part.state()) {
            case RESTORING -> part.number() + "…";
            case STOPPED -> part.number() + "!";
            case SERVING, LEFT -> Integer.toString(part.number());
        };
    }

    private OptionalDouble allotted(String life) {
        return dealing.stream()
                .flatMap(dealt -> dealt.allotments().stream())
                .filter(each -> each.life().equals(life))
                .mapToDouble(Dealing.Allotment::calls)
                .findFirst();
    }

    /**
     * The board at a time. Never changed.
     *
     * @param there the workers that are there
     * @param lines all that are worth one
     * @param limits the least that any worker was told that the account allows; empty where nobody is there
     * @param spend what all its groups have spent; empty as long as no worker tells of dollars
     * @param untold what keeps requests waiting under a ceiling besides
     * @param lastMinute calls of all
     * @param minutes calls in each of the last 30 min, the oldest first, without those in which nobody was there
     * @param disagreement in what the workers that are there do not agree with the one that deals
     * @param unreadable what cannot be read, by key
     */
    record Seen(
            List<Heard> there,
            List<Overview.WorkerLine> lines,
            Optional<AccountLimits> limits,
            Optional<Overview.Spend> spend,
            Untold untold,
            int lastMinute,
            List<Integer> minutes,
            Optional<Dealing> dealing,
            Disagreement disagreement,
            Map<String, String> unreadable) {

        /** The workers of a group. */
        Stream<BoardRow> of(String group) {
            return there.stream()
                    .map(Heard::row)
                    .filter(row -> row.who().group().equals(group));
        }

        /** Who has a partition of a group, or is reading it back. */
        Optional<Owner> owner(String group, int partition) {
            return there.stream()
                    .filter(heard -> heard.row().who().group().equals(group))
                    .flatMap(heard -> heard.row().report().partitions().stream()
                            .filter(part -> part.number() == partition && part.state() != Report.Part.State.LEFT)
                            .map(part -> new Owner(
                                    heard.row(),
                                    part.state(),
                                    heard.serves().getOrDefault(partition, Optional.empty()))))
                    .min(Comparator.comparing(owner -> owner.state() != Report.Part.State.SERVING));
        }

        /** Calls a minute that a group's workers may spend on submissions; empty where nothing is dealt to them. */
        OptionalDouble submissionsPerMinute(String group) {
            double calls = of(group)
                    .flatMap(row -> dealing.stream()
                            .flatMap(dealt -> dealt.allotments().stream())
                            .filter(each -> each.life().equals(row.who().life())))
                    .mapToDouble(Dealing.Allotment::calls)
                    .sum();
            double checks =
                    of(group).mapToDouble(row -> row.report().need().checks()).sum();
            return calls - checks > 0 ? OptionalDouble.of(calls - checks) : OptionalDouble.empty();
        }

        /** Tasks of all workers at the provider. */
        int tasks() {
            return there.stream()
                    .flatMap(each -> each.row().report().partitions().stream())
                    .mapToInt(Report.Part::tasks)
                    .sum();
        }
    }

    /**
     * A worker that has a partition.
     *
     * @param since from when it serves it, where that was seen
     */
    record Owner(BoardRow row, Report.Part.State state, Optional<Instant> since) {
        boolean restores() {
            return state == Report.Part.State.RESTORING;
        }

        boolean isStopped() {
            return state == Report.Part.State.STOPPED;
        }
    }
}
