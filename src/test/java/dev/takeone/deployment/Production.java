package dev.takeone.deployment;

import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the overlay for production tells the worker of Kafka, and what it lets the worker's user do there. */
public final class Production {
    private static final Path OVERLAY = Path.of("k8s", "overlays", "production");

    private Production() {}

    /** The variables {@code KAFKA_*} of the overlay's config map. */
    public static Map<String, String> kafkaVariables() {
        Kustomization.Generator generator =
                Kustomization.of(OVERLAY).configMapGenerator().getFirst();
        return generator.keys().stream()
                .filter(name -> name.startsWith("KAFKA_"))
                .collect(Collectors.toMap(Function.identity(), generator::value));
    }

    /** The worker's ACLs as a broker takes them, for other names. */
    public static List<AclBinding> rights(String principal, UnaryOperator<String> names) {
        return rights("takeone", principal, names);
    }

    /** Those of the console's user, likewise. */
    public static List<AclBinding> consoleRights(String principal, UnaryOperator<String> names) {
        return rights("takeone-console", principal, names);
    }

    private static List<AclBinding> rights(String user, String principal, UnaryOperator<String> names) {
        KafkaUserAuthorizationSimple rules =
                (KafkaUserAuthorizationSimple) Manifest.of(KafkaUser.class, OVERLAY.resolve("kafka.yaml")).stream()
                        .filter(each -> each.getMetadata().getName().equals(user))
                        .findFirst()
                        .orElseThrow()
                        .getSpec()
                        .getAuthorization();
        return rules.getAcls().stream()
                .flatMap(rule -> rule.getOperations().stream()
                        .map(operation -> new AclBinding(
                                resource(rule, names),
                                new AccessControlEntry(
                                        principal,
                                        "*",
                                        AclOperation.fromString(operation.name().replace("CONFIGS", "_CONFIGS")),
                                        AclPermissionType.ALLOW))))
                .toList();
    }

    private static ResourcePattern resource(AclRule rule, UnaryOperator<String> names) {
        AclRuleResource resource = rule.getResource();
        if (resource instanceof AclRuleTopicResource topic) {
            return pattern(
                    ResourceType.TOPIC,
                    names.apply(topic.getName()),
                    topic.getPatternType().toValue());
        }
        if (resource instanceof AclRuleGroupResource group) {
            return pattern(
                    ResourceType.GROUP,
                    names.apply(group.getName()),
                    group.getPatternType().toValue());
        }
        if (resource instanceof AclRuleTransactionalIdResource id) {
            return pattern(
                    ResourceType.TRANSACTIONAL_ID,
                    names.apply(id.getName()),
                    id.getPatternType().toValue());
        }
        throw new IllegalArgumentException("a rule for something else: " + resource);
    }

    private static ResourcePattern pattern(ResourceType type, String name, String pattern) {
        return new ResourcePattern(type, name, pattern.equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL);
    }
}
