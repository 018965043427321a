package dev.takeone.deployment;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** KEDA's resources, as far as they are used here. Source: keda.sh/docs, "ScaledObject specification", 2.17. */
final class Keda {
    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {}

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            Fallback fallback,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Fallback(int failureThreshold, int replicas, String behavior) {}

    record Advanced(HpaConfig horizontalPodAutoscalerConfig, ScalingModifiers scalingModifiers) {}

    record ScalingModifiers(String formula, String target, String metricType) {}

    record HpaConfig(HorizontalPodAutoscalerBehavior behavior) {}

    /** Metadata are strings by KEDA's definition, numbers too. */
    record Trigger(
            String type,
            String name,
            Map<String, String> metadata,
            @Nullable Reference authenticationRef) {}

    record Reference(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, AuthenticationSpec spec) {}

    record AuthenticationSpec(List<SecretTarget> secretTargetRef) {}

    record SecretTarget(String parameter, String name, String key) {}
}
