package dev.takeone.console.memory;

import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/** All jobs, counted once at a time. Never changed after that. */
public final class Tally {
    /** Spend is kept and told to the hundredth of a cent. */
    private static final int DECIMALS = 4;

    private static final int MOST_MODELS = 100;

    private final Instant at;
    private final Counts<Stage> live = new Counts<>(Stage.class);
    private final Window hour;
    private final Window day;
    private final Sum inFlight = new Sum();
    private Spot[] waiting = new Spot[64];
    private int waits;
    private final Sum unspent = new Sum();
    private int priced;
    private final SortedSet<String> models = new TreeSet<>();
    private String lastModel = "";

    /** What has ended since a time. */
    private static final class Window {
        private static final boolean[] FREE = new boolean[Kind.END];

        private final long from;
        private final int[] kinds = new int[Kind.END];
        private final Sum cost = new Sum();
        private final Sum spent = new Sum();
        private final Sum estimated = new Sum();
        private int bought;

        static {
            for (int kind = 0; kind < Kind.END; kind++) {
                FREE[kind] = Kind.charged(kind)
                        .filter(charged -> charged == Charged.NO)
                        .isPresent();
            }
        }

        Window(Instant from) {
            this.from = from.toEpochMilli();
        }

        void add(long since, int kind, Money money) {
            if (since < from) {
                return;
            }
            kinds[kind]++;
            money.cost().ifPresent(cost::add);
            // What a ceiling counts: the cost, or the estimate where it may have cost something.
            Optional<BigDecimal> counted = FREE[kind] || money.cost().isPresent() ? money.cost() : money.estimate();
            if (!FREE[kind] && counted.isPresent()) {
                spent.add(counted.orElseThrow());
                if (money.cost().isEmpty()) {
                    estimated.add(counted.orElseThrow());
                }
                bought++;
            }
        }

        int ended() {
            return Arrays.stream(kinds).sum();
        }

        Overview.Endings endings() {
            Map<FailureReason, Integer> failed = new EnumMap<>(FailureReason.class);
            int completed = 0;
            int otherwise = 0;
            for (int kind = 0; kind < Kind.END; kind++) {
                Optional<FailureReason> reason = Kind.reason(kind);
                if (Kind.stage(kind) != Stage.FAILED) {
                    completed += kinds[kind];
                } else if (reason.isEmpty()) {
                    otherwise += kinds[kind];
                } else if (kinds[kind] > 0) {
                    failed.merge(reason.orElseThrow(), kinds[kind], Integer::sum);
                }
            }
            return new Overview.Endings(completed, failed, otherwise, money(cost.total()), money(estimated.total()));
        }
    }

    private Tally(Instant at) {
        this.at = at;
        this.hour = new Window(at.minus(Duration.ofHours(1)));
        this.day = new Window(at.minus(Jobs.MEMORY));
    }

    /** Counts all. */
    public static Tally of(Rows rows, Instant now) {
        Tally tally = new Tally(now);
        for (int row = rows.size() - 1; row >= 0; row--) {
            tally.add(rows, row);
        }
        tally.waiting = Arrays.copyOf(tally.waiting, tally.waits);
        return tally;
    }

    private void add(Rows rows, int row) {
        String model = rows.model(row);
        if (!model.equals(lastModel)) {
            lastModel = model;
            if (!model.isEmpty() && models.size() < MOST_MODELS) {
                models.add(model);
            }
        }
        int kind = rows.kind(row);
        Stage stage = Kind.stage(kind);
        if (stage.ended()) {
            hour.add(rows.since(row), kind, rows.money(row));
            day.add(rows.since(row), kind, rows.money(row));
            return;
        }
        live.add(stage);
        Optional<BigDecimal> estimate = rows.money(row).estimate();
        if (stage == Stage.WAITING) {
            waits(rows.job(row).spot());
            if (estimate.isPresent()) {
                unspent.add(estimate.orElseThrow());
                priced++;
            }
        } else {
            estimate.ifPresent(inFlight::add);
        }
    }

    /** They come in the order of their places. */
    private void waits(Spot spot) {
        if (waits == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waits);
        }
        waiting[waits] = spot;
        waits++;
    }

    /** When it was counted. */
    public Instant at() {
        return at;
    }

    /** Those that go on; a stage with none is missing. */
    public Map<Stage, Integer> live() {
        return live.map();
    }

    /** What they all ask for, by name; of very many different ones some. */
    public List<String> models() {
        return List.copyOf(models);
    }

    /** Those at one stage. */
    public int live(Stage stage) {
        return live.of(stage);
    }

    /** What has ended in the last 60 min. */
    public Overview.Endings lastHour() {
        return hour.endings();
    }

    /** What has ended in the last 24 h. */
    public Overview.Endings lastDay() {
        return day.endings();
    }

    /** The group's own count, without ceilings. */
    public Overview.Spend spend() {
        return new Overview.Spend(
                money(hour.spent.total()),
                money(day.spent.total()),
                money(inFlight.total()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** How many that wait were published before this one. */
    public int before(Spot spot) {
        int found = Arrays.binarySearch(waiting, spot);
        return found >= 0 ? waits - 1 - found : waits - (-found - 1);
    }

    /**
     * How long what is there will take, and what it will cost.
     *
     * @param requests that are there and will take time
     */
    public Overview.Backlog backlog(long requests) {
        int ended = hour.ended();
        return new Overview.Backlog(
                requests,
                ended == 0 ? OptionalDouble.empty() : OptionalDouble.of(ended),
                ended == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(requests * 3_600 / ended)),
                cost(requests));
    }

    /** What waits by its estimates; of the rest, above all what is unread, each as what was bought that day, else as those. */
    private Optional<BigDecimal> cost(long requests) {
        BigDecimal known = unspent.total();
        long rest = requests - priced;
        BigDecimal sum = day.bought > 0 ? day.spent.total() : known;
        int of = day.bought > 0 ? day.bought : priced;
        if (rest > 0 && of == 0) {
            return Optional.empty();
        }
        return Optional.of(
                rest > 0
                        ? known.add(sum.multiply(BigDecimal.valueOf(rest))
                                .divide(BigDecimal.valueOf(of), 2, RoundingMode.HALF_UP))
                        : known);
    }

    /** Rounded to what is told. */
    static BigDecimal money(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.setScale(Math.max(2, rounded.scale()), RoundingMode.UNNECESSARY);
    }
}
