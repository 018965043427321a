package dev.takeone.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A seeded account with many workers: they sleep, die, read late, and their clocks differ; then it is calm, and need moves.
 * Times are seconds.
 */
final class AccountWorld {
    static final double STORM = 420;
    static final double END = 900;
    private static final double STEP = 0.2;
    private static final double SESSION = 10;

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
    private double busySince = Double.MAX_VALUE;
    private double appendedUpTo;
    private long order;
    private int born;
    private int peak;

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

    AccountWorld(long seed, Reckoning reckoning, boolean calm) {
        this.chance = new Random(seed);
        chance.nextInt();
        this.reckoning = reckoning;
        this.calm = calm;
        int[] caps = {1, 4, 12, 60, 300};
        this.cap = caps[chance.nextInt(caps.length)];
        this.maxTasks = chance.nextBoolean() ? Optional.of(1 + chance.nextInt(20)) : Optional.empty();
        this.partitions = 1 + chance.nextInt(6);
        this.groups = chance.nextBoolean() ? List.of("bulk") : List.of("bulk", "express");
        for (String group : groups) {
            List<List<Task>> each = new ArrayList<>();
            for (int number = 0; number < partitions; number++) {
                each.add(new ArrayList<>());
            }
            tasks.put(group, each);
            backlog.put(group, new int[partitions]);
            for (int count = 1 + chance.nextInt(3); count > 0; count--) {
                join(group);
            }
        }
    }

    List<String> run() {
        while (now < END && broken.isEmpty()) {
            now += STEP;
            if (storm()) {
                faults();
            }
            work();
            moves();
            appear();
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

    double delay() {
        return storm() && chance.nextInt(40) == 0 ? chance.nextDouble() * 10 : chance.nextDouble() * 0.2;
    }

    private void faults() {
        for (SimulatedWorker worker : List.copyOf(workers)) {
            if (worker.isUp() && chance.nextInt(1000) == 0) {
                worker.asleepSince = now;
                worker.asleepUntil = Math.min(STORM, now + 1 + chance.nextDouble() * 90);
                if (worker.asleepUntil - now > SESSION) {
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
        workers.removeIf(each -> each.dead);
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
                each.lets(number, tasks(group, number).size());
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
            leaving.lets(number, tasks(group, number).size());
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
        for (String group : groups) {
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
        if (now > CALM) {
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

    /** Where somebody has wanted all of it for 15 s, most of it is used. */
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
        while (!lately.isEmpty() && lately.getFirst() <= now - 30) {
            lately.removeFirst();
        }
        boolean wanted = maxTasks.isEmpty()
                && cap >= 60
                && now > (calm ? 60 : CALM)
                && workers.stream().anyMatch(SimulatedWorker::wants)
                && workers.stream()
                                .filter(SimulatedWorker::wants)
                                .mapToInt(each -> each.owned.stream()
                                        .mapToInt(p -> backlog(each.group, p))
                                        .sum())
                                .sum()
                        > 2 * cap;
        busySince = wanted ? Math.min(busySince, now) : Double.MAX_VALUE;
        if (now - busySince > 45 && lately.size() < (cap > 100 ? 0.7 : 0.6) * cap / 2) {
            broken.add("only " + lately.size() + " calls in 30 s of " + cap + " a minute at " + now + ", wanted since "
                    + busySince);
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

    String told() {
        return "cap " + cap + " tasks " + maxTasks + " partitions " + partitions + " workers "
                + workers.stream().map(SimulatedWorker::told).toList() + " peak " + peak + " counted " + counted;
    }
}
