package dev.takeone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.broker.Broker;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.process.WorkerProcess;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged worker, told something wrong: it ends with one message that names the setting, and no stack trace. */
class StartFailuresIT {
    private static final String KEY = "sk-secret";
    private static final URI NO_PROVIDER = URI.create("http://127.0.0.1:2");
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    /** Starts faster, and makes the JVM say a line of its own. */
    private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final String OF_THE_JVM = "Picked up";

    @TempDir
    static Path folder;

    /** Of every kind one, and those that no other test has. Told although the broker is away. */
    static Stream<Arguments> settings() throws IOException {
        Path models = Files.writeString(folder.resolve("models.yaml"), "first_check: 5s\nmodel: {}\n");
        return Stream.of(
                Arguments.of(
                        "TAKEONE_PROVIDER_API_KEY_FILE",
                        KEY,
                        "takeone.provider.api-key-file cannot be read: there is no such"),
                Arguments.of("TAKEONE_JOB_DEADLINE", "soon", "takeone.job.deadline is \"soon\": write a duration"),
                Arguments.of(
                        "JDK_JAVA_OPTIONS",
                        JVM_OPTIONS + " -Dtakeone.role=console -Dquarkus.http.host=0.0.0.0",
                        "The console knows no users, and would show everything to everybody at 0.0.0.0"),
                Arguments.of("TAKEONE_PROVIDER_URL", "api.apimart.ai", "takeone.provider.url cannot be used"),
                Arguments.of("QUARKUS_TLS_PROVIDER_TRUST_ALL", "true", "quarkus.tls.provider would have the API key"),
                Arguments.of("TAKEONE_MODELS_FILE", models.toString(), "takeone.models.file: cannot use"),
                Arguments.of(
                        "TAKEONE_WEBHOOK_URL", "http://localhost/hooks", "takeone.webhook.url (TAKEONE_WEBHOOK_URL)"),
                Arguments.of(
                        "TAKEONE_WEBHOOK_URL",
                        "https://hooks.example.com/hooks",
                        "takeone.webhook.secret-file (TAKEONE_WEBHOOK_SECRET_FILE) is missing"),
                Arguments.of("TAKEONE_EVENTS_SOURCE", "video shop", "takeone.events.source (TAKEONE_EVENTS_SOURCE)"),
                Arguments.of(
                        "JDK_JAVA_OPTIONS",
                        JVM_OPTIONS + " -Dtakeone.spend.per-hour=5 -Dtakeone.models.unknown=pass-through",
                        "set takeone.spend.unpriced (TAKEONE_SPEND_UNPRICED)"),
                Arguments.of(
                        "JDK_JAVA_OPTIONS",
                        JVM_OPTIONS + " -Dtakeone.sumbission.in-doubt=fail",
                        "There is no setting takeone.sumbission.in-doubt"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aWrongSettingEndsTheStartAtOnce(String variable, String value, String message) {
        assertThat(failure("127.0.0.1:" + LoopbackPorts.free(), Map.of(variable, value)))
                .singleElement()
                .asString()
                .contains(message);
    }

    /** Of what the broker has, which the settings do not fit; {@code J} and {@code R} stand for the topics' names. */
    static Stream<Arguments> topics() {
        Map<String, String> compacted = Map.of("cleanup.policy", "compact,delete");
        return Stream.of(
                Arguments.of(topic("J", 2, Map.of()), Map.of(), "cleanup.policy=delete, and needs compact,delete."),
                Arguments.of(topic("J", 1, compacted), Map.of(), "has 1 partitions, and needs as many as"),
                Arguments.of(
                        topic("J", 2, Map.of("cleanup.policy", "compact,delete", "retention.ms", "3600000")),
                        Map.of(),
                        "takeone.journal.retention"),
                Arguments.of(
                        topic("other", 2, Map.of()),
                        Map.of("TAKEONE_TOPICS_CREATE", "false"),
                        "J does not exist, and takeone.topics.create is false. Create it with:"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void topicsThatCannotCarryThePromiseEndTheStart(NewTopic given, Map<String, String> more, String message)
            throws Exception {
        String run = UUID.randomUUID().toString();
        create(new NewTopic(run + "R", 2, (short) 1));
        create(new NewTopic(run + given.name(), given.numPartitions(), (short) 1).configs(given.configs()));
        Map<String, String> environment = new HashMap<>(Map.of(
                "TAKEONE_GROUP", run,
                "TAKEONE_TOPICS_REQUESTS", run + "R",
                "TAKEONE_TOPICS_JOBS", run + "J",
                "TAKEONE_TOPICS_RECEIPTS", run + "receipts",
                "TAKEONE_TOPICS_ACCOUNT", run + "account"));
        environment.putAll(more);
        List<String> said = failure(Broker.shared().bootstrapServers(), environment);
        assertThat(said).anyMatch(line -> line.contains(message)).noneMatch(line -> line.contains(" ERROR "));
    }

    @Test
    void aPortInUseEndsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(failure(Broker.shared().bootstrapServers(), Map.of("QUARKUS_HTTP_PORT", port)))
                    .last()
                    .asString()
                    .contains(port, "set quarkus.http.port");
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedForEachTryIsToldAndAStopEndsIt() throws Exception {
        CountDownLatch tries = new CountDownLatch(2);
        try (WorkerProcess worker = WorkerProcess.start(environment("nowhere.invalid:9092", Map.of()), line -> {
            if (line.contains("Kafka is not ready at nowhere.invalid:9092")
                    && line.contains("Check kafka.bootstrap.servers")) {
                tries.countDown();
            }
        })) {
            Waiting.open(tries);
            assertThat(worker.stop()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(worker.output()).noneMatch(StartFailuresIT::isOfATrace);
        }
    }

    /** A broker that answers nothing keeps a try going for seconds: a stop does not wait for its end. */
    @Test
    void aStopEndsATryThatIsGoingOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                WorkerProcess worker =
                        WorkerProcess.start(environment("127.0.0.1:" + silent.getLocalPort(), Map.of()), line -> {});
                Socket unanswered = taken(silent)) {
            assertThat(unanswered.getInputStream().read())
                    .as("something is asked")
                    .isNotNegative();
            assertThat(worker.stop()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(worker.output()).noneMatch(StartFailuresIT::isOfATrace);
        }
    }

    private static Socket taken(ServerSocket server) throws IOException {
        server.setSoTimeout(Waiting.AT_MOST_MS);
        return server.accept();
    }

    /** What the worker said; that it ended badly, without a trace or the key, holds for all. */
    private static List<String> failure(String broker, Map<String, String> more) {
        try (WorkerProcess worker = WorkerProcess.start(environment(broker, more), line -> {})) {
            assertThat(worker.awaitExit()).isEqualTo(1);
            List<String> said = worker.output().stream()
                    .filter(line -> !line.contains(OF_THE_JVM))
                    .toList();
            assertThat(said).noneMatch(StartFailuresIT::isOfATrace).noneMatch(line -> line.contains(KEY));
            return said;
        }
    }

    private static Map<String, String> environment(String broker, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(WorkerProcess.environment(broker, NO_PROVIDER, KEY));
        all.put("JDK_JAVA_OPTIONS", JVM_OPTIONS);
        all.putAll(more);
        return all;
    }

    private static boolean isOfATrace(String line) {
        return line.startsWith("\tat ") || line.contains("Exception");
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }

    private static void create(NewTopic topic) throws Exception {
        Map<String, Object> where = Map.of("bootstrap.servers", Broker.shared().bootstrapServers());
        try (Admin admin = Admin.create(where)) {
            Waiting.done(admin.createTopics(List.of(topic)).all());
        }
    }
}
