package dev.takeone.account;

import dev.takeone.account.Report.Part;
import dev.takeone.provider.quota.Lane;
import dev.takeone.provider.quota.Place;
import dev.takeone.provider.quota.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A process of a simulated account: a seat, a quota, and partitions with work in them. Times are seconds of the world. */
final class SimulatedWorker {
    private static final double CHECK_EVERY = 10;
    private static final double APART = 2.0 * Lease.LENGTH.toSeconds();

    /** What it says of itself is so old at most when it is written: older than what a worker says. */
    private static final double REPORT = 2;

    private final AccountWorld world;
    final String group;
    private final String life;
    private final double clockRate;
    private final double clockOffset;
    private double clockSet;
    private double clockSetAt = -APART;
    private final Seat seat;
    private final Quota quota = new Quota();
    final Set<Integer> owned = new TreeSet<>();
    final Map<Integer, Double> restoredAt = new TreeMap<>();
    final Map<Integer, Left> left = new TreeMap<>();

    /** What it last knew of each partition's tasks: told of where they are being read back. */
    private final Map<Integer, Integer> lastKnown = new TreeMap<>();

    /** What partitions had before they were read back: the same until a lease answers what is there now. */
    private final Map<Integer, Left> before = new TreeMap<>();

    /** Tasks of a partition that went to another worker, or is read back, and since when that can be written. */
    record Left(int tasks, Optional<Moment> told) {
        Left(int tasks) {
            this(tasks, Optional.empty());
        }

        Left told(Moment now) {
            return new Left(tasks, told.or(() -> Optional.of(now)));
        }

        int unanswered(Optional<Lease> lease) {
            boolean answered = told.flatMap(
                            since -> lease.filter(each -> each.from().nanos() > since.nanos()))
                    .isPresent();
            return answered ? 0 : tasks;
        }
    }

    private Report said = Report.NONE;
    private double saidAt = -REPORT;

    private int position;
    private int board;
    private double asleepUntil;
    private double asleepSince;
    private double stoodStill;
    private boolean standsStill;
    private double awaySince;
    private double awayUntil;
    boolean dead;
    boolean leaving;
    double lastCall;
    private double notWantingAt;

    SimulatedWorker(
            AccountWorld world, int number, String group, AccountLimits limits, double weight, Reckoning reckoning) {
        Random chance = world.chance;
        this.world = world;
        this.group = group;
        this.life = group + "-" + number;
        this.clockRate = 1 + (chance.nextDouble() - 0.5) * 0.002;
        this.clockOffset = chance.nextInt(100_000);
        this.clockSet = chance.nextInt(7_200) - 3_600;
        this.lastCall = world.now;
        this.board = world.boards();
        this.seat = new Seat(
                new Who(
                        life,
                        group,
                        "worker-" + number,
                        weight,
                        "https://api.example",
                        List.of("key"),
                        "1",
                        Instant.EPOCH.plusMillis((long) (world.now * 1000))),
                limits,
                chance,
                moment(),
                reckoning);
    }

    private Moment moment() {
        double steady = clockOffset + (world.now - stoodStill - (standsStill ? slept() : 0)) * clockRate;
        return new Moment((long) (steady * 1e9), Instant.EPOCH.plusMillis((long) ((world.now + clockSet) * 1000)));
    }

    private Instant steady() {
        return Instant.EPOCH.plusNanos(moment().nanos());
    }

    private double slept() {
        return Math.min(world.now, asleepUntil) - asleepSince;
    }

    /** @param standsStill whether its monotonic clock stands still meanwhile, as where the whole machine sleeps */
    void sleep(double until, boolean standsStill) {
        stoodStill += this.standsStill ? slept() : 0;
        this.standsStill = standsStill && world.now - clockSetAt >= APART;
        asleepSince = world.now;
        asleepUntil = until;
    }

    /** It does not reach the board for a while, and has a life beside it. */
    void isAwayBetween(double since, double until) {
        awaySince = since;
        awayUntil = until;
    }

    boolean isAway() {
        return world.now >= awaySince && world.now < awayUntil;
    }

    /** Not soon before or after its machine sleeps: what has passed meanwhile only this clock tells. */
    void setClock() {
        if (standsStill && world.now - asleepUntil < APART) {
            return;
        }
        clockSetAt = world.now;
        clockSet = world.chance.nextInt(7_200) - 3_600;
    }

    boolean isUp() {
        return !dead && world.now >= asleepUntil;
    }

    /** Since when it has wanted to call, and has not. */
    double wantingSince() {
        return Math.max(lastCall, notWantingAt);
    }

    /** What it does with the time that has come. */
    void step() {
        // Asleep between reading and writing: it goes on with what it knew.
        boolean interrupted = asleepUntil > 0 && world.now - asleepUntil < 0.3;
        if (!interrupted && !isAway()) {
            read();
        }
        // Restoring takes a moment, and then its jobs are known.
        if (leaving) {
            seat.leave(report(), moment()).forEach(record -> world.append(record, 0));
            dead = true;
            return;
        }
        if (!isAway()) {
            if (world.now - saidAt >= REPORT) {
                saidAt = world.now;
                said = report();
                left.replaceAll((_number, each) -> each.told(moment()));
                before.replaceAll((_number, each) -> each.told(moment()));
            }
            seat.due(said, moment()).forEach(record -> world.append(record, world.delay()));
        }
        call();
        notWantingAt = wants() ? notWantingAt : world.now;
    }

    private void read() {
        if (board != world.boards()) {
            board = world.boards();
            position = 0;
            seat.begunAnew(moment());
        }
        boolean late = world.storm() && world.chance.nextInt(5) == 0;
        int to = late ? Math.max(position, world.log.size() - world.chance.nextInt(6)) : world.log.size();
        while (position < to) {
            seat.read(world.log.get(position++), moment());
        }
        if (position == world.log.size()) {
            seat.atEnd();
        }
    }

    private boolean serves(int partition) {
        return owned.contains(partition) && restoredAt.getOrDefault(partition, 0.0) <= world.now;
    }

    /** Whether all of its partitions are read back. */
    boolean servesAll() {
        return owned.stream().allMatch(this::serves);
    }

    private int tasks() {
        return owned.stream().mapToInt(each -> world.tasks(group, each).size()).sum();
    }

    private Report report() {
        int backlog = owned.stream()
                .filter(this::serves)
                .mapToInt(each -> world.backlog(group, each))
                .sum();
        long due = owned.stream()
                .filter(this::serves)
                .flatMap(each -> world.tasks(group, each).stream())
                .filter(task -> task.checkAt <= world.now + 60)
                .count();
        List<Part> parts = new ArrayList<>();
        for (int each : owned) {
            boolean serving = serves(each);
            parts.add(new Part(each, serving ? Part.State.SERVING : Part.State.RESTORING, tasks(each)));
        }
        left.forEach((number, each) -> {
            if (!owned.contains(number)) {
                parts.add(new Part(number, Part.State.LEFT, each.tasks()));
            }
        });
        int known = known();
        Need need = new Need(
                Math.max((double) due, quota.lately(Lane.CHECK, steady())),
                backlog == 0 ? 0 : backlog * 4.0 + quota.lately(Lane.SUBMISSION, steady()),
                known + backlog);
        return new Report(
                need,
                quota.used(steady()),
                parts,
                world.partitions,
                new Report.Jobs(backlog, 0, 0, tasks()),
                List.of(),
                new Purse(
                        0,
                        seat.lease(moment())
                                .map(each -> each.credit().dealing())
                                .orElse(DealingNumber.NONE),
                        0,
                        0),
                OptionalLong.empty());
    }

    private void call() {
        Optional<Lease> lease = seat.lease(moment());
        quota.lease(lease.map(each -> each.calls(moment())).orElse(0.0), steady());
        int running = known();
        double every = Math.clamp(60 * running / (0.7 * lease.map(Lease::calls).orElse(1.0)), CHECK_EVERY, 60);
        int most = lease.map(now -> now.tasks().orElse(Integer.MAX_VALUE)).orElse(0);
        owned.stream().filter(each -> !serves(each)).forEach(each -> before.put(each, new Left(tasks(each))));
        double part = lease.map(Lease::partOfSubmissions).orElse(1.0);
        boolean waiting = counted(lease) < most
                && owned.stream().anyMatch(each -> serves(each) && world.backlog(group, each) > 0);
        for (int each : owned) {
            if (serves(each)) {
                for (AccountWorld.Task task : List.copyOf(world.tasks(group, each))) {
                    if (task.checkAt <= world.now && take(quota.tryCheck(steady(), waiting ? 0.1 : 0), false)) {
                        task.checkAt = world.now + every;
                        world.checked(group, each, task);
                    }
                }
            }
        }
        for (boolean moved = true; moved; ) {
            moved = false;
            for (int each : owned) {
                boolean may = serves(each) && world.backlog(group, each) > 0 && counted(lease) < most;
                if (may && take(quota.trySubmit(steady(), part), true)) {
                    world.submitted(group, each);
                    moved = true;
                }
            }
        }
    }

    /** Its tasks, and those that it has let go or reads back where the dealer did not know that when it dealt. */
    private int counted(Optional<Lease> lease) {
        return left.values().stream().mapToInt(each -> each.unanswered(lease)).sum()
                + owned.stream()
                        .mapToInt(each -> Math.max(
                                tasks(each),
                                Optional.ofNullable(before.get(each))
                                        .map(had -> had.unanswered(lease))
                                        .orElse(0)))
                        .sum();
    }

    void lets(int partition) {
        int tasks = tasks(partition);
        if (owned.remove(partition)) {
            left.put(partition, new Left(tasks));
        }
    }

    private int known() {
        return owned.stream().mapToInt(this::tasks).sum();
    }

    private int tasks(int partition) {
        if (serves(partition)) {
            lastKnown.put(partition, world.tasks(group, partition).size());
        }
        return lastKnown.getOrDefault(partition, 0);
    }

    private boolean take(Optional<Place> place, boolean submission) {
        place.ifPresent(each -> {
            quota.written(each, steady());
            lastCall = world.now;
            world.arrived(group, submission);
        });
        return place.isPresent();
    }

    /** Whether it has something to call for. */
    boolean wants() {
        return owned.stream().anyMatch(each -> serves(each) && (world.backlog(group, each) > 0));
    }

    boolean isDealer() {
        return seat.isDealer();
    }

    Optional<Lease> lease() {
        return seat.lease(moment());
    }

    String told() {
        return life + (seat.isDealer() ? " deals" : "") + (isUp() ? "" : " down") + " has "
                + lease().map(each -> "%.1f".formatted(each.calls()) + " tasks " + each.tasks())
                        .orElse("nothing")
                + " needs " + report().need() + " of " + owned + " made " + report().lastMinute() + " last " + lastCall;
    }

    @Override
    public String toString() {
        return life;
    }
}
