package dev.takeone.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A seeded account with many workers: they sleep, die, read late, and their clocks differ; then it is calm, and need moves.
 * Times are seconds.
 */
final class AccountWorld {
    static final double STORM = 420;
    static final double END = 900;
    private static final double STEP = 0.2;
    private static final double SESSION = 10;

    /** Need has moved by then, and what is used is counted over a while. */
    private static final double MOVED = 15;

    private static final double WINDOW = 30;

    /** A worker that finds a board without a record waits so long for who else is there; until then all must have told. */
    private static final double ANEW = 4;

    /** By then, and before somebody deals. */
    private static final double TOLD = 2.6;

    /** After the last fault: silence, a lease, and a minute for bursts. */
    private static final double CALM = STORM + 130;

    final Random chance;
    final List<BoardRecord> log = new ArrayList<>();
    final int partitions;
    double now;

    private final int cap;
    private final Optional<Integer> maxTasks;
    private final Reckoning reckoning;
    private final boolean calm;
    private final boolean steady;
    private final List<String> groups;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Map<String, List<List<Task>>> tasks = new HashMap<>();
    private final Map<String, int[]> backlog = new HashMap<>();
    private final PriorityQueue<Arriving> underWay =
            new PriorityQueue<>(Comparator.comparingDouble(Arriving::at).thenComparingLong(Arriving::order));
    private final Deque<Double> arrivals = new ArrayDeque<>();
    private final PriorityQueue<Double> calling = new PriorityQueue<>();
    private final List<Moved> moves = new ArrayList<>();
    private final Deque<Double> lately = new ArrayDeque<>();
    private final List<String> broken = new ArrayList<>();
    private double busySince;
    private Set<SimulatedWorker> wantedBy = Set.of();
    private double appendedUpTo;
    private final double madeAnewAt;
    private double anewSince = -ANEW;
    private int boards;
    private Optional<SimulatedWorker> cutOff = Optional.empty();
    private long order;
    private int born;
    private int peak;
    private int mostTasks;

    static final class Task {
        final double end;
        double checkAt;

        Task(double end, double checkAt) {
            this.end = end;
            this.checkAt = checkAt;
        }
    }

    private record Arriving(BoardRecord record, double at, long order) {}

    private record Moved(String group, int partition, double at) {}

    /** What a world has besides its workers' own faults. */
    enum Kind {
        STORMY,
        /** No fault at all. */
        CALM,
        /** The topic is deleted and made anew while a worker comes. */
        MADE_ANEW;

        static Kind of(long seed) {
            return seed % 4 == 3 ? CALM : seed % 4 == 1 ? MADE_ANEW : STORMY;
        }
    }

    AccountWorld(long seed, Reckoning reckoning) {
        this(seed, reckoning, Kind.of(seed));
    }

    /**
     * Without faults, and with nothing to do but what waits from the beginning.
     *
     * @param waiting requests by partition, of each group; all have as many
     * @param workersEach of each group
     */
    AccountWorld(long seed, int cap, Optional<Integer> maxTasks, Map<String, List<Integer>> waiting, int workersEach) {
        this.chance = new Random(seed);
        this.reckoning = new Reckoning();
        this.calm = true;
        this.steady = true;
        this.madeAnewAt = Double.MAX_VALUE;
        this.cap = cap;
        this.maxTasks = maxTasks;
        this.groups = waiting.keySet().stream().sorted().toList();
        this.partitions = waiting.values().stream().mapToInt(List::size).max().orElseThrow();
        for (String group : groups) {
            begin(group, workersEach);
            backlog.put(
                    group,
                    waiting.getOrDefault(group, List.of()).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
    }

    private AccountWorld(long seed, Reckoning reckoning, Kind kind) {
        this.chance = new Random(seed);
        chance.nextInt();
        this.reckoning = reckoning;
        this.calm = kind == Kind.CALM;
        this.steady = false;
        this.madeAnewAt = kind == Kind.MADE_ANEW ? 60 + chance.nextInt(200) : Double.MAX_VALUE;
        int[] caps = {1, 4, 12, 60, 300};
        this.cap = caps[chance.nextInt(caps.length)];
        this.maxTasks = chance.nextBoolean() ? Optional.of(1 + chance.nextInt(20)) : Optional.empty();
        this.partitions = 1 + chance.nextInt(6);
        this.groups = chance.nextBoolean() ? List.of("bulk") : List.of("bulk", "express");
        for (String group : groups) {
            begin(group, 1 + chance.nextInt(3));
        }
    }

    private void begin(String group, int members) {
        List<List<Task>> each = new ArrayList<>();
        for (int number = 0; number < partitions; number++) {
            each.add(new ArrayList<>());
        }
        tasks.put(group, each);
        backlog.put(group, new int[partitions]);
        for (int count = members; count > 0; count--) {
            join(group);
        }
    }

    List<String> run() {
        return run(END);
    }

    /** On to then, or to the first rule that is broken; returns what is. */
    List<String> run(double until) {
        while (now < until && broken.isEmpty()) {
            now += STEP;
            if (storm()) {
                faults();
            }
            work();
            moves();
            appear();
            workers.removeIf(each -> each.dead);
            // What a worker had that has just died, a new board cannot tell; whoever makes one anew sees to that.
            boolean allThere = !workers.isEmpty()
                    && moves.isEmpty()
                    && workers.stream().allMatch(each -> each.isUp() && !each.isAway() && each.servesAll());
            if (now > madeAnewAt && boards == 0 && allThere) {
                madeAnew();
            }
            cutOff();
            for (SimulatedWorker worker : List.copyOf(workers)) {
                if (worker.isUp()) {
                    worker.step();
                }
            }
            watch();
        }
        return broken;
    }

    boolean storm() {
        return !calm && now < STORM;
    }

    /**
     * One worker comes to the new board. Who has the most has nothing to do for a moment, tells of that there, and has more
     * again when the board is away for it alone.
     */
    private void madeAnew() {
        boards++;
        log.clear();
        underWay.clear();
        anewSince = now;
        SimulatedWorker richest = workers.stream()
                .max(Comparator.comparingDouble(
                        each -> each.lease().map(Lease::calls).orElse(0.0)))
                .orElseThrow();
        join(groups.getFirst());
        backlog.values().forEach(each -> Arrays.fill(each, 1_000));
        richest.owned.forEach(each -> backlog.getOrDefault(richest.group, new int[partitions])[each] = 0);
        richest.isAwayBetween(now + TOLD, now + TOLD + 10 + chance.nextInt(30));
        cutOff = Optional.of(richest);
    }

    private void cutOff() {
        cutOff.filter(SimulatedWorker::isAway).ifPresent(each -> {
            each.owned.forEach(number -> backlog.getOrDefault(each.group, new int[partitions])[number] = 1_000);
            cutOff = Optional.empty();
        });
    }

    /** How often the board was made anew. */
    int boards() {
        return boards;
    }

    double delay() {
        return storm() && now > anewSince + ANEW && chance.nextInt(40) == 0
                ? chance.nextDouble() * 10
                : chance.nextDouble() * 0.2;
    }

    private void faults() {
        if (now < anewSince + ANEW) {
            return;
        }
        for (SimulatedWorker worker : List.copyOf(workers)) {
            if (worker.isUp() && chance.nextInt(1000) == 0) {
                double until = Math.min(STORM, now + 1 + chance.nextDouble() * 90);
                worker.sleep(until, chance.nextBoolean());
                if (until - now > SESSION) {
                    double session = now + SESSION;
                    List.copyOf(worker.owned).forEach(each -> moves.add(new Moved(worker.group, each, session)));
                }
            } else if (worker.isUp() && chance.nextInt(3000) == 0) {
                worker.dead = true;
                List.copyOf(worker.owned).forEach(each -> moves.add(new Moved(worker.group, each, now + SESSION)));
            } else if (worker.isUp() && chance.nextInt(4000) == 0) {
                worker.leaving = true;
                List.copyOf(worker.owned).forEach(each -> give(worker.group, each, worker));
            } else if (worker.isUp() && chance.nextInt(2000) == 0) {
                worker.setClock();
            } else if (worker.isUp() && chance.nextInt(1500) == 0) {
                worker.isAwayBetween(now, Math.min(STORM, now + chance.nextDouble() * 60));
            }
        }
        for (String group : groups) {
            if (workers.stream()
                                    .filter(each -> each.group.equals(group) && !each.dead)
                                    .count()
                            < 4
                    && chance.nextInt(600) == 0) {
                join(group);
            }
        }
    }

    private void join(String group) {
        AccountLimits limits = new AccountLimits(cap, maxTasks);
        SimulatedWorker worker =
                new SimulatedWorker(this, born++, group, limits, group.equals("express") ? 3 : 1, reckoning);
        workers.add(worker);
        rebalance(group);
    }

    /** Each of a group's workers that are there has its part. */
    private void rebalance(String group) {
        List<SimulatedWorker> members = workers.stream()
                .filter(each -> each.group.equals(group) && each.isUp() && !each.leaving)
                .toList();
        for (int number = 0; number < partitions && !members.isEmpty(); number++) {
            own(group, number, members.get(number % members.size()));
        }
    }

    private void own(String group, int number, SimulatedWorker owner) {
        for (SimulatedWorker each : workers) {
            if (each.group.equals(group) && each != owner) {
                each.lets(number);
            }
        }
        if (owner.owned.add(number)) {
            owner.left.remove(number);
            owner.restoredAt.put(number, now + chance.nextDouble() * 3);
        }
    }

    private void give(String group, int number, SimulatedWorker leaving) {
        List<SimulatedWorker> others = workers.stream()
                .filter(each -> each.group.equals(group) && each != leaving && each.isUp() && !each.leaving)
                .toList();
        if (others.isEmpty()) {
            leaving.lets(number);
            moves.add(new Moved(group, number, now));
        } else {
            own(group, number, others.get(chance.nextInt(others.size())));
        }
    }

    private void moves() {
        for (Moved move : List.copyOf(moves)) {
            if (move.at() <= now) {
                List<SimulatedWorker> up = workers.stream()
                        .filter(each -> each.group.equals(move.group()) && each.isUp() && !each.leaving)
                        .toList();
                if (!up.isEmpty()) {
                    moves.remove(move);
                    own(move.group(), move.partition(), up.get(chance.nextInt(up.size())));
                } else if (workers.stream().noneMatch(each -> each.group.equals(move.group()) && !each.dead)) {
                    join(move.group());
                }
            }
        }
    }

    private void work() {
        for (String group : steady ? List.<String>of() : groups) {
            int[] each = backlog.get(group);
            if (each != null && (now < STEP * 1.5 || chance.nextInt(now > CALM ? 1000 : 200) == 0)) {
                each[chance.nextInt(each.length)] = chance.nextInt(3) == 0 ? 0 : 1 + chance.nextInt(2000);
            }
        }
    }

    void append(BoardRecord record, double delay) {
        appendedUpTo = Math.max(appendedUpTo, now + delay);
        underWay.add(new Arriving(record, now + delay, order++));
    }

    private void appear() {
        while (!underWay.isEmpty() && underWay.element().at() <= now) {
            log.add(underWay.remove().record());
        }
    }

    List<Task> tasks(String group, int partition) {
        return tasks.getOrDefault(group, List.of()).get(partition);
    }

    int backlog(String group, int partition) {
        return backlog.getOrDefault(group, new int[partitions])[partition];
    }

    void submitted(String group, int partition) {
        backlog.getOrDefault(group, new int[partitions])[partition]--;
        tasks(group, partition).add(new Task(now + 10 + chance.nextDouble() * 30, now + 10));
        int all = tasks.values().stream()
                .flatMap(List::stream)
                .mapToInt(List::size)
                .sum();
        mostTasks = Math.max(mostTasks, all);
        if (maxTasks.filter(most -> all > most).isPresent()) {
            broken.add(all + " tasks of " + maxTasks.get() + " at " + now);
        }
    }

    void checked(String group, int partition, Task task) {
        if (task.end <= now) {
            tasks(group, partition).remove(task);
        }
    }

    void arrived(String group, boolean submission) {
        calling.add(now + chance.nextDouble());
        lately.add(now);
        if (now > CALM || steady) {
            counted.merge(group + (submission ? " posts" : " checks"), 1, Integer::sum);
        }
    }

    final Map<String, Integer> counted = new HashMap<>();

    private void watch() {
        while (!calling.isEmpty() && calling.element() <= now) {
            double at = calling.remove();
            arrivals.addLast(at);
            while (arrivals.getFirst() <= at - 60) {
                arrivals.removeFirst();
            }
            peak = Math.max(peak, arrivals.size());
            if (arrivals.size() > cap) {
                broken.add(arrivals.size() + " calls of " + cap + " within 60 s at " + now);
            }
        }
        idle();
    }

    /** Of the calls in a window what is left of the account beside each worker's burst; of few, their lumps cost more. */
    private double usable() {
        double part = cap > 100 ? 0.85 : 0.75;
        return part * WINDOW / 61 * (cap + 1 - workers.size()) / (1 + 1.0 / 30);
    }

    /** Where the same workers have wanted all of it for 15 s, it is used from then on. */
    private void idle() {
        double late = now - 90;
        if (cap >= 60
                && now > (calm ? 60 : CALM) + 100
                && tasks.values().stream()
                        .flatMap(List::stream)
                        .flatMap(List::stream)
                        .anyMatch(task -> task.checkAt < late)) {
            broken.add("a paid task is asked for late at " + now);
        }
        while (!lately.isEmpty() && lately.getFirst() <= now - WINDOW) {
            lately.removeFirst();
        }
        Set<SimulatedWorker> wanting = maxTasks.isEmpty() && cap >= 60 && now > (calm ? 60 : CALM)
                ? workers.stream().filter(SimulatedWorker::wants).collect(Collectors.toSet())
                : Set.of();
        int wanted = wanting.stream()
                .mapToInt(each -> each.owned.stream()
                        .mapToInt(number -> backlog(each.group, number))
                        .sum())
                .sum();
        busySince = wanted > 2 * cap && wanting.equals(wantedBy) ? busySince : now;
        wantedBy = wanting;
        if (now - busySince > MOVED + WINDOW && lately.size() < usable() - 2) {
            broken.add("only " + lately.size() + " calls in 30 s of " + cap + " a minute at " + now + ", wanted since "
                    + busySince + " by " + wanting);
        }
        if (now > CALM + 60) {
            workers.stream()
                    .filter(each -> maxTasks.isEmpty()
                            && each.wants()
                            && now - each.wantingSince() > (cap < 60 ? 250.0 * workers.size() : 240))
                    .findFirst()
                    .ifPresent(each -> broken.add(each + " starves since " + each.wantingSince() + " at " + now));
        }
    }

    /** A worker ends at once: the dealer, or another. */
    void kill(boolean dealer) {
        SimulatedWorker worker = workers.stream()
                .filter(each -> each.isDealer() == dealer)
                .findFirst()
                .orElseThrow();
        worker.dead = true;
        worker.owned.forEach(each -> moves.add(new Moved(worker.group, each, now + SESSION)));
    }

    /** Calls of a group up to now, of one kind. */
    int calls(String group, String kind) {
        return counted.getOrDefault(group + " " + kind, 0);
    }

    /** The most tasks that were in flight at once. */
    int mostTasks() {
        return mostTasks;
    }

    /** Requests of a group that still wait. */
    int waiting(String group) {
        return Arrays.stream(backlog.getOrDefault(group, new int[0])).sum();
    }

    String told() {
        return "cap " + cap + " tasks " + maxTasks + " partitions " + partitions + " workers "
                + workers.stream().map(SimulatedWorker::told).toList() + " peak " + peak
                + " counted " + counted;
    }
}
