package dev.takeone.waiting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A wait that ends when the thing happens. How long that takes is the machine's affair, so that a test gives up only
 * where nothing will come any more; whoever wants to know how long it took asks a benchmark.
 */
public final class Waiting {
    /** Only what hangs meets it: a machine with other work to do may take a minute for the start of one worker. */
    public static final Duration AT_MOST = Duration.ofMinutes(5);

    /** The same for settings of Kafka's clients. */
    public static final int AT_MOST_MS = Math.toIntExact(AT_MOST.toMillis());

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Duration atMost;
    private final long begunNanos = System.nanoTime();

    private Waiting(Duration atMost) {
        this.atMost = atMost;
    }

    /** Begins now; for loops that have something else to do meanwhile. */
    public static Waiting begin() {
        return new Waiting(AT_MOST);
    }

    /** The same for a test of giving up itself. */
    public static Waiting begin(Duration atMost) {
        return new Waiting(atMost);
    }

    /** Whether nothing will come any more. */
    public boolean isOver() {
        return System.nanoTime() - begunNanos > atMost.toNanos();
    }

    /**
     * Nothing while there is hope.
     *
     * @throws AssertionError with the text, where nothing will come any more
     */
    public void goOn(Supplier<String> what) {
        if (isOver()) {
            throw new AssertionError("waited " + atMost + " for " + what.get());
        }
    }

    /** Looks again and again until it is there. */
    public static void until(String what, BooleanSupplier isThere) {
        Waiting waiting = begin();
        while (!isThere.getAsBoolean()) {
            waiting.goOn(() -> what);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Lets the time pass, for what may happen only later: it can be late, and never early. */
    public static void untilPast(Instant then) {
        while (!Instant.now().isAfter(then)) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Lets so much time pass, whatever becomes of the clock. */
    public static void pass(Duration time) {
        for (Waiting waiting = begin(time); !waiting.isOver(); ) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** The next of the queue. */
    public static <T> T next(String what, BlockingQueue<T> queue) throws InterruptedException {
        return Optional.ofNullable(queue.poll(AT_MOST.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> nothing(what));
    }

    /** What comes of it. */
    public static <T> T done(Future<T> future) throws InterruptedException, ExecutionException {
        try {
            return future.get(AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw nothing("an answer");
        }
    }

    /** Until it is counted down. */
    public static void open(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw nothing("a latch that still counts " + latch.getCount());
        }
    }

    /** Until the thread has ended. */
    public static void ended(Thread thread) throws InterruptedException {
        if (!thread.join(AT_MOST)) {
            throw nothing("the end of " + thread.getName());
        }
    }

    /** Until the process has ended; its exit code. */
    public static int ended(Process process) throws InterruptedException {
        if (!process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
            throw nothing("the end of the process " + process.pid());
        }
        return process.exitValue();
    }

    private static AssertionError nothing(String what) {
        return new AssertionError("waited " + AT_MOST + " for " + what);
    }
}
