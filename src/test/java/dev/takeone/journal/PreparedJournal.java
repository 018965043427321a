package dev.takeone.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventRecord;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Bytes;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.Task;
import dev.takeone.job.Video;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A journal of one partition as a worker would have left it: tasks in flight, none of them due for an hour, and finished
 * jobs, each one row, as compaction leaves them. Written by the product's own codec and producer settings.
 */
public final class PreparedJournal {
    private static final int ROWS_A_TRANSACTION = 2_000;
    private static final Duration DUE_AFTER = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(23);

    /** Between the requests of two jobs, which came in the order of their numbers. */
    private static final Duration APART = Duration.ofMillis(20);

    private final JournalSetup setup;
    private final Instant now;

    /** For that group on topics of these names, which are made where they are missing. */
    public PreparedJournal(String bootstrapServers, String group, TopicNames names, Instant now) {
        this.now = now;
        setup = new JournalSetup(
                Map.of("bootstrap.servers", bootstrapServers),
                names,
                new JournalSettings(group, "prepare", Duration.ofHours(24), 1, true, JournalSettings.OnMismatch.STOP));
    }

    /** Writes so many rows of either kind, and the head. */
    public void write(int inFlight, int finished) throws InterruptedException {
        TopicFacts facts;
        try (Topics topics = new Topics(setup)) {
            facts = topics.prepare(Duration.ofSeconds(1));
        }
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(ClientSettings.producer(setup))) {
            producer.initTransactions();
            for (int from = 0; from < inFlight + finished; from += ROWS_A_TRANSACTION) {
                producer.beginTransaction();
                for (int number = from; number < Math.min(from + ROWS_A_TRANSACTION, inFlight + finished); number++) {
                    send(producer, number < inFlight ? inFlight(number) : finished(number));
                }
                producer.commitTransaction();
            }
            producer.beginTransaction();
            Head head = new Head(
                    setup.settings().group(),
                    setup.names().requests(),
                    TopicLife.of(facts.requestsTopicId()),
                    0,
                    OptionalInt.empty(),
                    Optional.empty());
            send(producer, JobCodec.HEAD_KEY, JobCodec.encode(head));
            producer.commitTransaction();
        }
    }

    /** Writes the event of each finished job, as {@link #write} has numbered them, over a day. */
    public void tell(int inFlight, int finished) throws InterruptedException {
        CloudEvents events = new CloudEvents(
                "/takeone",
                new EventTopics(
                        setup.names().submitted(),
                        setup.names().completed(),
                        setup.names().failed()),
                false);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(ClientSettings.receiptsProducer(setup))) {
            for (int number = inFlight; number < inFlight + finished; number++) {
                Instant ended = now.minus(DAY.dividedBy(finished).multipliedBy(inFlight + finished - number));
                EventRecord event = events.render(new JobEvent.Completed(
                        job(number),
                        new JobEvent.Result(
                                List.of("task_01M82HSG00MTVZT2V3V9%06d".formatted(number)),
                                List.of(new Video(
                                        "https://cdn.example.com/videos/" + number + ".mp4", Optional.of(now))),
                                Optional.of(Duration.ofSeconds(105)),
                                Optional.of(new BigDecimal("0.80")),
                                4),
                        ended.minusSeconds(120),
                        ended));
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        event.topic(), event.key().toArray(), event.value().getBytes(UTF_8));
                event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
                // A send that fails is missing in what is counted.
                Future<RecordMetadata> unused = producer.send(record);
            }
            producer.flush();
        }
    }

    private void send(Producer<byte[], byte[]> producer, Row row) {
        send(producer, row.state().job().id(), JobCodec.encode(row));
    }

    private void send(Producer<byte[], byte[]> producer, String key, byte[] value) {
        // The commit fails where a send has.
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(setup.names().jobs(), 0, JobCodec.key(key), value));
    }

    private Row inFlight(int number) {
        Instant due = now.plus(DUE_AFTER).plusMillis(number);
        Task task = Task.started("task_01M82HSG00MTVZT2V3V9%06d".formatted(number), due);
        return new Row(
                new Sequence(3),
                new JobState.Submitted(
                        job(number), List.of(task), 1, false, now, Duration.ZERO, 0, Duration.ZERO, List.of()));
    }

    private Row finished(int number) {
        return new Row(
                new Sequence(4),
                new JobState.Completed(
                        job(number).bare(), Optional.of(Duration.ofSeconds(105)), Optional.empty(), now));
    }

    private Job job(int number) {
        return new Job(
                "%032x".formatted(number * 0x9E3779B97F4A7C15L),
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                new Origin(setup.names().requests(), 0, number, now.minus(DAY).plus(APART.multipliedBy(number))),
                Optional.of(Bytes.copyOf(("customer-" + number % 1_000).getBytes(UTF_8))),
                "%064x".formatted(number * 0xC2B2AE3D27D4EB4FL),
                Optional.of("veo3.1-fast-official"),
                "veo3.1-fast-official/1080p/8",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
