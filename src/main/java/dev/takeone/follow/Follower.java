package dev.takeone.follow;

import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * A thread that follows something outside until it is closed. Where that fails it is tried again after a pause, and what one
 * outage says is told once; an error that is none of the outside's ends the thread, and is told to whoever cannot do without.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Followed what;
    private final OutageWatch outage;
    private final InstantSource clock;
    private final Pass pass;
    private final Consumer<Throwable> broken;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile long movedNanos;

    /**
     * What is followed.
     *
     * @param thread the name of the thread
     * @param trouble what is told where it cannot be, such as "Orders cannot be read from commands"
     * @param outside the errors after which it is tried again
     */
    public record Followed(String thread, String trouble, Class<? extends RuntimeException> outside) {}

    /** One try, with clients of its own. */
    public interface Pass {
        /**
         * Follows until the follower is closed, and asks whether it is, or says that it moves, at least once a minute. Says
         * to the watch when the outage is over.
         *
         * @throws RuntimeException where something has gone wrong
         */
        void follow() throws InterruptedException;
    }

    /**
     * A follower that has not begun.
     *
     * @param outage learns what goes wrong
     * @param broken hears, on the thread, of the error that has ended it
     */
    public Follower(Followed what, OutageWatch outage, InstantSource clock, Pass pass, Consumer<Throwable> broken) {
        this.what = what;
        this.outage = outage;
        this.clock = clock;
        this.pass = pass;
        this.broken = broken;
        this.thread = new Thread(this::run, what.thread());
    }

    /** Begins. To be called once. */
    public void start() {
        moves();
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a pass is to end. */
    public boolean isClosed() {
        moves();
        return closed.getCount() == 0;
    }

    /** Waits for so long, or until it is closed; says whether it is. */
    public boolean isClosedWithin(Duration atMost) throws InterruptedException {
        moves();
        return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A pass says so where it is long about something. */
    public void moves() {
        movedNanos = System.nanoTime();
    }

    /** For how long it has not moved; zero where its thread has not begun or has ended. */
    public Duration quiet() {
        return thread.isAlive() ? Duration.ofNanos(System.nanoTime() - movedNanos) : Duration.ZERO;
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void run() {
        try {
            do {
                tryOnce();
            } while (!isClosedWithin(PAUSE));
        } catch (InterruptedException | InterruptException end) {
            LOG.debugf("%s was ended while it waited", what.thread());
        } catch (Throwable unknown) {
            broken.accept(unknown);
        }
    }

    private void tryOnce() throws InterruptedException {
        try {
            pass.follow();
        } catch (InterruptException end) {
            throw end;
        } catch (RuntimeException error) {
            if (!what.outside().isInstance(error)) {
                throw error;
            }
            if (outage.failed(error, clock.instant())) {
                LOG.warnf("%s, and it is tried again: %s", what.trouble(), Outage.said(error));
            }
        }
    }
}
