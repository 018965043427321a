package dev.takeone.journal.threads;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * A thread of the worker's own. Whatever it does not expect, an {@code Error} too, ends it, is told, and stays to be seen
 * from outside: a thread that dies unseen leaves others waiting for it for ever, or going on without what it guards.
 */
public final class OwnThread {
    private static final Logger LOG = Logger.getLogger(OwnThread.class);

    private final Work work;
    private final Consumer<String> fatal;
    private final Pulse pulse;
    private final Thread thread;
    private volatile Optional<String> fallen = Optional.empty();

    /** What it does; an interruption ends it in order. */
    public interface Work {
        void run() throws InterruptedException;
    }

    /**
     * Does nothing yet.
     *
     * @param pulse beats as {@code work} moves, at least once a minute
     * @param fatal hears, on the thread itself, what has ended it
     */
    public OwnThread(String name, Pulse pulse, Work work, Consumer<String> fatal) {
        this.work = work;
        this.fatal = fatal;
        this.pulse = pulse;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** Whether it has ended, or never begun, within so long. */
    public boolean ends(Duration atMost) throws InterruptedException {
        return thread.getState() == Thread.State.NEW || thread.join(atMost);
    }

    /** As others see it. */
    public ThreadState state() {
        return new ThreadState(thread.getName(), thread.isAlive() ? pulse.quiet() : Duration.ZERO, fallen);
    }

    private void run() {
        try {
            work.run();
        } catch (InterruptedException | InterruptException closed) {
            LOG.debugf("%s was ended while it waited", thread.getName());
        } catch (Throwable bug) {
            fallen = Optional.of(String.valueOf(bug));
            try {
                LOG.errorf(bug, "The thread %s has met an error that it does not know, and ends", thread.getName());
            } finally {
                fatal.accept("the thread " + thread.getName() + " met an error that it does not know: " + bug);
            }
        }
    }
}
