package dev.takeone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The only clock, the only queue and the only source of chance of a simulated world. */
public final class Scheduler {
    private record Task(long at, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Random chance;
    private final RandomGenerator apart;
    private final Instant origin = Instant.parse("2026-11-22T10:00:00Z");
    private long nanos;
    private long order;

    /** What a moment is called, which is asked many times in it. */
    private Instant now = origin;

    private long nowNanos;

    public Scheduler(long seed) {
        this.chance = new Random(seed);
        this.apart = new SplittableRandom(seed);
    }

    public void in(Duration delay, Runnable action) {
        tasks.add(new Task(nanos + delay.toNanos(), order++, action));
    }

    /** After a time drawn from nothing to {@code most}, short ones more likely. */
    void soon(Duration most, Runnable action) {
        in(upTo(most), action);
    }

    Duration upTo(Duration most) {
        double skewed = chance.nextDouble() * chance.nextDouble();
        return Duration.ofNanos((long) (skewed * most.toNanos()));
    }

    boolean chance(double probability) {
        return chance.nextDouble() < probability;
    }

    int below(int bound) {
        return chance.nextInt(bound);
    }

    public Random random() {
        return chance;
    }

    /** From the same seed, for what only some worlds have: to ask it leaves the course of all others as it was. */
    RandomGenerator apart() {
        return apart;
    }

    /** Runs the next task; whether there was one before {@code end}. */
    public boolean step(Duration end) {
        Task next = tasks.peek();
        if (next == null || next.at() > end.toNanos()) {
            return false;
        }
        tasks.remove();
        nanos = next.at();
        next.action().run();
        return true;
    }

    public long nanos() {
        return nanos;
    }

    public Instant now() {
        if (nowNanos != nanos) {
            nowNanos = nanos;
            now = origin.plusNanos(nanos);
        }
        return now;
    }
}
