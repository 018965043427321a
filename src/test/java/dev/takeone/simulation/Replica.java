package dev.takeone.simulation;

import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Decisions;
import dev.takeone.job.Job;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.provider.Provider;
import dev.takeone.request.JobIds;
import dev.takeone.request.ModelCatalogue;
import dev.takeone.request.RequestReader;
import dev.takeone.request.RequestRecord;
import dev.takeone.request.UnknownModels;
import dev.takeone.worker.LearnedTimes;
import dev.takeone.worker.Ports;
import dev.takeone.worker.Requests;
import dev.takeone.worker.Ticker;
import dev.takeone.worker.Worker;
import dev.takeone.worker.WorkerListener;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** One process with the real worker in it. Dead, it does nothing; paused, it does later what it was about to do. */
final class Replica implements Ticker, Provider, WorkerListener {
    private static final ModelCatalogue CATALOGUE = ModelCatalogue.bundled();
    private static final Duration TICK = Duration.ofMillis(500);

    /** What a process that ends in order still has time to write. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final World world;
    private final ReplicaJournal journal;
    private final Worker worker;
    private final Queue<Runnable> asleep = new ArrayDeque<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Set<Integer> assigned = new TreeSet<>();
    private final int number;
    private boolean alive = true;
    private Instant diedAt = Instant.MAX;
    private Instant wokeAt = Instant.MIN;
    private boolean stopping;
    private boolean paused;
    private boolean handing;
    private int letting;
    private int generation;

    Replica(World world) {
        this.world = world;
        this.number = world.number();
        this.journal = new ReplicaJournal(world, this);
        this.worker = new Worker(
                world.options().settings(),
                new Decisions(world.options().rules()),
                new Requests(
                        new RequestReader(CATALOGUE, UnknownModels.REJECT),
                        new JobIds("cluster", "takeone", "topic-id"),
                        CATALOGUE),
                new CloudEvents("/takeone", new EventTopics("submitted", "completed", "failed")),
                new Ports(
                        journal,
                        this,
                        this,
                        this::run,
                        new LearnedTimes(
                                world.options().settings(),
                                CATALOGUE,
                                world.scheduler().random()),
                        this));
        journal.listen(worker);
        world.group().join(this);
        every(TICK, worker::tick);
        every(Duration.ofMillis(300), this::poll);
    }

    private void every(Duration period, Runnable action) {
        world.scheduler().in(period, () -> {
            if (alive) {
                run(action);
                every(period, action);
            }
        });
    }

    /** Runs on the process's threads: at once, or when it wakes up, or never. */
    void run(Runnable task) {
        if (paused) {
            asleep.add(task);
        } else if (alive) {
            world.scheduler().in(Duration.ZERO, () -> now(task));
        }
    }

    private void now(Runnable task) {
        if (paused) {
            asleep.add(task);
        } else if (alive) {
            task.run();
        }
    }

    @Override
    public String toString() {
        return "replica " + number;
    }

    void note(String what) {
        world.trace(this + " " + what);
    }

    /** Whether its process runs. */
    boolean running() {
        return alive;
    }

    /** Whether it runs and is not about to end. */
    boolean alive() {
        return alive && !stopping;
    }

    /** Whether it was awake and alive for so long after {@code from}, and that was over before {@code until}. */
    boolean hadTime(Duration time, Instant from, Instant until) {
        Instant enough = (wokeAt.isAfter(from) ? wokeAt : from).plus(time);
        return enough.isBefore(diedAt) && enough.isBefore(until);
    }

    boolean paused() {
        return paused;
    }

    void kill() {
        world.trace(this + " killed");
        alive = false;
        diedAt = world.scheduler().now();
        asleep.clear();
        world.scheduler().in(Group.SESSION, () -> world.group().expire(this));
    }

    void pause(Duration length) {
        world.trace(this + " paused " + length);
        paused = true;
        if (length.compareTo(Group.SESSION) > 0) {
            world.scheduler().in(Group.SESSION, () -> world.group().expire(this));
        }
        world.scheduler().in(length, this::wake);
    }

    private void wake() {
        paused = false;
        wokeAt = world.scheduler().now();
        if (!alive) {
            return;
        }
        List<Runnable> missed = List.copyOf(asleep);
        asleep.clear();
        missed.forEach(this::run);
        if (!world.group().isMember(this)) {
            world.scheduler().soon(Duration.ofSeconds(2), () -> run(this::lostAll));
        }
    }

    private void lostAll() {
        if (world.group().isMember(this)) {
            return;
        }
        Set<Integer> lost = new TreeSet<>(assigned);
        let(lost, this::joinAgain);
    }

    /** Not before everything that it had is let go: it is one consumer. */
    private void joinAgain() {
        if (letting > 0) {
            world.scheduler().in(Duration.ofMillis(100), () -> run(this::joinAgain));
        } else if (alive && !stopping && !world.group().isMember(this)) {
            world.group().join(this);
        }
    }

    /** Stops politely: drains, lets go, leaves. */
    void stop() {
        stopping = true;
        worker.drain()
                .thenRun(() -> let(new TreeSet<>(assigned), () -> {
                    if (alive) {
                        world.group().leave(this);
                        world.scheduler().in(LAST_WORDS, () -> alive = false);
                    }
                }));
    }

    void generation(int newest) {
        run(() -> known(newest));
    }

    private void known(int newest) {
        generation = Math.max(generation, newest);
        journal.generation(generation);
    }

    void assigned(Set<Integer> partitions) {
        int since = world.group().generation();
        run(() -> {
            world.trace(this + " assigned " + partitions + " gen " + since);
            known(since);
            assigned.addAll(partitions);
            partitions.forEach(number -> positions.put(number, world.cluster().partition(number).nextOffset));
            worker.assigned(since, partitions, world.cluster().size());
        });
    }

    void revoke(Set<Integer> partitions, Runnable then) {
        run(() -> let(partitions, then));
    }

    private void let(Set<Integer> partitions, Runnable then) {
        letting++;
        assigned.removeAll(partitions);
        world.trace(this + " lets " + partitions);
        worker.leaving(partitions)
                .thenRun(() -> journal.flush(
                        partitions,
                        () -> worker.gone(partitions, world.cluster().size()).thenRun(() -> {
                            letting--;
                            then.run();
                        })));
    }

    private void poll() {
        if (handing || assigned.isEmpty()) {
            return;
        }
        List<Integer> mine = List.copyOf(assigned);
        int number = mine.get(world.scheduler().below(mine.size()));
        List<RequestRecord> log = world.cluster().partition(number).requests;
        int from = positions.getOrDefault(number, 0L).intValue();
        int to = Math.min(log.size(), from + 1 + world.scheduler().below(5));
        if (from < to) {
            positions.put(number, (long) to);
            handing = true;
            world.trace(this + " polls " + number + " " + from + ".." + to + " gen "
                    + world.group().generation());
            worker.handed(generation, List.copyOf(log.subList(from, to))).thenRun(() -> handing = false);
        }
    }

    @Override
    public Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite) {
        return Uni.createFrom()
                .emitter(answer -> world.scheduler()
                        .soon(
                                Duration.ofSeconds(1),
                                () -> run(() -> {
                                    if (mayWrite.getAsBoolean()) {
                                        world.account()
                                                .post(
                                                        body,
                                                        idempotencyKey,
                                                        outcome -> run(() -> {
                                                            world.heard(this, body, outcome);
                                                            answer.complete(outcome);
                                                        }));
                                    } else {
                                        SubmitOutcome withheld = new SubmitOutcome.Withheld();
                                        world.heard(this, body, withheld);
                                        answer.complete(withheld);
                                    }
                                })));
    }

    @Override
    public Uni<StatusOutcome> check(String taskId) {
        return Uni.createFrom()
                .emitter(answer -> world.account().check(taskId, outcome -> run(() -> answer.complete(outcome))));
    }

    @Override
    public Instant now() {
        return world.scheduler().now();
    }

    @Override
    public long nanos() {
        return world.scheduler().nanos();
    }

    @Override
    public void moved(Transition transition) {}

    @Override
    public void repeated(Job repeat) {}

    @Override
    public void receiptKept(Receipt receipt) {}

    @Override
    public void serving(int partition, int live, int remembered) {}

    @Override
    public void stopped(int partition, String error) {
        world.wrong("stopped " + partition + ": " + error);
    }

    @Override
    public void waiting(int partition, String why) {}

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {}

    @Override
    public void halted(String why, Optional<Throwable> bug) {
        world.wrong("halted: " + why);
    }
}
