package dev.takeone.simulation;

import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.job.JobState;
import dev.takeone.orders.StandingOrders;
import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;
import dev.takeone.request.RequestRecord;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.Callbacks;
import dev.takeone.worker.Generation;
import dev.takeone.worker.Ports;
import dev.takeone.worker.Requests;
import dev.takeone.worker.Source;
import dev.takeone.worker.Ticker;
import dev.takeone.worker.Worker;
import dev.takeone.worker.WorkerSettings;
import dev.takeone.worker.times.LearnedTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One process with the real worker in it. Dead, it does nothing; paused, it does later what it was about to do. */
final class Replica implements Ticker {
    private static final ModelCatalogue CATALOGUE = ModelCatalogue.bundled();

    /** Each process's monotonic clock has a beginning of its own. */
    private static final long CLOCKS_APART = Duration.ofHours(7).toNanos();

    /** How much less often anybody looks around after the storm than in it: nearly all of a world's hours come then. */
    private static final int CALM_PACE = 10;

    /** What a process that ends in order still has time to write. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** The channel resumes what is paused behind the worker's back, now and then. */
    private static final double RESUMED = 0.05;

    /** The same where it ends for an error, and keeps all that it knows in receipts. */
    private static final Duration HALTED_WORDS = Duration.ofSeconds(10);

    private final World world;
    private final ReplicaJournal journal;
    private final Worker worker;
    private final ReplicaSeat seat;
    private final Queue<Runnable> asleep = new ArrayDeque<>();
    private final Map<Integer, Long> positions = new HashMap<>();

    /** The epochs of the records that the consumer has read last, which it goes by. */
    private final Map<Integer, Integer> epochs = new HashMap<>();

    private final Set<Integer> assigned = new TreeSet<>();
    private final Set<Integer> held = new TreeSet<>();
    private final Set<Integer> followed = new TreeSet<>();
    private final int number;
    private Duration clock;
    private Duration lastWords = LAST_WORDS;

    /** The orders that it has taken note of, and those that it may take note of at any moment. */
    private Optional<StandingOrders> known = Optional.empty();

    private final List<StandingOrders> heard = new ArrayList<>();
    private boolean alive = true;
    private Instant awakeSince;
    private Duration ranFor = Duration.ZERO;
    private boolean stopping;
    private boolean leaving;
    private boolean paused;
    private boolean handing;
    private int letting;
    private int generation;

    Replica(World world, int number, Duration clock) {
        this.world = world;
        this.number = number;
        this.clock = clock;
        this.awakeSince = world.scheduler().now();
        this.journal = new ReplicaJournal(world, this);
        this.worker = new Worker(
                world.options().settings(),
                world.mutant().decisions(world.options().rules()),
                new Requests(
                        new RequestReader(CATALOGUE, UnknownModels.REJECT),
                        new JobIds("cluster", "takeone", "topic-id")),
                new CloudEvents("/takeone", new EventTopics("submitted", "completed", "failed"), false),
                new Ports(
                        world.mutant().journal(journal, world),
                        world.mutant().provider(new ReplicaCalls(world, this)),
                        source(),
                        this,
                        this::run,
                        learnedTimes(world.options().settings()),
                        new Called(),
                        new ReplicaListener(world, this)));
        this.seat = new ReplicaSeat(world, this, worker, number);
        journal.listen(worker);
        world.orders().tell(this);
        world.group().join(this);
        every(Duration.ofSeconds(1), seat::step);
        every(Duration.ofSeconds(1), () -> worker.tick(next -> {}));
        every(Duration.ofMillis(500), this::poll);
        if (world.options().anew() || world.options().cut()) {
            every(Duration.ofSeconds(5), journal::look);
        }
    }

    /** Often while there is a storm, and no more often than needed in the hours after it. */
    private void every(Duration period, Runnable action) {
        world.scheduler().in(world.calm() ? period.multipliedBy(CALM_PACE) : period, () -> {
            if (alive) {
                now(action);
                every(period, action);
            }
        });
    }

    /** It reads what stands now. */
    void hears(StandingOrders standing) {
        run(() -> {
            heard.add(standing);
            worker.ordered(world.mutant().orders(standing));
            worker.leaving(Set.of()).thenRun(() -> {
                heard.remove(standing);
                known = Optional.of(standing);
            });
        });
    }

    /** Whether it must know that this may not be bought; what may have been bought before is another matter. */
    boolean mustNotBuy(JobState.Submitting posting) {
        return posting.doubt().isEmpty()
                && posting.refusals().flatMap(JobState.Refusals::unclearSince).isEmpty()
                && Stream.concat(known.stream(), heard.stream())
                        .allMatch(orders ->
                                orders.hold(posting.job().model().orElse("")).isPresent());
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

    void note(Supplier<String> what) {
        world.trace(this, what);
    }

    /** Of all that were ever started. */
    int number() {
        return number;
    }

    /** Whether its process runs. */
    boolean running() {
        return alive;
    }

    /** Whether it runs and is not about to end. */
    boolean alive() {
        return alive && !stopping;
    }

    /** How long it has run so far, its sleep aside. */
    Duration awake() {
        return alive && !paused
                ? ranFor.plus(Duration.between(awakeSince, world.scheduler().now()))
                : ranFor;
    }

    boolean paused() {
        return paused;
    }

    void kill() {
        note(() -> "killed");
        end();
        world.scheduler().in(Group.SESSION, () -> world.group().expire(this));
    }

    private void end() {
        ranFor = awake();
        alive = false;
        asleep.clear();
    }

    void pause(Duration length) {
        note(() -> "sleeps for " + length);
        ranFor = awake();
        paused = true;
        if (length.compareTo(Group.SESSION) > 0) {
            world.scheduler().in(Group.SESSION, () -> world.group().expire(this));
        }
        world.scheduler().in(length, this::wake);
    }

    private void wake() {
        paused = false;
        awakeSince = world.scheduler().now();
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

    /** Stops politely: drains, lets go, leaves; and lets go before it is drained where that takes long. */
    void stop() {
        stopping = true;
        CompletionStage<Void> drained = worker.drain();
        drained.thenRun(() -> leave(drained));
        Duration patience = Duration.ofMillis(world.scheduler().below(3_000));
        world.scheduler().in(patience, () -> run(() -> leave(drained)));
    }

    /** What its last line asks for: it ends in order, with what it knows. */
    void halt() {
        if (alive()) {
            lastWords = HALTED_WORDS;
            stop();
        }
    }

    private void leave(CompletionStage<Void> drained) {
        if (!leaving) {
            leaving = true;
            let(new TreeSet<>(assigned), () -> {
                if (alive) {
                    world.group().leave(this);
                    drained.thenRun(() -> {
                        seat.leave();
                        world.scheduler().in(lastWords, this::end);
                    });
                }
            });
        }
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
            note(() -> "gets " + partitions + " in " + since);
            known(since);
            assigned.addAll(partitions);
            held.removeAll(partitions);
            partitions.forEach(number -> {
                Cluster.Partition partition = world.cluster().partition(number);
                positions.put(number, partition.groupOffset.orElse(0));
                epochs.remove(number);
            });
            worker.assigned(new Generation(since), partitions, world.cluster().size());
        });
    }

    void revoke(Set<Integer> partitions, Runnable then) {
        run(() -> let(partitions, then));
    }

    private void let(Set<Integer> partitions, Runnable then) {
        letting++;
        assigned.removeAll(partitions);
        note(() -> "lets go " + partitions);
        worker.leaving(partitions)
                .thenRun(() -> journal.flush(
                        partitions,
                        () -> worker.gone(partitions, world.cluster().size()).thenRun(() -> {
                            letting--;
                            then.run();
                        })));
    }

    /** Somebody has called for a job. */
    void called(int partition, String jobId) {
        world.scheduler()
                .soon(
                        Duration.ofSeconds(1),
                        () -> run(() -> {
                            if (followed.contains(partition)) {
                                worker.woken(partition, List.of(jobId));
                            }
                        }));
    }

    /** Each process is called at an address of its own, or at none: its settings differ from the others'. */
    private final class Called implements Callbacks {
        @Override
        public Optional<String> address(int partition, String jobId) {
            return number % 3 == 0
                    ? Optional.empty()
                    : Optional.of("https://hooks-" + number + "/" + partition + "." + jobId);
        }

        @Override
        public void follow(int partition) {
            followed.add(partition);
            world.calls().follow(Replica.this, partition);
        }

        @Override
        public void unfollow(int partition) {
            followed.remove(partition);
        }
    }

    private Source source() {
        return new Source() {
            @Override
            public void hold(int partition, long offset) {
                run(() -> {
                    seek(partition, offset);
                    held.add(partition);
                });
            }

            @Override
            public void rewind(int partition, long offset) {
                run(() -> {
                    seek(partition, offset);
                    held.remove(partition);
                });
            }
        };
    }

    /** An offset that was asked for comes without the epoch of the record before it; nobody asks for where it stands. */
    private void seek(int partition, long offset) {
        if (positions.getOrDefault(partition, 0L) > offset) {
            positions.put(partition, offset);
            epochs.remove(partition);
        }
    }

    /** A consumer goes back to where a new leader's log parts from what it has read, and knows nothing of what it has not. */
    private void validate(int number, Cluster.Partition partition) {
        if (epochs.getOrDefault(number, partition.epoch) < partition.epoch) {
            seek(number, partition.cutAt);
        }
    }

    private void poll() {
        if (handing || assigned.isEmpty()) {
            return;
        }
        List<Integer> mine = List.copyOf(assigned);
        int number = mine.get(world.scheduler().below(mine.size()));
        if (held.contains(number) && !world.scheduler().chance(RESUMED)) {
            return;
        }
        List<RequestRecord> log = world.cluster().partition(number).requests;
        // An offset that the topic does not have: the consumer begins at the earliest, also where there is nothing yet.
        positions.computeIfPresent(number, (same, position) -> position > log.size() ? 0 : position);
        validate(number, world.cluster().partition(number));
        int from = positions.getOrDefault(number, 0L).intValue();
        int to = Math.min(log.size(), from + 1 + world.scheduler().below(5));
        if (from < to) {
            positions.put(number, (long) to);
            log.get(to - 1).leaderEpoch().ifPresent(epoch -> epochs.put(number, epoch));
            handing = true;
            note(() -> "polls " + number + " from " + from + " to " + to);
            worker.handed(new Generation(generation), List.copyOf(log.subList(from, to)))
                    .thenRun(() -> handing = false);
        }
    }

    /** A receipt has come to this partition. */
    void receiptCame(int partition) {
        run(() -> journal.receiptCame(partition));
    }

    @Override
    public Instant now() {
        return world.scheduler().now().plus(clock);
    }

    /** Sets its clock, to so much more than the world's, or less. */
    void setClock(Duration ahead) {
        note(() -> "has a clock that is ahead by " + ahead);
        clock = ahead;
    }

    @Override
    public long nanos() {
        return nanosAt(world.scheduler().nanos());
    }

    /** What this process's monotonic clock shows at a moment of the world's. */
    long nanosAt(long worldNanos) {
        return worldNanos
                + number * CLOCKS_APART
                + world.mutant().monotonicAhead(clock).toNanos();
    }

    private static LearnedTimes learnedTimes(WorkerSettings settings) {
        return new LearnedTimes(settings.checkInterval(), settings.checkDelay(), settings.firstCheck(), CATALOGUE);
    }
}
