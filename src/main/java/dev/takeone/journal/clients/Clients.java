package dev.takeone.journal.clients;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the journal's Kafka clients; whoever asks for one closes it.
 *
 * <p>Each throws {@link org.apache.kafka.common.KafkaException} where the user's settings make none.
 */
public final class Clients {
    private Clients() {}

    /** Writes the journal, in transactions. */
    public static Producer<byte[], byte[]> transactional(JournalSetup setup) {
        return new KafkaProducer<>(ClientSettings.producer(setup));
    }

    /** Writes receipts, outside every transaction. */
    public static Producer<byte[], byte[]> receiptsWriter(JournalSetup setup) {
        return new KafkaProducer<>(ClientSettings.receiptsProducer(setup));
    }

    /** Reads receipts, of which no transaction knows. */
    public static KafkaConsumer<byte @Nullable [], byte @Nullable []> receiptsReader(JournalSetup setup) {
        return new KafkaConsumer<>(ClientSettings.receiptsReader(setup));
    }

    /** Reads the journal back, and the group's offsets. */
    public static KafkaConsumer<byte @Nullable [], byte @Nullable []> journalReader(JournalSetup setup) {
        return new KafkaConsumer<>(ClientSettings.reader(setup));
    }

    /** Looks at single requests. */
    public static KafkaConsumer<byte @Nullable [], byte @Nullable []> peeking(JournalSetup setup) {
        return new KafkaConsumer<>(ClientSettings.peeking(setup));
    }

    /** Looks whether a log still holds what was read there. */
    public static KafkaConsumer<byte @Nullable [], byte @Nullable []> validating(JournalSetup setup) {
        return new KafkaConsumer<>(ClientSettings.validating(setup));
    }

    /** Asks the broker. */
    public static Admin admin(JournalSetup setup) {
        return Admin.create(ClientSettings.admin(setup));
    }
}
