package dev.takeone.console.act;

import dev.takeone.console.read.Refusal;
import dev.takeone.journal.clients.NeverWritten;
import dev.takeone.orders.OrdersTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes by a producer that is made at the first record. */
public final class KafkaOutbox implements Outbox, AutoCloseable {
    /** A first connection over TLS takes more than the second that others have for it, and a person waits. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(5);

    private final Map<String, Object> kafka;
    private final String orders;
    private Optional<KafkaProducer<byte @Nullable [], byte @Nullable []>> open = Optional.empty();

    /**
     * One that has written nothing.
     *
     * @param kafka the settings of a producer without a transaction, which gives up soon
     * @param orders the topic {@code commands}, into which nothing is written that workers would not believe
     */
    public KafkaOutbox(Map<String, Object> kafka, String orders) {
        this(kafka, orders, MAX_BLOCK);
    }

    /** @param maxBlock how long a topic's partitions are asked for */
    KafkaOutbox(Map<String, Object> kafka, String orders, Duration maxBlock) {
        this.kafka = new HashMap<>(kafka);
        this.orders = orders;
        this.kafka.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, maxBlock.toMillis());
    }

    @Override
    public synchronized List<Written> write(List<Letter> letters) {
        try {
            if (open.isEmpty()) {
                open = Optional.of(new KafkaProducer<>(kafka));
            }
            KafkaProducer<byte @Nullable [], byte @Nullable []> producer = open.orElseThrow();
            // Else each record would wait for its topic anew, and that none was sent would not be known.
            letters.stream().map(Letter::topic).distinct().forEach(topic -> look(topic, producer));
            return write(letters, producer);
        } catch (KafkaException notReached) {
            abandon();
            return letters.stream().map(letter -> refused(letter, notReached)).toList();
        }
    }

    private void look(String topic, KafkaProducer<byte @Nullable [], byte @Nullable []> producer) {
        int partitions = producer.partitionsFor(topic).size();
        if (topic.equals(orders)) {
            OrdersTopic.requireOnePartition(topic, partitions);
        }
    }

    private List<Written> write(List<Letter> letters, KafkaProducer<byte @Nullable [], byte @Nullable []> producer) {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            letters.forEach(letter -> sent.add(producer.send(record(letter))));
            List<Written> written = new ArrayList<>();
            for (int each = 0; each < sent.size(); each++) {
                written.add(written(letters.get(each), sent.get(each)));
            }
            if (sent.stream().anyMatch(KafkaOutbox::isDenied)) {
                abandon();
            }
            return written;
        } catch (KafkaException trouble) {
            abandon();
            return letters.stream().map(letter -> failed(letter, trouble)).toList();
        }
    }

    private static Written written(Letter letter, Future<RecordMetadata> sent) {
        try {
            sent.get();
            return new Written.Kept();
        } catch (ExecutionException failed) {
            return failed(letter, Optional.ofNullable(failed.getCause()).orElse(failed));
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    private static boolean isDenied(Future<RecordMetadata> sent) {
        return sent.state() == Future.State.FAILED && sent.exceptionNow() instanceof AuthorizationException;
    }

    /** An answer that is lost says nothing of the record. */
    static Written failed(Letter letter, Throwable trouble) {
        return NeverWritten.isCertain(trouble)
                ? refused(letter, trouble)
                : new Written.Maybe(
                        "Kafka does not say whether it took it into " + letter.topic() + ": " + Refusal.said(trouble));
    }

    private static Written refused(Letter letter, Throwable trouble) {
        return new Written.Not("Kafka does not take it into " + letter.topic() + ": " + Refusal.said(trouble));
    }

    /** One that was refused once refuses for ever by itself, also when it may write by then. */
    private void abandon() {
        open.ifPresent(producer -> producer.close(Duration.ZERO));
        open = Optional.empty();
    }

    private static ProducerRecord<byte @Nullable [], byte @Nullable []> record(Letter letter) {
        RecordHeaders headers = new RecordHeaders();
        letter.headers().forEach(each -> headers.add(each.name(), each.value().orElse(null)));
        return new ProducerRecord<>(
                letter.topic(),
                letter.partition().isPresent() ? letter.partition().getAsInt() : null,
                letter.key().orElse(null),
                letter.value().orElse(null),
                headers);
    }

    @Override
    public synchronized void close() {
        open.ifPresent(KafkaProducer::close);
        open = Optional.empty();
    }
}
