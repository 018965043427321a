package dev.takeone.intake;

import dev.takeone.worker.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/** Lets the channel's consumer read again what the worker had no room for, on the consumer's own thread. */
@ApplicationScoped
public class Rewinds implements Source {
    private static final Logger LOG = Logger.getLogger(Rewinds.class);

    private final RequestsConnector connector;

    /** Finds the consumer in {@code connector}, once there is one. */
    public Rewinds(@Connector(RequestsConnector.KIND) RequestsConnector connector) {
        this.connector = connector;
    }

    @Override
    public void rewind(int partition, long offset) {
        onConsumer(partition, offset, Consumer::resume);
    }

    /** The channel resumes what is paused whenever it has been full: then the worker holds again what comes. */
    @Override
    public void hold(int partition, long offset) {
        onConsumer(partition, offset, Consumer::pause);
    }

    private void onConsumer(
            int partition, long offset, BiConsumer<Consumer<byte[], byte[]>, Set<TopicPartition>> then) {
        connector
                .consumer()
                .orElseThrow()
                .runOnPollingThread(consumer -> {
                    seek(consumer, partition, offset, then);
                })
                .subscribe()
                .with(
                        done -> LOG.debugf("Partition %d is read from offset %d, or held there", partition, offset),
                        closed -> LOG.debugf(closed, "Partition %d is not read again: the channel closes", partition));
    }

    private static void seek(
            Consumer<byte[], byte[]> consumer,
            int partition,
            long offset,
            BiConsumer<Consumer<byte[], byte[]>, Set<TopicPartition>> then) {
        for (TopicPartition assigned : consumer.assignment()) {
            // It may have been lost and come back meanwhile, to stand further back than this: only back, never ahead.
            if (assigned.partition() == partition) {
                if (consumer.position(assigned) > offset) {
                    consumer.seek(assigned, offset);
                }
                then.accept(consumer, Set.of(assigned));
            }
        }
    }
}
