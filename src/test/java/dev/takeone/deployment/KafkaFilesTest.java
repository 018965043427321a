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
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Strimzi's resources: what the contract asks of topics, and what the worker may. */
class KafkaFilesTest {
    private static final Path PRODUCTION = Path.of("k8s", "overlays", "production");
    private static final Path KAFKA = PRODUCTION.resolve("kafka.yaml");
    private static final String GROUP = SettingsList.standard("takeone.group");
    private static final List<KafkaTopic> TOPICS = Manifest.of(KafkaTopic.class, KAFKA);

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

    /** Without one of these neither topics nor users are made, or nobody is let in. */
    @Test
    void theHeadSaysWhatTheClusterHasToHave() {
        String file = Strict.text(PRODUCTION.resolve("kustomization.yaml"));
        String head = file.substring(0, file.indexOf("apiVersion:")).replaceAll("\\s*\\n# ", " ");
        String servers =
                Kustomization.of(PRODUCTION).configMapGenerator().getFirst().value("KAFKA_BOOTSTRAP_SERVERS");

        assertThat(head)
                .contains("a listener on port " + servers.substring(servers.indexOf(':') + 1) + " with tls: true")
                .contains("topicOperator and userOperator");
        assertThat(Manifest.of(KafkaUser.class, KAFKA))
                .allSatisfy(user -> assertThat(head)
                        .contains("authentication of type "
                                + user.getSpec().getAuthentication().getType())
                        .contains("authorization of type "
                                + user.getSpec().getAuthorization().getType()));
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
