package dev.takeone.follow;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/**
 * Reads what others have written, in whatever compression they like. Native code that such a compression needs and that
 * cannot be loaded is told by the client with an error; here it is a trouble like others, which ends no thread.
 */
public final class Batches {
    private Batches() {}

    /**
     * Polls once.
     *
     * @throws KafkaException also where a batch cannot be unpacked here; it says the mend
     */
    public static <K, V> ConsumerRecords<K, V> poll(Consumer<K, V> consumer, Duration atMost) {
        try {
            return consumer.poll(atMost);
        } catch (LinkageError library) {
            throw new KafkaException(
                    "a batch cannot be unpacked, since the library for its compression cannot be loaded (" + library
                            + "): give this process a temporary folder (-Djava.io.tmpdir) that it may write to and load"
                            + " libraries from, and start it again",
                    library);
        }
    }
}
