package dev.takeone.journal.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.broker.Broker;
import dev.takeone.broker.LocalBroker;
import dev.takeone.journal.Fixture;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.NoCoordinatorException;
import dev.takeone.journal.clients.TopicCheckException;
import dev.takeone.process.LoopbackPorts;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The checks at the start, against a real broker. */
class TopicsIT {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final short ONE = 1;

    private final Fixture fixture = new Fixture(Broker.shared().bootstrapServers());

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void createsWhatIsMissingAndIsContentWithItTheNextTime() throws Exception {
        TopicFacts facts = fixture.topics(true).prepare(PAUSE);

        assertThat(facts.partitions()).isEqualTo(2);
        assertThat(facts.jobsRetention()).hasValue(Duration.ofDays(7));
        assertThat(facts.rewriteAfter()).hasValue(Duration.ofHours(42));
        assertThat(facts.clusterId())
                .isEqualTo(fixture.admin.describeCluster().clusterId().get());
        assertThat(setting(fixture.names.jobs(), "cleanup.policy")).isEqualTo("compact,delete");
        assertThat(setting(fixture.names.jobs(), "segment.ms")).isEqualTo("3600000");
        assertThat(setting(fixture.names.receipts(), "retention.ms")).isEqualTo("2592000000");
        assertThat(fixture.topics(false).prepare(PAUSE)).isEqualTo(facts);
    }

    /** A worker's clock may be wrong, and the retention of what it writes must not depend on it. */
    @Test
    void theBrokerStampsWhatTheWorkerWrites() throws Exception {
        fixture.topics(true).prepare(PAUSE);

        List<String> written = new ArrayList<>(fixture.names.events());
        written.add(fixture.names.jobs());
        written.add(fixture.names.receipts());
        written.add(fixture.names.commands());
        written.add(fixture.names.account());
        for (String topic : written) {
            assertThat(setting(topic, "message.timestamp.type")).as(topic).isEqualTo("LogAppendTime");
        }
        assertThat(setting(fixture.names.requests(), "message.timestamp.type")).isEqualTo("CreateTime");
    }

    @Test
    void aTopicThatDoesNotTakeTheLargestEventStopsTheStart() throws Exception {
        create(fixture.names.completed(), 2, Map.of("max.message.bytes", "100000"));

        assertThatThrownBy(() -> fixture.topics(true).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("The topic " + fixture.names.completed() + " has max.message.bytes=100000")
                .hasMessageContaining("--add-config 'max.message.bytes=1048588'");
    }

    /** It answers, so that its address is not what is wrong. */
    @Test
    void aBrokerThatCanHaveNoCoordinatorIsToldWithTheMend() throws Exception {
        try (LocalBroker alone = LocalBroker.start(Map.of("transaction.state.log.replication.factor", "3"));
                Fixture there = new Fixture(alone.bootstrapServers());
                AdminCalls calls = AdminCalls.open(there.setup("w1", true))) {
            Optional<String> told = Optional.empty();
            while (told.filter(why -> why.contains("the transactional id")).isEmpty()) {
                told = refusal(calls, there.group);
            }
            assertThat(told.orElseThrow()).contains("transaction.state.log.replication.factor", "set both to 1");
        }
    }

    /** Each try used to send some twenty thousand; how many does not depend on how quick broker and worker are. */
    @Test
    void aTryWithoutACoordinatorAsksTensOfTimesAtMost() throws Exception {
        try (LocalBroker alone = LocalBroker.start(Map.of(
                        "transaction.state.log.replication.factor", "3", "offsets.topic.replication.factor", "3"));
                Fixture there = new Fixture(alone.bootstrapServers())) {
            JournalSetup setup = there.setup("w1", true, Map.of("metric.reporters", SentRequests.class.getName()));
            for (int each = 0; each < 3; each++) {
                long before = SentRequests.total();
                try (AdminCalls calls = AdminCalls.open(setup)) {
                    assertThatThrownBy(() -> calls.require(there.group, there.group + "-w1"))
                            .isInstanceOf(NoCoordinatorException.class)
                            .hasMessageContaining("set both to 1");
                }
                assertThat(SentRequests.total() - before).isBetween(1L, 30L);
            }
        }
    }

    /** The first one may be about the group, whose coordinator is set up then. */
    private static Optional<String> refusal(AdminCalls calls, String group) throws InterruptedException {
        try {
            calls.require(group, group + "-w1");
            throw new AssertionError("there is a coordinator");
        } catch (NoCoordinatorException none) {
            return Optional.ofNullable(none.getMessage());
        }
    }

    @Test
    void theJournalHasThePartitionsOfRequestsThatWereThereBefore() throws Exception {
        create(fixture.names.requests(), 5, Map.of());

        assertThat(fixture.topics(true).prepare(PAUSE).partitions()).isEqualTo(5);
        assertThat(describe(fixture.names.jobs()).partitions()).hasSize(5);
        assertThat(describe(fixture.names.receipts()).partitions()).hasSize(5);
        assertThat(describe(fixture.names.failed()).partitions()).hasSize(2);
    }

    /** As after a deletion: of a partition that requests do not have nobody is the owner, whatever was paid for there. */
    @Test
    void missingRequestsAreMadeAsLargeAsTheJournal() throws Exception {
        create(fixture.names.jobs(), 5, JobsTopic.settings(Duration.ofHours(24)));

        assertThat(fixture.topics(true).prepare(PAUSE).partitions()).isEqualTo(5);
        assertThat(describe(fixture.names.receipts()).partitions()).hasSize(5);
    }

    @Test
    void namesEveryMissingTopicThatItMayNotCreate() {
        assertThatThrownBy(() -> fixture.topics(false).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("The topic " + fixture.names.requests() + " does not exist")
                .hasMessageContaining("--create --topic " + fixture.names.jobs() + " --partitions 2"
                        + " --config cleanup.policy=compact,delete")
                .hasMessageContaining("takeone.topics.create=true");
    }

    @Test
    void aJournalThatIsNotCompactedStopsTheStart() throws Exception {
        create(fixture.names.jobs(), 2, Map.of("cleanup.policy", "delete"));

        assertThatThrownBy(() -> fixture.topics(true).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining(fixture.names.jobs() + " (takeone.topics.jobs) has cleanup.policy=delete");
    }

    /** As kcat has the broker make it. */
    @Test
    void anOrderThatWasGivenBeforeTheFirstWorkerDoesNotStopItsStart() throws Exception {
        create(fixture.names.commands(), 1, Map.of("cleanup.policy", "delete"));

        fixture.topics(true).prepare(PAUSE);

        assertThat(setting(fixture.names.commands(), "cleanup.policy")).isEqualTo("compact");
    }

    /** As a broker does whose owner allows no such setting: it is told as what the topic lacks, with the mend. */
    @Test
    void aSettingThatTheBrokerDoesNotTakeIsNoErrorOfItsOwn() throws Exception {
        fixture.topics(true).prepare(PAUSE);

        try (AdminCalls calls = AdminCalls.open(fixture.setup("w1", true))) {
            assertThat(calls.setIfAllowed(fixture.names.commands(), Map.of("cleanup.policy", "none")))
                    .isFalse();
        }
    }

    @Test
    void anOrdersTopicThatForgetsAndMayNotBeMendedStopsTheStart() throws Exception {
        fixture.topics(true).prepare(PAUSE);
        set(fixture.names.commands(), "cleanup.policy", "delete");

        assertThatThrownBy(() -> fixture.topics(false).prepare(PAUSE))
                .hasMessageContaining("has cleanup.policy=delete, and needs compact");
    }

    /** As a broker makes it whose own topics have several: kcat and the worker's jar then put one name into two of them. */
    @Test
    void anOrdersTopicWithSeveralPartitionsStopsTheStart() throws Exception {
        create(fixture.names.commands(), 3, Map.of("cleanup.policy", "compact"));

        assertThatThrownBy(() -> fixture.topics(true).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("(takeone.topics.commands) has 3 partitions, and needs one")
                .hasMessageContaining("--create --topic " + fixture.names.commands() + " --partitions 1");
    }

    /** One partition, compact: the contract asks for no more. */
    @Test
    void aBoardThatWasMadeByTheContractsTableDoesNotStopTheStart() throws Exception {
        create(fixture.names.account(), 1, Map.of("cleanup.policy", "compact"));

        fixture.topics(true).prepare(PAUSE);
        assertThat(setting(fixture.names.account(), "min.compaction.lag.ms")).isEqualTo("300000");
        assertThat(setting(fixture.names.account(), "message.timestamp.type")).isEqualTo("LogAppendTime");

        set(fixture.names.account(), "min.compaction.lag.ms", "0");
        fixture.topics(false).prepare(PAUSE);
        assertThat(setting(fixture.names.account(), "min.compaction.lag.ms")).isEqualTo("0");
    }

    @Test
    void aJournalThatKeepsTooShortStopsTheStart() throws Exception {
        create(fixture.names.jobs(), 2, Map.of("cleanup.policy", "compact,delete", "retention.ms", "86400000"));

        assertThatThrownBy(() -> fixture.topics(true).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("has retention.ms=86400000, and needs 604800000");
    }

    @Test
    void aJournalWithTooFewPartitionsStopsTheStart() throws Exception {
        create(fixture.names.jobs(), 1, JobsTopic.settings(Duration.ofHours(24)));

        assertThatThrownBy(() -> fixture.topics(true).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("The topic " + fixture.names.jobs() + " has 1 partitions")
                .hasMessageContaining("--alter --topic " + fixture.names.jobs() + " --partitions 2");
    }

    @Test
    void allTopicsThatAreTooSmallAreNamed() throws Exception {
        create(fixture.names.jobs(), 1, JobsTopic.settings(Duration.ofHours(24)));
        create(fixture.names.receipts(), 1, Map.of());

        assertThatThrownBy(() -> fixture.topics(true).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("--alter --topic " + fixture.names.jobs() + " --partitions 2")
                .hasMessageContaining("--alter --topic " + fixture.names.receipts() + " --partitions 2");
        try (AdminCalls calls = AdminCalls.open(fixture.setup("w1", false))) {
            assertThat(fixture.topics(false).grow(calls).orElseThrow())
                    .contains("The topic " + fixture.names.jobs() + " has 1 partitions")
                    .contains("The topic " + fixture.names.receipts() + " has 1 partitions");
        }
    }

    @Test
    void waitsForABrokerThatIsAwayUntilItIsClosed() throws Exception {
        try (Fixture nowhere = new Fixture("127.0.0.1:" + LoopbackPorts.free())) {
            Topics topics = nowhere.topics(true);
            CompletableFuture<TopicFacts> preparing = CompletableFuture.supplyAsync(() -> {
                try {
                    return topics.prepare(PAUSE);
                } catch (InterruptedException closed) {
                    throw new IllegalStateException("closed", closed);
                }
            });
            topics.close();

            assertThatThrownBy(() -> Waiting.done(preparing))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aSettingThatTheClientCannotUseStopsTheStart() {
        JournalSetup wrong = new JournalSetup(
                Map.of("bootstrap.servers", fixture.servers, "security.protocol", "NONSENSE"),
                fixture.names,
                fixture.setup("w1", true).settings());

        assertThatThrownBy(() -> new Topics(wrong).prepare(PAUSE))
                .isInstanceOf(TopicCheckException.class)
                .hasMessageContaining("kafka.*");
    }

    private void set(String topic, String setting, String value) throws Exception {
        fixture.admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        Waiting waiting = Waiting.begin();
        while (!setting(topic, setting).equals(value)) {
            waiting.goOn(() -> topic + " has its " + setting);
        }
    }

    private void create(String topic, int partitions, Map<String, String> settings) throws Exception {
        fixture.admin
                .createTopics(List.of(new NewTopic(topic, partitions, ONE).configs(settings)))
                .all()
                .get();
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> found =
                fixture.admin.describeConfigs(List.of(resource)).all().get();
        return Optional.ofNullable(found.get(resource)).orElseThrow().get(name).value();
    }

    private TopicDescription describe(String topic) throws Exception {
        Map<String, TopicDescription> found =
                fixture.admin.describeTopics(List.of(topic)).allTopicNames().get();
        return Optional.ofNullable(found.get(topic)).orElseThrow();
    }
}
