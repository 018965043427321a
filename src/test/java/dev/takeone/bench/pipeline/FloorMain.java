package dev.takeone.bench.pipeline;

import dev.takeone.bench.Topics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The floor under Takeone: the limit's calls, and the five records that Takeone writes of each job, its three rows and
 * two events, in transactions with the request's offset, the intent before the POST. It checks, decides, measures and
 * logs nothing, and could not go on with any of its rows: what it costs, no worker with such a journal goes below.
 */
final class FloorMain {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PARTITIONS = 6;

    private final Topics topics;
    private final Calls calls;
    private final Context context;
    private final Ledger ledger;

    /** From the intent to the answer, as a worker counts its POSTs. */
    private final Semaphore posts = new Semaphore(Role.OPEN_CALLS);

    private FloorMain(Role role) {
        Vertx vertx = Vertx.vertx();
        this.topics = new Topics(role.name());
        this.calls = new Calls(vertx, role, false);
        this.context = vertx.getOrCreateContext();
        this.ledger = new Ledger(role, task -> context.runOnContext(now -> task.run()));
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        Role role = Role.of(arguments);
        FloorMain floor = new FloorMain(role);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", role.bootstrapServers()))) {
            NewTopic rows = new NewTopic(floor.topics.jobs(), PARTITIONS, (short) 1);
            admin.createTopics(List.of(rows.configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        new Thread(floor.ledger, "ledger").start();
        floor.read(role);
    }

    private void read(Role role) throws InterruptedException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(role.consumer())) {
            consumer.subscribe(List.of(topics.requests()));
            System.out.println(Role.READY);
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    posts.acquire();
                    ledger.generation(consumer.groupMetadata());
                    Job job = new Job(record);
                    job.begin();
                }
            }
        }
    }

    /** The life of one request. */
    private final class Job {
        private final ConsumerRecord<String, String> request;

        Job(ConsumerRecord<String, String> request) {
            this.request = request;
        }

        void begin() {
            write(live("submitting"), Optional.empty(), this::submit);
        }

        private void submit() {
            calls.submit(new JsonObject(request.value()), Optional.of(request.key()))
                    .onComplete(answer -> posts.release())
                    .onSuccess(task -> write(
                            live("submitted"),
                            Optional.of(event(topics.submitted(), Told.submitted(request.key(), task))),
                            () -> follow(task)));
        }

        private void follow(String task) {
            calls.ending(task)
                    .onSuccess(end -> write(
                            row("completed"),
                            Optional.of(event(topics.completed(), Told.completed(request.key(), end))),
                            () -> {}));
        }

        private ProducerRecord<String, String> event(String topic, String value) {
            return new ProducerRecord<>(topic, request.key(), value);
        }

        private void write(JsonObject row, Optional<ProducerRecord<String, String>> event, Runnable then) {
            ProducerRecord<String, String> state =
                    new ProducerRecord<>(topics.jobs(), request.partition(), request.key(), row.encode());
            ledger.append(
                    event.map(told -> List.of(state, told)).orElse(List.of(state)),
                    new TopicPartition(request.topic(), request.partition()),
                    request.offset() + 1,
                    then);
        }

        /** With the request until the ending, as in Takeone's rows. */
        private JsonObject live(String state) {
            return row(state).put("body", request.value());
        }

        private JsonObject row(String state) {
            return new JsonObject()
                    .put("state", state)
                    .put("id", request.key())
                    .put("partition", request.partition())
                    .put("offset", request.offset())
                    .put("at", Instant.now().toString());
        }
    }
}
