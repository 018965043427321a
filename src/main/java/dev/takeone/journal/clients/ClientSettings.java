package dev.takeone.journal.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of the journal's own Kafka clients, made from the user's.
 *
 * <p>The times are not the user's to choose: how long a new owner waits before it settles a job is counted from them.
 */
public final class ClientSettings {
    /** After this the coordinator aborts a transaction, and fences its producer. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(15);

    /** The journal's producer delivers a record within this, or never. */
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

    private static final int REQUEST_MS = 5_000;
    private static final int BLOCK_MS = 10_000;
    private static final int SOON_MS = 1_000;
    private static final int METADATA_MS = 10_000;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private ClientSettings() {}

    public static Map<String, Object> producer(JournalSetup setup) {
        Map<String, Object> settings = only(setup.kafka(), ProducerConfig.configNames());
        settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // The wait between two looks at a coordinator that is still busy with the last transaction: with the client's
        // own 100 ms, transactions back to back crawl.
        settings.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, setup.settings().transactionalId());
        // Which partitions have a leader is looked at before each transaction.
        settings.putIfAbsent(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY_TIMEOUT.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    /** A producer for receipts: outside every transaction, so that no loss of a partition can fence it. */
    public static Map<String, Object> receiptsProducer(JournalSetup setup) {
        Map<String, Object> settings = producer(setup);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, setup.settings().transactionalId() + "-receipts-writer");
        return settings;
    }

    static Map<String, Object> plainWriter(JournalSetup setup, String use) {
        Map<String, Object> settings = receiptsProducer(setup);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, setup.settings().transactionalId() + "-" + use);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SOON_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return settings;
    }

    /** A consumer that belongs to no group, for receipts, which no transaction holds. */
    public static Map<String, Object> receiptsReader(JournalSetup setup) {
        return plainReader(setup, "receipts-reader");
    }

    static Map<String, Object> plainReader(JournalSetup setup, String use) {
        Map<String, Object> settings = reader(setup);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, setup.settings().transactionalId() + "-" + use);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return settings;
    }

    /** A consumer that belongs to no group, and looks at single requests: where one is gone it is told so, and not led past. */
    public static Map<String, Object> peeking(JournalSetup setup) {
        Map<String, Object> settings = reader(setup);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, setup.settings().transactionalId() + "-watch");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        return settings;
    }

    /** A consumer that belongs to no group, and is told where a log was cut rather than sent back to there. */
    public static Map<String, Object> validating(JournalSetup setup) {
        Map<String, Object> settings = peeking(setup);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, setup.settings().transactionalId() + "-epochs");
        return settings;
    }

    /** A consumer that reads the journal back and the group's offsets; it never joins the group, nor commits. */
    public static Map<String, Object> reader(JournalSetup setup) {
        Map<String, Object> settings = only(setup.kafka(), ConsumerConfig.configNames());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, setup.settings().group());
        settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        // A record ends the wait at once: a hold must not wait for company. How long one waits is the reader's own to
        // say.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.remove(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MS);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    public static Map<String, Object> admin(JournalSetup setup) {
        Map<String, Object> settings = only(setup.kafka(), AdminClientConfig.configNames());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MS);
        return settings;
    }

    /**
     * What of the channels' settings is meant for a client that knows {@code names}. A name that no client knows stays:
     * login modules and the like read their own from here.
     */
    private static Map<String, Object> only(Map<String, Object> kafka, Set<String> names) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().removeIf(name -> !names.contains(name) && knownElsewhere(name));
        return settings;
    }

    private static boolean knownElsewhere(String name) {
        return ProducerConfig.configNames().contains(name)
                || ConsumerConfig.configNames().contains(name)
                || AdminClientConfig.configNames().contains(name);
    }
}
