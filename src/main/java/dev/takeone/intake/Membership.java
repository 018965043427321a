package dev.takeone.intake;

import dev.takeone.journal.ConsumerTimes;
import dev.takeone.journal.KafkaJournal;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
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

    /** Twice the session timeout: the broker has long given the member up. One that is alive sends one each second. */
    private static final Duration SILENT = Duration.ofSeconds(20);

    private final KafkaClientService clients;
    private final KafkaJournal journal;
    private boolean suspected;

    /** Looks at the consumer in {@code clients} while {@code journal} finds the broker there. */
    public Membership(KafkaClientService clients, KafkaJournal journal) {
        this.clients = clients;
        this.journal = journal;
    }

    /**
     * Looks once, to be called every few seconds on one thread, and joins again where it has seen the same the last time: a
     * heartbeat thread that lives sends one as soon as an outage is over. Never blocks.
     */
    public void look() {
        if (clients.getConsumerChannels().contains(RequestsChannel.NAME)) {
            KafkaConsumer<byte[], byte[]> consumer = clients.getConsumer(RequestsChannel.NAME);
            Optional<Duration> silent = ConsumerTimes.sinceLastHeartbeat(consumer.unwrap())
                    .filter(since ->
                            since.compareTo(SILENT) >= 0 && journal.brokerAway().isEmpty());
            boolean again = suspected && silent.isPresent();
            if (again) {
                rejoin(consumer, silent.get());
            }
            suspected = silent.isPresent() && !again;
        }
    }

    private static void rejoin(KafkaConsumer<byte[], byte[]> consumer, Duration since) {
        LOG.warnf("No heartbeat was sent for %s s: joining the group again", since.toSeconds());
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
