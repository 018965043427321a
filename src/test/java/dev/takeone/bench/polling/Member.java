package dev.takeone.bench.polling;

import dev.takeone.account.Credit;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Decisions;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.orders.StandingOrders;
import dev.takeone.provider.Provider;
import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.Callbacks;
import dev.takeone.worker.Generation;
import dev.takeone.worker.InMemoryJournal;
import dev.takeone.worker.Ports;
import dev.takeone.worker.Requests;
import dev.takeone.worker.Source;
import dev.takeone.worker.Ticker;
import dev.takeone.worker.Worker;
import dev.takeone.worker.WorkerObserver;
import dev.takeone.worker.times.CheckTimes;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** One replica with the real worker in it. */
public final class Member implements Ticker, Provider, WorkerObserver {
    /** There is room for every request. */
    private static final Source NEVER_READ = new Source() {
        @Override
        public void hold(int partition, long offset) {
            // Nothing is handed over in parts.
        }

        @Override
        public void rewind(int partition, long offset) {
            // Nor again.
        }
    };

    private static final ModelCatalogue CATALOGUE = ModelCatalogue.bundled();
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration COMMIT = Duration.ofMillis(20);

    private final Hour hour;
    private final InMemoryJournal.Writer journal;
    private final Worker worker;
    private final Set<Integer> owned = new TreeSet<>();
    private final Optional<BoardLane.Place> seat;
    private boolean alive = true;

    public Member(Hour hour, CheckTimes checkTimes) {
        this.hour = hour;
        this.journal = hour.journal().new Writer(this);
        this.worker = new Worker(
                hour.settings(),
                new Decisions(Hour.RULES),
                new Requests(
                        new RequestReader(CATALOGUE, UnknownModels.REJECT),
                        new JobIds("cluster", "takeone", "topic-id")),
                new CloudEvents("/takeone", new EventTopics("submitted", "completed", "failed"), false),
                new Ports(journal, this, NEVER_READ, this, this::soon, checkTimes, new Called(), this));
        this.seat = hour.lane().map(lane -> lane.place(hour.callsPerMinute(), this));
        journal.listen(worker);
        worker.ordered(StandingOrders.none("takeone"));
        every(TICK, () -> {
            seat.ifPresentOrElse(own -> own.step(worker), () -> worker.leased(lease()));
            worker.tick(next -> {});
        });
        every(COMMIT, journal::commit);
    }

    /** As the account is dealt out where every partition has as much to do. */
    private Lease lease() {
        double calls = (double) hour.callsPerMinute() * owned.size() / Hour.PARTITIONS;
        return new Lease(calls, calls, calls, OptionalInt.empty(), Credit.NONE, new Moment(nanos(), now()));
    }

    void called(int partition, String jobId) {
        worker.woken(partition, List.of(jobId));
    }

    private final class Called implements Callbacks {
        @Override
        public Optional<String> address(int partition, String jobId) {
            return hour.address(partition, jobId);
        }

        @Override
        public void follow(int partition) {
            // Whoever owns it is told.
        }

        @Override
        public void unfollow(int partition) {
            // Likewise.
        }
    }

    private void every(Duration period, Runnable action) {
        hour.scheduler().in(period, () -> {
            if (alive) {
                action.run();
                every(period, action);
            }
        });
    }

    private void soon(Runnable task) {
        hour.scheduler().in(Duration.ZERO, () -> {
            if (alive) {
                task.run();
            }
        });
    }

    void assign(Set<Integer> partitions) {
        owned.addAll(partitions);
        worker.assigned(new Generation(1), partitions, Hour.PARTITIONS);
    }

    /** Lets these partitions go, everything decided being committed; {@code then} they may be another's. */
    void revoke(Set<Integer> partitions, Runnable then) {
        owned.removeAll(partitions);
        worker.leaving(partitions).thenRun(() -> {
            journal.commit();
            worker.gone(partitions, Hour.PARTITIONS).thenRun(then);
        });
    }

    void crash() {
        alive = false;
    }

    boolean alive() {
        return alive;
    }

    /** In their order: that of an unordered set is another in each JVM, and the figures with it. */
    Set<Integer> owned() {
        return new TreeSet<>(owned);
    }

    void hand(int partition, int count) {
        worker.handed(new Generation(1), hour.requests(partition, count));
    }

    int waiting() {
        return worker.status().jobs().waiting();
    }

    @Override
    public Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite) {
        return Uni.createFrom().emitter(answer -> {
            if (mayWrite.getAsBoolean()) {
                hour.account().submit(body, outcome -> soon(() -> answer.complete(outcome)));
            } else {
                answer.complete(new SubmitOutcome.Withheld());
            }
        });
    }

    @Override
    public Uni<StatusOutcome> check(String taskId, Runnable writing) {
        return Uni.createFrom().emitter(answer -> {
            writing.run();
            hour.account().check(taskId, outcome -> soon(() -> answer.complete(outcome)));
        });
    }

    @Override
    public Instant now() {
        return hour.scheduler().now();
    }

    @Override
    public long nanos() {
        return hour.scheduler().nanos();
    }

    @Override
    public void moved(Transition transition) {
        if (transition.next() instanceof JobState.Completed done) {
            hour.account().task(done.job().identity().id()).toldAt = Optional.of(now());
        }
    }

    @Override
    public void repeated(Job repeat) {}

    @Override
    public void receiptKept(Receipt receipt) {}

    @Override
    public void serving(int partition, int live, int remembered) {}

    @Override
    public void stopped(int partition, String error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void waiting(int partition, String why) {}

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {}

    @Override
    public void halted(String why, Optional<Throwable> bug) {
        throw new IllegalStateException(why, bug.orElse(null));
    }
}
