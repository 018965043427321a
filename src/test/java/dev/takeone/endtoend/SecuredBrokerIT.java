package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.Logins;
import dev.takeone.deployment.Production;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.VirtualClock;
import dev.takeone.tls.Certificate;
import dev.takeone.waiting.Waiting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A broker with TLS, SCRAM and ACLs; the worker has the variables of the overlay for production and the rights of its
 * user there, no more.
 */
@Order(6)
class SecuredBrokerIT {
    private static final String PASSWORD = "p;w=\"1\" $x";
    private static final int PARTITIONS = 3;
    /** A try for which a busy machine had no time. */
    private static final String BUSY = "Kafka is not ready";

    private static final Pattern REFUSED = Pattern.compile("(?i)authori[sz]|denied");
    private static final AtomicInteger SCENES = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static Certificate stranger;
    private static LocalBroker broker;

    /** Of the group and of the user, so that each test may change its user's password and rights. */
    private final String name = "secured" + SCENES.incrementAndGet();

    private final VirtualClock provider = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));
    private Scene scene;

    @BeforeAll
    static void startBroker() {
        certificate = Certificate.make(folder, "broker", "ip:127.0.0.1");
        stranger = Certificate.make(folder, "stranger", "ip:127.0.0.1");
        broker = LocalBroker.startSecured(certificate);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @BeforeEach
    void topicsAndUser() {
        scene = Scene.on(
                new Scene.Servers(broker.bootstrapServers(), broker.securedServers()),
                name,
                settings(),
                SimulatorSettings.defaults().withClock(provider));
        Scene.done(scene.admin()
                .createTopics(Stream.of(
                                "requests",
                                "submitted",
                                "completed",
                                "failed",
                                "jobs",
                                "receipts",
                                "commands",
                                "account")
                        .map(topic -> new NewTopic(
                                        scene.topic(topic),
                                        Set.of("commands", "account").contains(topic) ? 1 : PARTITIONS,
                                        (short) 1)
                                .configs(
                                        switch (topic) {
                                            case "jobs" -> Map.of("cleanup.policy", "compact,delete");
                                            case "commands" -> Map.of("cleanup.policy", "compact");
                                            case "account" ->
                                                Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "300000");
                                            default -> Map.of();
                                        }))
                        .toList())
                .all());
        Scene.done(scene.admin().createAcls(rights()).all());
        password(PASSWORD);
        Logins.await(Map.of(
                "bootstrap.servers",
                broker.securedServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.pem().toString(),
                "sasl.jaas.config",
                jaas(name, PASSWORD)));
    }

    private List<AclBinding> rights() {
        return Production.rights("User:" + name, resource -> resource.replaceFirst("^(video(?=\\.)|takeone)", name));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Production.kafkaVariables());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", broker.securedServers());
        settings.put("KAFKA_SSL_TRUSTSTORE_LOCATION", certificate.pem().toString());
        settings.put("KAFKA_SASL_JAAS_CONFIG", jaas(name, PASSWORD));
        settings.put("TAKEONE_TOPICS_CREATE", "false");
        settings.put(Scene.SESSION, "10s");
        return settings;
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password.replace("\"", "\\\"") + "\";";
    }

    private void password(String next) {
        Scene.done(scene.admin()
                .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), next)))
                .all());
    }

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void everyClientOfTheWorkerWorksWithTheRightsOfItsUser() {
        WorkerProcess worker = scene.start("one");
        scene.request("whole", "");
        scene.events().awaitEndings(1, provider);
        scene.request("restored", "");
        scene.events()
                .await("a submission", () -> !scene.events().of("restored").isEmpty());
        scene.stop(worker);
        WorkerProcess next = scene.start("two");
        scene.events().awaitEndings(2, provider);
        scene.events()
                .await(
                        "how long requests are kept is known",
                        () -> scene.get(next, "/q/metrics").contains("takeone_requests_retention_seconds 604800.0"));

        assertThat(scene.events().of(Kind.COMPLETED)).hasSize(2);
        assertThat(scene.charges("restored")).isEqualTo(1);
        assertThat(scene.log())
                .anyMatch(line -> line.contains("1 jobs go on"))
                .noneMatch(line ->
                        line.contains(" ERROR ") || REFUSED.matcher(line).find());
    }

    @Test
    void aWrongPasswordEndsTheStartWithOneMessage() {
        assertThat(failure(Map.of("KAFKA_SASL_JAAS_CONFIG", jaas(name, "wrong-" + PASSWORD))))
                .singleElement()
                .asString()
                .contains(broker.securedServers(), "kafka.sasl.jaas.config (KAFKA_SASL_JAAS_CONFIG)")
                .doesNotContain(PASSWORD);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        Map.of("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256"), "kafka.sasl.mechanism (KAFKA_SASL_MECHANISM)"),
                Arguments.of(
                        Map.of("KAFKA_SSL_TRUSTSTORE_LOCATION", stranger.pem().toString()),
                        "kafka.ssl.truststore.location (KAFKA_SSL_TRUSTSTORE_LOCATION)"),
                Arguments.of(
                        Map.of("KAFKA_SSL_TRUSTSTORE_LOCATION", "/nowhere/ca.crt"),
                        "kafka.ssl.truststore.location (KAFKA_SSL_TRUSTSTORE_LOCATION)"),
                Arguments.of(Map.of("KAFKA_SASL_JAAS_CONFIG", "wrong"), "kafka.sasl.jaas.config"),
                Arguments.of(
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + port()),
                        "kafka.bootstrap.servers to name the host"));
    }

    private static String port() {
        return broker.securedServers().split(":", 2)[1];
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatOnlyAPersonCanMendEndsTheStartWithOneMessage(Map<String, String> wrong, String setting) {
        assertThat(failure(wrong)).singleElement().asString().contains(setting);
    }

    /** To a door that speaks TLS, plain text looks like a broker that hangs up. */
    @Test
    void aWorkerThatSpeaksPlainTextIsToldThatTheProtocolMayBeWrong() {
        try (WorkerProcess worker = scene.launch("one", Map.of("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT"))) {
            worker.awaitLine(line -> line.contains("Kafka is not ready") && line.contains("kafka.security.protocol"));
        }
    }

    /**
     * The broker asks for the password again when it has been away; the worker's connections are open until then.
     *
     * <p>Two workers, since the group's leader joins again for a reason of its own, and only the other shows that a member
     * whose session has ended meanwhile comes back.
     */
    @Test
    void aPasswordThatIsExchangedWhileTheWorkerRunsIsToldOnceAndWaitedFor() {
        WorkerProcess leader = scene.start("one");
        WorkerProcess other = scene.start("two");
        scene.events()
                .await(
                        "both serve",
                        () -> scene.serves(leader) + scene.serves(other) == PARTITIONS && scene.serves(other) > 0);
        int linesBefore = leader.output().size();
        password("another");
        broker.restart();
        JsonNode refused = awaitRefusal(leader);
        awaitRefusal(other);
        scene.request("meanwhile", "");
        Instant since = Instant.parse(refused.path("data").path("since").asText());
        Waiting.untilPast(since.plusSeconds(15));

        assertThat(leader.isAlive() && other.isAlive()).isTrue();
        List<String> said = leader.output().subList(linesBefore, leader.output().size());
        assertThat(said)
                .filteredOn(line -> line.contains("kafka.sasl.jaas.config (KAFKA_SASL_JAAS_CONFIG)"))
                .hasSize(1);
        assertThat(said)
                .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .as("nothing is told twice, however often it is tried again")
                .extracting(line -> line.replaceFirst("^\\S+ ", ""))
                .doesNotHaveDuplicates();
        password(PASSWORD);
        scene.events().awaitEndings(1, provider);
        scene.events().await("both are members", () -> members() == 2);
        scene.awaitCheck(
                leader, "broker", check -> check.path("status").asText().equals("UP"));
    }

    private JsonNode awaitRefusal(WorkerProcess worker) {
        return scene.awaitCheck(
                worker,
                "broker",
                check -> check.path("data").path("why").asText().contains("kafka.sasl.jaas.config"));
    }

    /** As the broker sees the group. */
    private int members() {
        return Scene.done(scene.admin()
                        .describeConsumerGroups(List.of(scene.group()))
                        .all())
                .values()
                .stream()
                .mapToInt(group -> group.members().size())
                .sum();
    }

    static Stream<Arguments> missingRights() {
        return Stream.of(
                Arguments.of(ResourceType.TOPIC, ".requests"),
                Arguments.of(ResourceType.TOPIC, ".completed"),
                Arguments.of(ResourceType.GROUP, ""),
                Arguments.of(ResourceType.TRANSACTIONAL_ID, "-"));
    }

    @ParameterizedTest
    @MethodSource("missingRights")
    void aRightThatIsMissingIsNamed(ResourceType type, String resource) {
        List<AclBindingFilter> missing = rights().stream()
                .filter(each -> each.pattern().resourceType() == type
                        && each.pattern().name().equals(name + resource))
                .map(AclBinding::toFilter)
                .toList();
        Scene.done(scene.admin().deleteAcls(missing).all());
        assertThat(failure(Map.of()))
                .anyMatch(line -> line.contains(name + resource) && line.contains("src/docs/reference.md#rights"));
    }

    /** As a worker is run that was set up before this right was asked for. */
    @Test
    void aTopicWhoseSettingsAreHiddenIsNamedAndTheWorkerGoesOn() {
        Scene.done(scene.admin()
                .deleteAcls(rights().stream()
                        .filter(each -> each.pattern().name().equals(name + ".requests")
                                && each.entry().operation() == AclOperation.DESCRIBE_CONFIGS)
                        .map(AclBinding::toFilter)
                        .toList())
                .all());
        WorkerProcess worker = scene.start("one");
        JsonNode told = scene.awaitCheck(
                worker, "whole topics", check -> !check.path("data").isEmpty());
        assertThat(told.at("/data/hidden_" + name + ".requests").asText())
                .contains("the settings of the topic " + name + ".requests", "src/docs/reference.md#rights");
        scene.request("served", "");
        scene.events().awaitEndings(1, provider);
    }

    /** Its user may not alter topics; a refusal alone would not say which it has to be. */
    @Test
    void addedPartitionsWaitAndNameTheTopicsThatMayNotBeGrown() {
        WorkerProcess worker =
                scene.start("one", Map.of("TAKEONE_TOPICS_CREATE", "true", "KAFKA_METADATA_MAX_AGE_MS", "500"));
        Scene.done(scene.admin()
                .createPartitions(Map.of(scene.topic("requests"), NewPartitions.increaseTo(PARTITIONS + 1)))
                .all());
        JsonNode told = scene.awaitCheck(
                worker,
                "served partitions",
                check -> check.path("data")
                        .path("waiting_" + PARTITIONS)
                        .asText()
                        .contains("--alter"));
        assertThat(told.path("data").path("waiting_" + PARTITIONS).asText())
                .contains(
                        "does not allow this worker's user",
                        "--alter --topic " + scene.topic("jobs") + " --partitions " + (PARTITIONS + 1),
                        "--alter --topic " + scene.topic("receipts") + " --partitions " + (PARTITIONS + 1));
    }

    private List<String> failure(Map<String, String> wrong) {
        try (WorkerProcess worker = scene.launch("one", wrong)) {
            assertThat(worker.awaitExit()).isEqualTo(1);
            return worker.output().stream()
                    .filter(line -> !line.startsWith("Picked up"))
                    .filter(line -> !line.contains(BUSY))
                    .toList();
        }
    }
}
