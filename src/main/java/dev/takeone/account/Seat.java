package dev.takeone.account;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One worker's place at the board: what it reads goes in, what it is to write comes out, and what it may use follows. Owned
 * by one thread.
 */
public final class Seat {
    /** A worker writes this often, and a dealer deals this often. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    /** No sooner than this after its last row a worker that has something new to say says it. */
    private static final Duration SOON = Duration.ofMillis(500);

    /** How often at least it is looked whether there is something new to say, without a lease and with one. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final Duration LONG_LOOK = Duration.ofSeconds(1);

    /** A dealer that is silent for so long, and a chance more, is followed by another. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private static final double CHANCE_SECONDS = 4;

    /** On a board without any record, others may be about to write one. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

    /** What is not heard of for so long is taken off the board. Longer than nearly all tasks take. */
    static final Duration FORGOTTEN = Duration.ofMinutes(30);

    /** More than a lease's worth of them. */
    private static final int ROWS = 256;

    private final Who who;
    private final AccountLimits limits;
    private final RandomGenerator chance;
    private final Board board;
    private final TreeMap<RowNumber, Moment> written = new TreeMap<>();
    private final TreeMap<RowNumber, Double> checksNeeded = new TreeMap<>();
    private final Reckoning reckoning;
    private List<String> keys;
    private Optional<Holding> goesBy = Optional.empty();
    private Optional<Lease> lease = Optional.empty();
    private Optional<Told> told = Optional.empty();
    private Optional<String> office = Optional.empty();
    private Dealer dealer;
    private int offices;
    private long officeTakenAt;
    private Optional<Long> dealtAt = Optional.empty();
    private double patience;
    private boolean atEnd;
    private boolean anew;

    /** The row that it wrote last, and when; and the one before. */
    private record Told(BoardRow row, long at, long before) {}

    /** A seat at a board that was not read yet. */
    public Seat(Who who, AccountLimits limits, RandomGenerator chance, Moment now) {
        this(who, limits, chance, now, new Reckoning());
    }

    Seat(Who who, AccountLimits limits, RandomGenerator chance, Moment now, Reckoning reckoning) {
        this.who = who;
        this.keys = who.keys();
        this.limits = limits;
        this.chance = chance;
        this.reckoning = reckoning;
        this.dealer = new Dealer(reckoning);
        this.board = new Board(reckoning, now.nanos());
        this.patience = drawn();
    }

    private double drawn() {
        return PATIENCE.toNanos() + chance.nextDouble() * CHANCE_SECONDS * 1e9;
    }

    /** The next record of the log, that was written now. */
    public void read(BoardRecord record, Moment now) {
        read(record, now.timeOfDay(), now);
    }

    /**
     * The next record of the log.
     *
     * @param stamp when it was written, by the log's clock
     */
    public void read(BoardRecord record, Instant stamp, Moment now) {
        if (board.read(record, stamp, now.nanos()) && record instanceof Dealing dealing) {
            dealing.allotments().stream()
                    .filter(each -> each.life().equals(who.life()))
                    .forEach(mine -> take(dealing.number(), mine, fair(dealing), now));
        }
        if (record instanceof Office) {
            patience = drawn();
        }
    }

    private double fair(Dealing dealing) {
        return (double) limits.callsPerMinute() / dealing.allotments().size();
    }

    /** A lane that had more is not to go on with what it has no checks for any more, where another waits. */
    private double submissions(Dealing.Allotment mine, Moment now) {
        if (!othersWait(now)) {
            return mine.calls();
        }
        double checks = checksNeeded.getOrDefault(mine.answers(), 0.0);
        return Math.max(mine.calls() - checks, mine.calls() * (1 - reckoning.partOfChecks()));
    }

    private boolean othersWait(Moment now) {
        return board.rows(now.nanos())
                .anyMatch(row ->
                        !row.group().equals(who.group()) && row.report().need().submissions() > 0);
    }

    private Ceilings ceilings(Moment now) {
        return board.limits(now.nanos())
                .map(theirs -> theirs.and(limits))
                .orElse(limits)
                .ceilings();
    }

    private void take(DealingNumber dealing, Dealing.Allotment mine, double fair, Moment now) {
        boolean newer = goesBy.filter(last -> !last.dealing().isBefore(dealing)).isEmpty();
        Optional<Moment> from = Optional.ofNullable(written.get(mine.answers()));
        if (newer && from.isPresent()) {
            goesBy = Optional.of(mine.of(dealing));
            lease = Optional.of(new Lease(
                    mine.calls(),
                    submissions(mine, now),
                    fair,
                    mine.tasks(),
                    new Credit(dealing, mine.dollars(), ceilings(now)),
                    from.get()));
            written.headMap(mine.answers(), false).clear();
            checksNeeded.headMap(mine.answers(), false).clear();
        }
    }

    /** The log was read up to its end. */
    public void atEnd() {
        atEnd = true;
        board.caughtUp();
    }

    /** The log is to be read from its beginning again: it was cut short, or is another one. */
    public void begunAnew(Moment now) {
        atEnd = false;
        anew = true;
        office = Optional.empty();
        board.begunAnew(now.nanos());
    }

    /** The account's key was exchanged. */
    public void keys(List<String> fingerprints) {
        keys = List.copyOf(fingerprints);
    }

    /** What it may use; empty where nothing was dealt to it, or that has run out. */
    public Optional<Lease> lease(Moment now) {
        return lease.filter(each -> each.runs(now));
    }

    /** What is to be written now, in this order. */
    public List<BoardRecord> due(Report report, Moment now) {
        if (!atEnd) {
            return List.of();
        }
        List<BoardRecord> due = new ArrayList<>();
        if (isRowDue(report, now.nanos())) {
            due.add(row(report, false, now));
        }
        officeDue(now).ifPresent(due::add);
        if (isDealer()
                && dealtAt.filter(at -> now.nanos() - at < PERIOD.toNanos()).isEmpty()) {
            due.addAll(deal(now));
        }
        return due;
    }

    /** How long it may be waited for what others write before the next look at what is due. */
    Duration pause(Moment now) {
        if (told.isEmpty()) {
            return LOOK;
        }
        Duration look = lease(now).isPresent() ? LONG_LOOK : LOOK;
        long row = told.get().at();
        long last = isDealer() ? Math.min(row, dealtAt.orElse(row)) : row;
        Duration left = PERIOD.minusNanos(now.nanos() - last);
        return left.isNegative() ? Duration.ZERO : left.compareTo(look) < 0 ? left : look;
    }

    /** The last that it writes: it will make no call any more. */
    public List<BoardRecord> leave(Report report, Moment now) {
        lease = Optional.empty();
        List<BoardRecord> last = new ArrayList<>();
        last.add(row(report, true, now));
        if (isDealer()) {
            last.add(new Office(office.orElseThrow(), who.life(), true));
        }
        return last;
    }

    /** Every two seconds; and once between, where somebody waits for the news. The dealer writes its dealings besides. */
    private boolean isRowDue(Report report, long now) {
        if (told.isEmpty() || now - told.get().at() >= PERIOD.toNanos()) {
            return true;
        }
        Told last = told.get();
        boolean once = now - last.at() >= SOON.toNanos() && now - last.before() >= PERIOD.toNanos();
        return once && !isDealer() && isNews(last.row(), report);
    }

    private boolean isNews(BoardRow last, Report report) {
        boolean obeys = !last.goesBy().equals(goesBy)
                && last.goesBy().map(Holding::calls).orElse(0.0)
                        > goesBy.map(Holding::calls).orElse(0.0);
        Need before = last.report().need();
        Need need = report.need();
        boolean needs = (before.isForCalls() != need.isForCalls())
                || (before.submissions() == 0) != (need.submissions() == 0)
                || need.submissions() > 2 * before.submissions();
        return obeys
                || needs
                || !last.report().partitions().stream()
                        .map(Report.Part::number)
                        .toList()
                        .equals(report.partitions().stream()
                                .map(Report.Part::number)
                                .toList());
    }

    private BoardRow row(Report report, boolean last, Moment now) {
        RowNumber number =
                told.map(each -> each.row().number()).orElse(RowNumber.NONE).next();
        written.put(number, now);
        checksNeeded.put(number, report.need().checks());
        if (written.size() > ROWS) {
            written.pollFirstEntry();
            checksNeeded.pollFirstEntry();
        }
        Who known = new Who(
                who.life(), who.group(), who.worker(), who.weight(), who.address(), keys, who.version(), who.since());
        BoardRow row = new BoardRow(known, number, last, limits, goesBy, report);
        told = Optional.of(new Told(row, now.nanos(), told.map(Told::at).orElse(Long.MIN_VALUE / 2)));
        return row;
    }

    private Optional<BoardRecord> officeDue(Moment now) {
        if (isDealer() || isTaking(now) || !isOfficeFree(now)) {
            return Optional.empty();
        }
        office = Optional.of(who.life() + "." + ++offices);
        officeTakenAt = now.nanos();
        dealtAt = Optional.empty();
        // What it saw when it dealt last may be days ago.
        dealer = new Dealer(reckoning);
        return Optional.of(new Office(office.orElseThrow(), who.life(), false));
    }

    private boolean isTaking(Moment now) {
        return office.isPresent() && now.nanos() - officeTakenAt < PATIENCE.toNanos();
    }

    /** An office that was left is free at once, and so is one that nobody has ever had, a first look aside. */
    private boolean isOfficeFree(Moment now) {
        if (board.office().filter(Office::vacant).isPresent()) {
            return true;
        }
        boolean never = board.office().isEmpty() && !anew;
        return board.silence(now.nanos()).toNanos() > (never ? FIRST_LOOK.toNanos() : patience);
    }

    /** Whether this worker is in office, as far as it has read. */
    public boolean isDealer() {
        return board.office()
                .filter(newest -> !newest.vacant() && newest.life().equals(who.life()))
                .filter(newest -> office.filter(newest.id()::equals).isPresent())
                .isPresent();
    }

    private List<BoardRecord> deal(Moment now) {
        dealtAt = Optional.of(now.nanos());
        List<BoardRecord> dealt = new ArrayList<>();
        Dealing dealing =
                dealer.deal(board, office.orElseThrow(), board.highest().next(), now.nanos());
        board.gave(dealing, now.nanos());
        dealt.add(dealing);
        board.silent(FORGOTTEN, now.nanos())
                .filter(life -> board.member(life)
                        .filter(each -> Outlay.needs(board, each, now.nanos()))
                        .isEmpty())
                .limit(1)
                .map(BoardRecord.Removed::new)
                .forEach(dealt::add);
        return dealt;
    }

    /** What is to be told of the board. */
    public Sight sight(Moment now) {
        return Sight.of(board, who.life(), lease(now), isDealer(), now.nanos());
    }
}
