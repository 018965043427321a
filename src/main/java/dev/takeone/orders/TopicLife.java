package dev.takeone.orders;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InconsistentTopicIdException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Which topic has a name: one that is deleted and made anew has another id. A consumer does not tell, and where the new one is
 * long enough, it reads on behind what it has read of the former. Used by one thread.
 */
public final class TopicLife implements AutoCloseable {
    /** How long it is not noticed that a topic was made anew between two looks of its consumer. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Admin admin;
    private final String topic;
    private String id = "";
    private Optional<KafkaFuture<String>> asked = Optional.empty();
    private long askedNanos;

    /** @param admin is closed together with this */
    public TopicLife(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** The settings of a client that asks, by those of a consumer. */
    public static Map<String, Object> asking(Map<String, Object> consumer) {
        Map<String, Object> settings = new HashMap<>(consumer);
        settings.keySet()
                .removeIf(name -> ConsumerConfig.configNames().contains(name)
                        && !AdminClientConfig.configNames().contains(name));
        return settings;
    }

    /**
     * Asks for the topic's id, and waits for the answer: the topic is to keep it from now on.
     *
     * @throws KafkaException where there is no answer
     */
    public String begin() {
        askedNanos = System.nanoTime();
        id = answer(ask());
        return id;
    }

    /**
     * Asks again every few seconds, and waits for no answer: who reads meanwhile hears what is ordered. Without one, as where a
     * broker is away, nothing is known.
     *
     * @throws InconsistentTopicIdException where the topic is another one by now
     */
    public void requireSame() {
        if (asked.isPresent()) {
            KafkaFuture<String> last = asked.get();
            if (last.isDone()) {
                asked = Optional.empty();
                if (!last.isCompletedExceptionally() && !answer(last).equals(id)) {
                    throw new InconsistentTopicIdException("the topic " + topic + " was made anew");
                }
            }
        } else if (System.nanoTime() - askedNanos >= EVERY.toNanos()) {
            askedNanos = System.nanoTime();
            asked = Optional.of(ask());
        }
    }

    private KafkaFuture<String> ask() {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .thenApply(found -> found.values().stream()
                        .map(description -> description.topicId().toString())
                        .findFirst()
                        .orElse(""));
    }

    private static String answer(KafkaFuture<String> asked) {
        try {
            return asked.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("the topic's id is not told", failed);
        } catch (InterruptedException end) {
            throw new InterruptException(end);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
