package dev.takeone.journal.clients;

import dev.takeone.journal.BrokerAway;
import dev.takeone.journal.threads.OwnThread;
import dev.takeone.journal.threads.Pulse;
import dev.takeone.journal.threads.ThreadState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Asks the broker every few seconds whether it is there, so that an outage is known while nothing is to be written too,
 * and is told once when it begins and once when it ends; a broker that comes back and refuses this worker is told too, once for
 * each reason, since only a person can mend that.
 *
 * <p>Only an answer counts: a connection may stay open for a long time to a broker that is gone.
 */
public final class BrokerWatch {
    private static final Logger LOG = Logger.getLogger(BrokerWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(1);

    /** Reasons of one outage; more of them say nothing new. */
    private static final int MOST_TOLD = 20;

    private final Supplier<Question> questions;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Pulse pulse = new Pulse(System::nanoTime);
    private Optional<OwnThread> thread = Optional.empty();
    private Optional<Question> open = Optional.empty();
    private final Set<String> told = new HashSet<>();
    private volatile Optional<BrokerAway> away = Optional.empty();

    /** A client that can ask. */
    public interface Question extends AutoCloseable {
        /**
         * Returns when the broker has answered.
         *
         * @throws BrokerAwayException where it has not, for a few seconds
         */
        void ask() throws InterruptedException;

        @Override
        void close();
    }

    /** Asks with what {@code questions} makes; one that has failed for another reason than time is closed and made anew. */
    public BrokerWatch(Supplier<Question> questions, InstantSource clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** To be called once; {@code fatal} hears what has ended its thread. */
    public synchronized void start(Consumer<String> fatal) {
        OwnThread watching = new OwnThread("takeone-broker-watch", pulse, this::run, fatal);
        thread = Optional.of(watching);
        watching.start();
    }

    public synchronized void close() {
        closing.countDown();
        thread.ifPresent(OwnThread::interrupt);
    }

    public synchronized Optional<ThreadState> state() {
        return thread.map(OwnThread::state);
    }

    /** Empty while the broker answers. Read on any thread. */
    public Optional<BrokerAway> away() {
        return away;
    }

    private void run() throws InterruptedException {
        try {
            Duration pause = Duration.ZERO;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pulse.beat();
                look();
                pause = away.isPresent() ? WHILE_AWAY : EVERY;
            }
        } finally {
            end();
        }
    }

    /** Asks once. */
    void look() throws InterruptedException {
        Instant begun = clock.instant();
        try {
            Question current = open.orElseGet(questions);
            open = Optional.of(current);
            current.ask();
            answered();
        } catch (InterruptException closed) {
            throw closed;
        } catch (BrokerAwayException silent) {
            silent(begun, silent);
        } catch (TopicCheckException | KafkaException refused) {
            silent(begun, refused);
            end();
        } catch (RuntimeException bug) {
            // Without an answer nobody knows; and a watch that has ended would say for ever what it has said last.
            if (isNews("unknown: " + bug)) {
                LOG.error("The watch on the broker has met an error that it does not know, and goes on", bug);
            }
            away = Optional.of(new BrokerAway(away.map(BrokerAway::since).orElse(begun), "unknown: " + bug));
            end();
        }
    }

    private void answered() {
        away.ifPresent(over -> LOG.infof(
                "The broker is back, after %s s",
                Duration.between(over.since(), clock.instant()).toSeconds()));
        away = Optional.empty();
        told.clear();
    }

    private void silent(Instant begun, RuntimeException error) {
        String why = String.valueOf(error.getMessage());
        Optional<BrokerAway> before = away;
        boolean refused = error instanceof TopicCheckException && isNews(why);
        if (before.isEmpty() || refused) {
            LOG.warnf("The broker is away (%s). Nothing is lost: the worker goes on by itself when it is back", why);
        }
        away = Optional.of(new BrokerAway(before.map(BrokerAway::since).orElse(begun), why));
    }

    /** Each reason is told once in an outage, however they take turns. */
    private boolean isNews(String why) {
        return told.size() < MOST_TOLD && told.add(why);
    }

    private void end() {
        open.ifPresent(Question::close);
        open = Optional.empty();
    }
}
