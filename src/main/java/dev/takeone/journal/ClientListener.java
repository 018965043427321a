package dev.takeone.journal;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sees the journal's Kafka clients before their first use, for metrics. There is at most one client of a role at a time:
 * a new one stands in for the last, which is closed or about to be. Called on threads of the journal's own.
 */
public interface ClientListener {

    /** What a client is for. */
    enum Role {
        JOURNAL_WRITER,
        RECEIPTS_WRITER,
        RECEIPTS_READER
    }

    /** A new producer. */
    void producer(Role role, Producer<?, ?> producer);

    /** A new consumer. */
    void consumer(Role role, Consumer<?, ?> consumer);
}
