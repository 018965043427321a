package dev.takeone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Carries the attacks out, each at its time, and lets the workers come back. */
final class Raid implements AutoCloseable {
    private final List<Replica> replicas;
    private final Holders holders;
    private final List<ExecutorService> lanes = new ArrayList<>();
    private final Consumer<RuntimeException> onError;
    private final ScheduledExecutorService clock;

    /** A party for each attack that is not over yet, and one for whoever waits. */
    private final Phaser ahead = new Phaser(1);

    Raid(List<Replica> replicas, Holders holders, Consumer<RuntimeException> onError) {
        this.replicas = List.copyOf(replicas);
        this.holders = holders;
        this.onError = onError;
        ThreadFactory threads = Thread.ofPlatform().daemon().name("chaos-", 0).factory();
        this.clock = Executors.newSingleThreadScheduledExecutor(threads);
        replicas.forEach(each -> lanes.add(Executors.newSingleThreadExecutor(threads)));
    }

    /** Begins; the attacks' times count from now. */
    void start(List<Attack> attacks) {
        for (Attack attack : attacks) {
            ahead.register();
            later(attack.at(), attack, replica -> replica.suffer(attack.kind(), holders.of(attack.victim())));
            later(attack.back(), attack, replica -> {
                replica.comeBack();
                ahead.arriveAndDeregister();
            });
        }
    }

    private void later(Duration from, Attack attack, Consumer<Replica> what) {
        // What goes wrong is told by the lane.
        Future<?> unused = clock.schedule(() -> onLane(attack.victim(), what), from.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onLane(int number, Consumer<Replica> what) {
        lanes.get(number).execute(() -> {
            try {
                what.accept(replicas.get(number));
            } catch (RuntimeException e) {
                onError.accept(e);
            }
        });
    }

    /** Whether every attack has been carried out, and its victim is back. */
    boolean isOver() {
        return ahead.getUnarrivedParties() == 1;
    }

    /** No more attacks; whoever is away comes back now. */
    void callOff() {
        clock.shutdownNow();
        for (int number = 0; number < replicas.size(); number++) {
            onLane(number, Replica::comeBack);
        }
    }

    /** Brings back whoever has ended by itself. */
    void lookAfter() {
        for (int number = 0; number < replicas.size(); number++) {
            onLane(number, Replica::restartWhereEnded);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        lanes.forEach(ExecutorService::shutdown);
    }
}
