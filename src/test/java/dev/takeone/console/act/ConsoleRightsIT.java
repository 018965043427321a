package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.account.RowNumber;
import dev.takeone.account.Who;
import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.Logins;
import dev.takeone.console.RunningConsole;
import dev.takeone.console.picture.PictureJobs;
import dev.takeone.console.picture.PictureSettings;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Trouble;
import dev.takeone.deployment.Production;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.topics.Topics;
import dev.takeone.tls.Certificate;
import dev.takeone.waiting.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker with TLS, SCRAM and ACLs; consoles have the rights of the console's user in the overlay for production. */
class ConsoleRightsIT {
    private static final TopicNames NAMES = new TopicNames(
            "r.requests", "r.submitted", "r.completed", "r.failed", "r.jobs", "r.receipts", "r.commands", "r.account");
    private static final Action HOLD = new Action.Hold(Optional.empty(), Optional.empty(), "prices");

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static LocalBroker broker;
    private static Admin admin;

    /** A worker of another group tells of itself on the board; the console's own group has read one request. */
    @BeforeAll
    static void begin() throws Exception {
        certificate = Certificate.make(folder, "broker", "ip:127.0.0.1");
        broker = LocalBroker.startSecured(certificate);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Topics topics = new Topics(setup(Map.of("bootstrap.servers", broker.bootstrapServers())))) {
            topics.prepare(Duration.ofSeconds(1));
        }
        BoardRow row = new BoardRow(
                new Who("life", "another", "w1", 1, "https://provider.example", List.of("k"), "1.0.0", now()),
                new RowNumber(1),
                false,
                new AccountLimits(500, Optional.empty()),
                Optional.empty(),
                Report.NONE);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(NAMES.requests(), 0, "a".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                    .get();
            producer.send(new ProducerRecord<>(
                            NAMES.account(),
                            0,
                            BoardCodec.key(row),
                            BoardCodec.value(row).orElseThrow()))
                    .get();
        }
        for (String group : List.of("r", "another")) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(NAMES.requests(), 0), new OffsetAndMetadata(0)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void end() {
        admin.close();
        broker.close();
    }

    private static JournalSetup setup(Map<String, Object> kafka) {
        return new JournalSetup(
                kafka,
                NAMES,
                new JournalSettings("r", "console-1", Duration.ofHours(24), 1, true, JournalSettings.OnMismatch.STOP));
    }

    /** A console of a new user, which has those of the documented rights that are wanted. */
    private static RunningConsole console(String user, Predicate<AclBinding> wanted) throws Exception {
        allow(user, wanted);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "secret")))
                .all()
                .get();
        Map<String, Object> kafka = new HashMap<>(Map.of(
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
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                        + "\" password=\"secret\";"));
        Logins.await(kafka);
        RunningConsole console = new RunningConsole(
                setup(kafka),
                new PictureSettings(
                        "r",
                        "r.requests",
                        broker.securedServers(),
                        PictureJobs.SETTINGS.rules(),
                        true,
                        PictureSettings.MOST_ENDED),
                "request-id",
                InstantSource.system());
        console.start();
        return console;
    }

    private static void allow(String user, Predicate<AclBinding> wanted) throws Exception {
        admin.createAcls(Production.consoleRights(
                                "User:" + user, resource -> resource.replaceFirst("^(video(?=\\.)|takeone)", "r"))
                        .stream()
                        .flatMap(right -> Stream.of(right, ofTheOther(right)))
                        .distinct()
                        .filter(wanted)
                        .toList())
                .all()
                .get();
    }

    /** The overlay knows one group, and here two share the account. */
    private static AclBinding ofTheOther(AclBinding right) {
        return right.pattern().resourceType() == ResourceType.GROUP
                ? new AclBinding(new ResourcePattern(ResourceType.GROUP, "another", PatternType.LITERAL), right.entry())
                : right;
    }

    private static void await(RunningConsole console, Predicate<ConsoleState> wanted) {
        Waiting.until("what the console shows", () -> wanted.test(console.state()));
    }

    private static boolean says(ConsoleState state, String what) {
        return state.overview(now()).troubles().stream()
                .map(Trouble::toString)
                .anyMatch(each -> each.contains(what) && each.contains("src/docs/reference.md#rights"));
    }

    @Test
    void withTheRightsOfItsUserItReadsAllAndActs() throws Exception {
        try (RunningConsole console = console("whole", any -> true)) {
            await(console, state -> state.reading().ready() && unread(state, "r"));
            assertThat(console.state().reading().away()).isEmpty();
            assertThat(console.actions().perform(HOLD, "anna", now())).isInstanceOf(Outcome.Done.class);
            await(console, state -> !state.overview(now()).orders().isEmpty());
        }
    }

    private static boolean unread(ConsoleState state, String group) {
        return state.overview(now()).groups().stream()
                .filter(each -> each.group().equals(group))
                .map(Overview.GroupLine::unread)
                .anyMatch(count -> count.equals(OptionalLong.of(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.jobs", "r.completed", "r.failed", "r.account", "r.commands"})
    void aTopicThatItMayNotReadIsNamed(String topic) throws Exception {
        try (RunningConsole console =
                console("without-" + topic, right -> !right.pattern().name().equals(topic))) {
            await(console, state -> says(state, topic));
            assertThat(console.state().reading().away()).isPresent();
        }
    }

    /** Neither is it an outage, nor does it hide what else is known. */
    @Test
    void aGroupWhoseLagItMayNotAskForIsNamed() throws Exception {
        try (RunningConsole console =
                console("without-group", right -> !right.pattern().name().equals("another"))) {
            await(console, state -> state.reading().ready() && says(state, "another") && unread(state, "r"));
            assertThat(console.state().reading().away()).isEmpty();
        }
    }

    @Test
    void aConsoleThatMayNotWriteReadsAndSaysWhatItMayNotUntilItMay() throws Exception {
        try (RunningConsole console = console("reading", right -> right.entry().operation() != AclOperation.WRITE)) {
            await(console, state -> state.reading().ready());
            assertThat(console.state().reading().away()).isEmpty();
            assertThat(console.actions().perform(HOLD, "anna", now()))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused ->
                                    assertThat(refused.why()).contains("r.commands", "src/docs/reference.md#rights"));
            allow("reading", any -> true);
            await(console, state -> console.actions().perform(HOLD, "anna", now()) instanceof Outcome.Done);
        }
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }
}
