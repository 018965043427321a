package dev.takeone.bench.pipeline;

import dev.takeone.bench.Topics;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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

/**
 * The floor: about what is left of Takeone without its own code. It makes the limit's calls and writes records like
 * Takeone's of each job, four rows and two events, in transactions with the request's offset, the intent before the POST.
 * It checks, decides, measures and logs nothing, and could not go on with its rows.
 */
final class FloorMain {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Jobs that wait for their POST, as Takeone's setting says. */
    private static final int MAX_WAITING = 1_000;

    private static final String HASH = "0123456789abcdef".repeat(4);

    private final Topics topics;
    private final Calls calls;
    private final Context context;
    private final Commits commits;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /** Accepted, and not begun. For the context's thread, as is the number of POSTs from intent to answer. */
    private final Deque<Job> accepted = new ArrayDeque<>();

    private int open;

    private FloorMain(Role role) {
        Vertx vertx = Vertx.vertx();
        this.topics = new Topics(role.name());
        this.calls = new Calls(vertx, role, false);
        this.context = vertx.getOrCreateContext();
        this.commits = new Commits(role, task -> context.runOnContext(now -> task.run()));
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        Role role = Role.of(arguments);
        FloorMain floor = new FloorMain(role);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", role.bootstrapServers()))) {
            NewTopic rows = new NewTopic(floor.topics.jobs(), Contestants.PARTITIONS, (short) 1);
            admin.createTopics(List.of(rows.configs(Map.of("cleanup.policy", "compact,delete"))))
                    .all()
                    .get();
        }
        floor.commits.start();
        floor.read(role);
    }

    private void read(Role role) throws InterruptedException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(role.consumer())) {
            consumer.subscribe(List.of(topics.requests()));
            System.out.println(Role.READY);
            while (true) {
                var records = consumer.poll(POLL);
                commits.generation(consumer.groupMetadata());
                for (ConsumerRecord<String, String> record : records) {
                    waiting.acquire();
                    new Job(record).accept();
                }
            }
        }
    }

    private void pump() {
        while (open < Role.OPEN_CALLS && !accepted.isEmpty()) {
            open++;
            waiting.release();
            accepted.remove().begin();
        }
    }

    /** The life of one request. */
    private final class Job {
        private final ConsumerRecord<String, String> request;

        Job(ConsumerRecord<String, String> request) {
            this.request = request;
        }

        void accept() {
            write(live("accepted").put("body", request.value()), Optional.empty(), () -> {
                accepted.add(this);
                pump();
            });
        }

        void begin() {
            JsonObject intent = live("submitting").put("body", request.value()).put("idempotency_key", HASH);
            write(intent, Optional.empty(), this::submit);
        }

        private void submit() {
            calls.submit(new JsonObject(request.value()), Optional.of(request.key()))
                    .onComplete(answer -> {
                        open--;
                        pump();
                    })
                    .onSuccess(task -> write(
                            live("submitted").put("task", task).put("submitted_at", now()),
                            Optional.of(event(topics.submitted(), Told.submitted(request.key(), task))),
                            () -> follow(task)));
        }

        private void follow(String task) {
            calls.ending(task)
                    .onSuccess(end -> write(
                            row("completed").put("ended_at", now()),
                            Optional.of(event(topics.completed(), Told.completed(request.key(), end))),
                            () -> {}));
        }

        private void write(JsonObject row, Optional<ProducerRecord<String, String>> event, Runnable then) {
            commits.append(request, row.encode(), event, then);
        }

        /** With the attributes of a CloudEvent as headers. */
        private ProducerRecord<String, String> event(String topic, String value) {
            ProducerRecord<String, String> event = new ProducerRecord<>(topic, request.key(), value);
            for (String name : List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject")) {
                event.headers().add(name, request.key().getBytes(StandardCharsets.UTF_8));
            }
            event.headers().add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
            return event;
        }

        private JsonObject live(String state) {
            JsonObject origin = new JsonObject()
                    .put("topic", request.topic())
                    .put("partition", request.partition())
                    .put("offset", request.offset())
                    .put("published_at", now());
            JsonObject row = row(state);
            row.getJsonObject("job").put("origin", origin);
            return row;
        }

        private JsonObject row(String state) {
            JsonObject job = new JsonObject()
                    .put("identity", new JsonObject().put("kind", "header").put("id", request.key()))
                    .put("content_hash", HASH);
            return new JsonObject()
                    .put("v", 1)
                    .put("state", state)
                    .put("job", job)
                    .put("due_at", now());
        }

        private static String now() {
            return Instant.now().toString();
        }
    }
}
