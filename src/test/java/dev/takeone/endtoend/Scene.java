package dev.takeone.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.Broker;
import dev.takeone.broker.TopicReader;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.Simulator;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A simulator, topics and a group of its own on the shared broker, and the workers that a test starts. Whatever was
 * started ends with {@link #close()}.
 */
final class Scene implements AutoCloseable {
    static final String API_KEY = "sk-endtoend-5f0c61c2";

    private static final Path LOGS = Path.of("target", "endtoend-logs");
    private static final int PARTITIONS = 3;

    /** The variable of a worker's session, for those who are to lose it, or whose partitions are to go to another soon. */
    static final String SESSION = "TAKEONE_INTAKE_SESSION_TIMEOUT";

    /** What a worker's JVM is told: to start sooner, and to collect without threads of its own, as the image's does. */
    static final String SMALL_JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /**
     * Checks soon and often, since simulated tasks take a second; a JVM that starts sooner; and a session as long as
     * Kafka's own default, which nobody loses only because the machine is slow.
     */
    private static final Map<String, String> QUICK = Map.of(
            "JAVA_TOOL_OPTIONS",
            SMALL_JVM,
            "TAKEONE_TOPICS_PARTITIONS",
            Integer.toString(PARTITIONS),
            "TAKEONE_STATUS_FIRST_CHECK",
            "200ms",
            "TAKEONE_STATUS_INTERVAL",
            "200ms",
            SESSION,
            "45s",
            "TAKEONE_PROVIDER_REQUESTS_PER_MINUTE",
            "60000");

    private final String name;
    private final Map<String, String> settings;
    private final Servers servers;
    private final Simulator simulator;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Deque<Runnable> open = new ArrayDeque<>();
    private Optional<Events> events = Optional.empty();

    /**
     * Where to find the broker.
     *
     * @param tests how the test itself connects
     * @param workers how the workers do
     */
    record Servers(String tests, String workers) {}

    private Scene(String name, Map<String, String> settings, SimulatorSettings simulated, Servers servers) {
        this.name = name;
        this.servers = servers;
        this.settings = settings;
        simulator = Simulator.start(simulated.withApiKey(API_KEY));
        open.push(simulator::close);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.tests()), new ByteArraySerializer(), new ByteArraySerializer());
        open.push(producer::close);
        admin = Admin.create(
                Map.of("bootstrap.servers", servers.tests(), "default.api.timeout.ms", Waiting.AT_MOST_MS));
        open.push(admin::close);
        open.push(http::close);
    }

    /**
     * A scene without a worker yet.
     *
     * @param name of the group, and what the topics' names begin with: no two scenes share it
     * @param settings of its workers, as environment variables
     */
    static Scene open(String name, Map<String, String> settings, SimulatorSettings simulated) {
        String shared = Broker.shared().bootstrapServers();
        return new Scene(name, settings, simulated, new Servers(shared, shared));
    }

    /** The same on a broker of the test's own. */
    static Scene on(Servers servers, String name, Map<String, String> settings, SimulatorSettings simulated) {
        return new Scene(name, settings, simulated, servers);
    }

    /** Starts a worker of that id, and returns when it is ready. */
    WorkerProcess start(String workerId) {
        return start(workerId, Map.of());
    }

    /** The same, with further settings of its own. */
    WorkerProcess start(String workerId, Map<String, String> own) {
        WorkerProcess worker = launch(workerId, own);
        worker.awaitReady();
        return worker;
    }

    /** The same, and returns at once. */
    WorkerProcess launch(String workerId, Map<String, String> own) {
        WorkerProcess worker = WorkerProcess.start(environment(workerId, own), log::add);
        open.push(worker::close);
        return worker;
    }

    /** What a worker of that id is told. */
    Map<String, String> environment(String workerId, Map<String, String> own) {
        Map<String, String> environment =
                new HashMap<>(WorkerProcess.environment(servers.workers(), simulator.url(), API_KEY));
        environment.putAll(QUICK);
        environment.put("TAKEONE_GROUP", name);
        environment.put("TAKEONE_WORKER_ID", workerId);
        for (String topic :
                List.of("requests", "submitted", "completed", "failed", "jobs", "receipts", "commands", "account")) {
            environment.put("TAKEONE_TOPICS_" + topic.toUpperCase(Locale.ROOT), topic(topic));
        }
        environment.putAll(settings);
        environment.putAll(own);
        return environment;
    }

    /**
     * What came of a command of the worker's jar.
     *
     * @param said on both of its outputs
     */
    record Done(int exitCode, String said) {}

    /** Runs a command of the worker's jar with the workers' settings, and nobody at the terminal; returns at its end. */
    Done command(String... words) {
        List<String> command = new ArrayList<>(WorkerProcess.command());
        command.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().putAll(environment("command", Map.of()));
        try {
            Process started = process.start();
            open.push(started::destroyForcibly);
            started.getOutputStream().close();
            String said = new String(started.getInputStream().readAllBytes(), UTF_8);
            return new Done(started.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Asks a worker to end (SIGTERM), and waits until it has. */
    void stop(WorkerProcess worker) {
        worker.stop();
    }

    Simulator simulator() {
        return simulator;
    }

    /** The events, read from their beginning. */
    Events events() {
        if (events.isEmpty()) {
            Events reader = new Events(servers.tests(), name + ".");
            open.push(reader::close);
            events = Optional.of(reader);
        }
        return events.get();
    }

    /** Publishes a record, and returns its coordinates as identities write them. */
    String publish(Message message) {
        RecordMetadata written = done(producer.send(message.to(topic("requests"))));
        return written.topic() + "-" + written.partition() + "-" + written.offset();
    }

    /** Publishes as many requests as that, all at once, and returns when the broker has them. */
    void flood(int count) {
        flood(count, message -> message);
    }

    /** The same, each made into another. */
    void flood(int count, UnaryOperator<Message> as) {
        List<Future<RecordMetadata>> sent = IntStream.range(0, count)
                .mapToObj(number ->
                        producer.send(as.apply(Message.prompt("one of many").id("flood-" + number))
                                .to(topic("requests"))))
                .toList();
        sent.forEach(Scene::done);
    }

    /** Publishes a record into that partition; when the producer had it. */
    Instant publishTo(int partition, Message message) {
        ProducerRecord<byte[], byte[]> record = message.to(topic("requests"));
        return Instant.ofEpochMilli(done(producer.send(new ProducerRecord<>(
                        record.topic(), partition, record.key(), record.value(), record.headers())))
                .timestamp());
    }

    /** Writes past every worker into one of the topics, and returns the record's offset. */
    long write(String which, int partition, String key, String value) {
        return done(producer.send(
                        new ProducerRecord<>(topic(which), partition, key.getBytes(UTF_8), value.getBytes(UTF_8))))
                .offset();
    }

    /** Writes a record without a value. */
    void erase(String which, int partition, String key) {
        done(producer.send(new ProducerRecord<>(topic(which), partition, key.getBytes(UTF_8), null)));
    }

    /** From now on the topic takes records of at most so many bytes. */
    void limitRecords(String which, int bytes) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, topic(which));
        ConfigEntry limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
        done(admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                .all());
        // The controller answers before the broker obeys.
        Waiting.until(
                "the limit of " + which,
                () -> done(admin.describeConfigs(List.of(topic)).all()).values().stream()
                        .anyMatch(config -> config.get(limit.name()).value().equals(limit.value())));
    }

    /** Every value that one of the topics holds now. */
    List<String> values(String which) {
        try (TopicReader reader = TopicReader.ofAll(servers.tests())) {
            if (!reader.open(List.of(topic(which)))) {
                throw new IllegalStateException("there is no topic " + topic(which));
            }
            return reader.readToEnd().stream().map(TopicReader::text).toList();
        }
    }

    private List<TopicPartition> partitions(String which) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(topic(which), number))
                .toList();
    }

    /** Publishes a request of that id, with the id as its key and as the marker of its charges. */
    void request(String id, String directives) {
        publish(Message.prompt("#" + id + " a kite over the sea " + directives)
                .id(id)
                .key(id));
    }

    /** Every line that its workers wrote so far. */
    List<String> log() {
        return List.copyOf(log);
    }

    /** How many charges the request of that id has caused. */
    int charges(String id) {
        return simulator.ledger().chargesFor("#" + id).size();
    }

    /** The answer of a worker's health, whether it is up or down. */
    JsonNode health(WorkerProcess worker, String check) {
        return Event.json(get(worker, "/q/health/" + check));
    }

    /** How many partitions a worker serves, as it says itself. */
    int serves(WorkerProcess worker) {
        return health(worker, "ready")
                .path("checks")
                .path(0)
                .path("data")
                .path("serving")
                .asInt();
    }

    String get(WorkerProcess worker, String path) {
        return get(HttpRequest.newBuilder(URI.create(worker.url() + path)));
    }

    /** The same in a form of the asker's choice. */
    String get(WorkerProcess worker, String path, String type) {
        return get(HttpRequest.newBuilder(URI.create(worker.url() + path)).header("Accept", type));
    }

    private String get(HttpRequest.Builder question) {
        try {
            return http.send(question.timeout(Waiting.AT_MOST).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits until the worker's wellness check of the provider says what is wanted, and returns its answer. */
    JsonNode awaitProviderCheck(WorkerProcess worker, Predicate<JsonNode> wanted) {
        return awaitCheck(worker, "provider", wanted);
    }

    /** Waits until this wellness check of the worker says what is wanted, and returns its answer. */
    JsonNode awaitCheck(WorkerProcess worker, String check, Predicate<JsonNode> wanted) {
        List<JsonNode> answers = new ArrayList<>();
        events().await("another wellness", () -> {
            answers.add(wellness(worker, check));
            return wanted.test(answers.getLast());
        });
        return answers.getLast();
    }

    JsonNode providerCheck(WorkerProcess worker) {
        return wellness(worker, "provider");
    }

    /** One of the checks at {@code /q/health/well}. */
    JsonNode wellness(WorkerProcess worker, String name) {
        JsonNode well = health(worker, "well");
        return StreamSupport.stream(well.path("checks").spliterator(), false)
                .filter(check -> check.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + well));
    }

    /** How many records of the requests topic the group has not committed. */
    long lag() {
        List<TopicPartition> partitions = partitions("requests");
        Map<TopicPartition, OffsetAndMetadata> committed =
                done(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
        Map<TopicPartition, ListOffsetsResultInfo> ends = done(admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())))
                .all());
        long handled = committed.values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
        return ends.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum() - handled;
    }

    /** For what an operator does to topics and groups. */
    Admin admin() {
        return admin;
    }

    String group() {
        return name;
    }

    static <T> T done(Future<T> answer) {
        try {
            return Waiting.done(answer);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refuses", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    /** The name of one of its topics: {@code requests}, {@code jobs}, and so on. */
    String topic(String which) {
        return name + "." + which;
    }

    /** Ends everything, and leaves the workers' log for whoever has to find out why a test failed. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
        try {
            Files.write(Files.createDirectories(LOGS).resolve(name + ".log"), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
