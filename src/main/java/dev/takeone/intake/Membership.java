package dev.takeone.intake;

import dev.takeone.journal.clients.ConsumerTimes;
import dev.takeone.journal.kafka.KafkaJournal;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Brings the worker back into its group where the broker answers and yet no heartbeats are sent.
 *
 * <p>The client's heartbeat thread ends with an error, such as a password that the broker refuses for a while, and a new
 * one begins with the next rebalance only (KAFKA-20253, in kafka-clients up to 4.1.1 at least). Until then the member polls
 * and believes in its partitions, while the broker has given them to others and refuses its transactions.
 */
@ApplicationScoped
public class Membership {
    private static final Logger LOG = Logger.getLogger(Membership.class);

    private final RequestsConnector connector;
    private final KafkaJournal journal;
    private final Absence absence;

    /** Looks at the consumer of {@code connector} while {@code journal} finds the broker there. */
    public Membership(
            @Connector(RequestsConnector.KIND) RequestsConnector connector, KafkaJournal journal, GroupTimes times) {
        this.connector = connector;
        this.journal = journal;
        this.absence = new Absence(times.session());
    }

    /** Looks once, to be called every few seconds on one thread, and joins again where that is needed. Never blocks. */
    public void look() {
        connector.consumer().ifPresent(this::look);
    }

    private void look(KafkaConsumer<byte[], byte[]> consumer) {
        Optional<Duration> since = ConsumerTimes.sinceLastHeartbeat(consumer.unwrap());
        switch (absence.look(since, journal.brokerAway().isEmpty(), System.nanoTime())) {
            case PRESENT, SUSPECTED -> {}
            case ABSENT -> {
                LOG.warnf(
                        "No heartbeat was sent for %s s: joining the group again",
                        since.orElseThrow().toSeconds());
                rejoin(consumer);
            }
            case STILL_ABSENT -> rejoin(consumer);
        }
    }

    private static void rejoin(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.runOnPollingThread(Membership::enforceRebalance)
                .subscribe()
                .with(
                        done -> LOG.debug("Asked to join the group again"),
                        closed -> LOG.debugf(closed, "The group is not joined again: the channel closes"));
    }

    private static void enforceRebalance(Consumer<byte[], byte[]> consumer) {
        consumer.enforceRebalance("no heartbeats");
    }
}
