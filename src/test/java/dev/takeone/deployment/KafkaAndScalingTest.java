package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.takeone.config.SettingsList;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclOperation;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strimzi's and KEDA's resources: what the contract asks of topics, what the worker may, how it grows. */
class KafkaAndScalingTest {
    private static final Path PRODUCTION = Path.of("k8s", "overlays", "production");
    private static final Path KAFKA = PRODUCTION.resolve("kafka.yaml");
    private static final String GROUP = SettingsList.standard("takeone.group");
    private static final List<KafkaTopic> TOPICS = Manifest.of(KafkaTopic.class, KAFKA);
    private static final Keda.ScaledObject SCALED = Manifest.of(
                    Keda.ScaledObject.class, PRODUCTION.resolve("scaledobject.yaml"))
            .getFirst();

    private static String name(String topic) {
        return SettingsList.standard("takeone.topics." + topic);
    }

    @Test
    void theTopicsAreTheSettings() {
        assertThat(TOPICS)
                .extracting(topic -> topic.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        name("requests"),
                        name("submitted"),
                        name("completed"),
                        name("failed"),
                        name("jobs"),
                        name("receipts"),
                        name("commands"),
                        name("account"),
                        name("callbacks"));
        assertThat(TOPICS).allSatisfy(topic -> {
            boolean shared = List.of(name("commands"), name("account"))
                    .contains(topic.getMetadata().getName());
            assertThat(topic.getSpec().getPartitions()).isEqualTo(shared ? 1 : partitions());
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig())
                    .containsEntry("min.insync.replicas", "2")
                    .doesNotContainKey("retention.bytes");
        });
    }

    @Test
    void theJournalIsCompactedAndKeptAsLongAsTheContractSays() {
        Map<String, Object> jobs = config("jobs");
        Duration kept = Duration.ofMillis(Long.parseLong((String) jobs.get("retention.ms")));

        assertThat(jobs).containsEntry("cleanup.policy", "compact,delete");
        assertThat(kept)
                .isGreaterThanOrEqualTo(Duration.ofDays(7))
                .isGreaterThanOrEqualTo(
                        Settable.duration("takeone.journal.retention").multipliedBy(4));
        assertThat(config("receipts"))
                .doesNotContainKey("cleanup.policy")
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()));
    }

    @Test
    void whatAWorkerWritesIsStampedByTheBroker() {
        for (String topic :
                List.of("submitted", "completed", "failed", "jobs", "receipts", "callbacks", "commands", "account")) {
            assertThat(config(topic)).as(topic).containsEntry("message.timestamp.type", "LogAppendTime");
        }
    }

    @Test
    void ordersStandUntilTheyAreEnded() {
        assertThat(config("commands")).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void whatIsLeasedIsNotCompactedAwayWhileItIsUsed() {
        assertThat(config("account"))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.compaction.lag.ms", "300000");
    }

    /** The reference's table of rights, without what only a worker needs that makes or grows topics. */
    @Test
    void theUserMayWhatTheWorkerDoesAndNothingElse() {
        KafkaUser user = Manifest.of(KafkaUser.class, KAFKA).getFirst();
        KafkaUserAuthorizationSimple simple =
                (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();

        assertThat(simple.getAcls())
                .extracting(rule -> resource(rule.getResource()), AclRule::getOperations)
                .containsExactlyInAnyOrder(
                        rule(
                                "topic " + name("requests"),
                                AclOperation.READ,
                                AclOperation.DESCRIBE,
                                AclOperation.DESCRIBECONFIGS),
                        event("submitted"),
                        event("completed"),
                        event("failed"),
                        journal("jobs"),
                        journal("receipts"),
                        journal("callbacks"),
                        rule(
                                "topic " + name("account"),
                                AclOperation.READ,
                                AclOperation.WRITE,
                                AclOperation.DESCRIBE,
                                AclOperation.DESCRIBECONFIGS),
                        rule(
                                "topic " + name("commands"),
                                AclOperation.READ,
                                AclOperation.DESCRIBE,
                                AclOperation.DESCRIBECONFIGS),
                        rule("group " + GROUP, AclOperation.READ, AclOperation.DESCRIBE),
                        rule("transactional id prefix " + GROUP + "-", AclOperation.WRITE, AclOperation.DESCRIBE));
        assertThat(Kustomization.of(PRODUCTION).configMapGenerator().getFirst().value("TAKEONE_TOPICS_CREATE"))
                .isEqualTo("false");
    }

    /** It gives orders, and sends a failed request again; of the rest it only reads, and it joins no group. */
    @Test
    void theConsolesUserMayReadAndWriteOrdersAndRequestsAndNothingElse() {
        KafkaUser user = Manifest.of(KafkaUser.class, KAFKA).getLast();
        KafkaUserAuthorizationSimple simple =
                (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();

        assertThat(user.getMetadata().getName()).isEqualTo("takeone-console");
        assertThat(simple.getAcls())
                .extracting(rule -> resource(rule.getResource()), AclRule::getOperations)
                .containsExactlyInAnyOrder(
                        rule("topic " + name("requests"), AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE),
                        rule("topic " + name("completed"), AclOperation.READ, AclOperation.DESCRIBE),
                        rule("topic " + name("failed"), AclOperation.READ, AclOperation.DESCRIBE),
                        rule("topic " + name("jobs"), AclOperation.READ, AclOperation.DESCRIBE),
                        rule("topic " + name("account"), AclOperation.READ, AclOperation.DESCRIBE),
                        rule("topic " + name("commands"), AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE),
                        rule("group " + GROUP, AclOperation.DESCRIBE));
    }

    @Test
    void thereIsAlwaysAWorkerAndNeverOneTooMany() {
        assertThat(SCALED.spec().minReplicaCount()).isPositive();
        assertThat(SCALED.spec().maxReplicaCount()).isLessThanOrEqualTo(partitions());
        assertThat(SCALED.spec().fallback().replicas())
                .isBetween(SCALED.spec().minReplicaCount(), SCALED.spec().maxReplicaCount());
        assertThat(SCALED.spec().scaleTargetRef()).isEqualTo(new Keda.Target("apps/v1", "StatefulSet", "takeone"));
    }

    /** A source of numbers that is away moves no partitions. */
    @Test
    void itStaysAsItIsWhileItCannotCount() {
        assertThat(SCALED.spec().fallback().behavior()).isEqualTo("currentReplicasIfHigher");
        assertThat(trigger("prometheus").metadata()).containsEntry("ignoreNullValues", "false");
    }

    /** Both numbers are for each worker: it fetches so many ahead, and they would call for further workers by themselves. */
    @Test
    void whatAWorkerFetchesAheadCallsForNoOther() {
        int ahead = Integer.parseInt(SettingsList.standard("takeone.intake.max-waiting"));
        Map<String, String> jobs = trigger("prometheus").metadata();

        assertThat(Integer.parseInt(trigger("kafka").metadata().get("lagThreshold")))
                .isGreaterThan(ahead);
        assertThat(jobs.get("query")).contains("state=~\"posting|in_doubt|running\"");
        assertThat(Integer.parseInt(jobs.get("threshold"))).isPositive();
    }

    /** The board deals calls to a group by its need and by what the account has: workers without calls only cost. */
    @Test
    void itNeverGrowsPastWhatTheAccountFeeds() {
        Keda.ScalingModifiers modifiers = SCALED.spec().advanced().scalingModifiers();
        int open = Integer.parseInt(SettingsList.standard("takeone.submission.max-open"))
                + Integer.parseInt(SettingsList.standard("takeone.status.max-open"));
        int account = Integer.parseInt(SettingsList.standard("takeone.provider.requests-per-minute"));
        int callsOfOne = 250;

        assertThat(modifiers)
                .isEqualTo(new Keda.ScalingModifiers(
                        "min(max(lag, jobs) / 2000, calls / " + callsOfOne + ")", "1", "AverageValue"));
        assertThat(SCALED.spec().triggers()).extracting(Keda.Trigger::name).containsExactly("lag", "jobs", "calls");
        assertThat(SCALED.spec().triggers().getLast().metadata().get("query")).startsWith("sum(takeone_quota_share{");
        assertThat(open * 60 / callsOfOne).isGreaterThanOrEqualTo(30);
        assertThat(account / callsOfOne).isEqualTo(SCALED.spec().minReplicaCount());
    }

    /** KEDA ignores a word of a trigger that it does not know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "kafka : bootstrapServers consumerGroup topic lagThreshold offsetResetPolicy sasl tls",
                "prometheus : serverAddress query threshold ignoreNullValues",
            })
    void aTriggerSaysOnlyWhatItsDocumentationKnows(String type, String known) {
        assertThat(trigger(type).metadata()).containsOnlyKeys(known.split(" ", -1));
    }

    @Test
    void itShrinksSlowly() {
        var down = SCALED.spec()
                .advanced()
                .horizontalPodAutoscalerConfig()
                .behavior()
                .getScaleDown();

        assertThat(down.getStabilizationWindowSeconds()).isGreaterThanOrEqualTo(900);
        assertThat(down.getPolicies()).singleElement().satisfies(policy -> {
            assertThat(policy.getType()).isEqualTo("Pods");
            assertThat(policy.getValue()).isEqualTo(1);
            assertThat(policy.getPeriodSeconds()).isGreaterThanOrEqualTo(300);
        });
    }

    @Test
    void itGrowsByLagAndByJobsInHand() {
        Keda.Trigger lag = trigger("kafka");

        assertThat(lag.metadata())
                .containsEntry("topic", name("requests"))
                .containsEntry("consumerGroup", GROUP)
                .containsEntry("offsetResetPolicy", "earliest")
                .containsEntry(
                        "bootstrapServers",
                        Kustomization.of(PRODUCTION)
                                .configMapGenerator()
                                .getFirst()
                                .value("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(trigger("prometheus").metadata()).containsKeys("serverAddress", "query", "threshold");
        assertThat(Manifest.of(Keda.TriggerAuthentication.class, PRODUCTION.resolve("scaledobject.yaml")))
                .singleElement()
                .extracting(authentication -> authentication.metadata().getName())
                .isEqualTo(Optional.ofNullable(lag.authenticationRef())
                        .orElseThrow()
                        .name());
    }

    private static Keda.Trigger trigger(String type) {
        return SCALED.spec().triggers().stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static int partitions() {
        return Integer.parseInt(SettingsList.standard("takeone.topics.partitions"));
    }

    private static Map<String, Object> config(String topic) {
        return TOPICS.stream()
                .filter(each -> each.getMetadata().getName().equals(name(topic)))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getConfig();
    }

    private static Tuple event(String topic) {
        return rule("topic " + name(topic), AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.DESCRIBECONFIGS);
    }

    private static Tuple journal(String topic) {
        return rule(
                "topic " + name(topic),
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBECONFIGS);
    }

    private static Tuple rule(String resource, AclOperation... operations) {
        return tuple(resource, Stream.of(operations).toList());
    }

    private static String resource(AclRuleResource resource) {
        if (resource instanceof AclRuleTopicResource topic) {
            return "topic " + topic.getName();
        }
        if (resource instanceof AclRuleGroupResource group) {
            return "group " + group.getName();
        }
        if (resource instanceof AclRuleTransactionalIdResource id) {
            return "transactional id " + id.getPatternType().toValue() + " " + id.getName();
        }
        return "something else";
    }
}
