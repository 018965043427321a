package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of the provider's calls in {@code k8s/overlays/hooks}: from the internet to {@code /hooks}, and nowhere else. */
class HooksDeploymentTest {
    private static final Path HOOKS = Path.of("k8s", "overlays", "hooks");
    private static final Ingress INGRESS = only(Ingress.class, HOOKS.resolve("ingress.yaml"));
    private static final PodTemplateSpec PATCH = template(HOOKS.resolve("statefulset-patch.yaml"));
    private static final PodTemplateSpec WORKERS = template(Path.of("k8s", "base", "statefulset.yaml"));
    private static final Container PATCHED = PATCH.getSpec().getContainers().getFirst();
    private static final Container WORKER = WORKERS.getSpec().getContainers().getFirst();
    private static final ContainerPort PORT = WORKER.getPorts().getFirst();

    private static <T> T only(Class<T> type, Path file) {
        List<T> found = Manifest.of(type, file);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static PodTemplateSpec template(Path file) {
        return only(StatefulSet.class, file).getSpec().getTemplate();
    }

    /** The only one that the ingress leads to. */
    private static HTTPIngressPath path() {
        List<HTTPIngressPath> paths = INGRESS.getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .toList();
        assertThat(paths).hasSize(1);
        return paths.getFirst();
    }

    private static String variable(String name) {
        return PATCHED.getEnv().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void ofWhatAWorkerServesTheInternetReachesHooksAlone() {
        assertThat(INGRESS.getSpec().getDefaultBackend()).isNull();
        assertThat(path().getPath() + " " + path().getPathType()).isEqualTo("/hooks Prefix");
        assertThat(PATCHED.getName()).isEqualTo(WORKER.getName());
        assertThat(PATCHED.getEnv()).extracting(EnvVar::getName).allSatisfy(Settable::requireSettable);
        assertThat(variable("TAKEONE_WEBHOOK_URL"))
                .isEqualTo("https://" + INGRESS.getSpec().getRules().getFirst().getHost() + "/hooks");
    }

    /** The port is that of health and metrics too: an empty {@code from} would open it to every pod, and to the world. */
    @Test
    void toTheWorkersComeTheIngressControllerAndTheMonitoringAlone() {
        JsonNode patch = Strict.documents(HOOKS.resolve("networkpolicy-patch.yaml"))
                .getFirst()
                .path(0);
        JsonNode rules = patch.path("value");
        NetworkPolicyIngressRule rule = Strict.as(rules.path(0), NetworkPolicyIngressRule.class);

        assertThat(Kustomization.of(HOOKS).patches())
                .contains(new Kustomization.Patch(
                        "networkpolicy-patch.yaml", new Kustomization.Target("NetworkPolicy", "takeone")));
        assertThat(patch.path("op").asText() + " " + patch.path("path").asText())
                .isEqualTo("replace /spec/ingress");
        assertThat(rules).hasSize(1);
        assertThat(rule.getFrom())
                .containsExactlyInAnyOrder(
                        podsOf("ingress-" + INGRESS.getSpec().getIngressClassName()), podsOf("monitoring"));
        assertThat(rule.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort().getStrVal()).isEqualTo(PORT.getName());
            assertThat(port.getProtocol()).isEqualTo("TCP");
        });
    }

    private static NetworkPolicyPeer podsOf(String namespace) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", namespace)
                .endNamespaceSelector()
                .build();
    }

    @Test
    void whatComesInReachesTheWorkers() {
        Service service = only(Service.class, HOOKS.resolve("service.yaml"));

        assertThat(path().getBackend().getService().getName())
                .isEqualTo(service.getMetadata().getName());
        assertThat(service.getSpec().getSelector())
                .isEqualTo(WORKERS.getMetadata().getLabels());
        assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName())
                    .isEqualTo(path().getBackend().getService().getPort().getName());
            assertThat(port.getTargetPort().getStrVal()).isEqualTo(PORT.getName());
        });
    }

    /** And where the head of the kustomization has it made. */
    @Test
    void theSecretIsMountedWhereTheWorkerReadsIt() {
        assertThat(PATCHED.getVolumeMounts()).singleElement().satisfies(mount -> {
            assertThat(mount.getSubPath()).isNull();
            assertThat(PATCH.getSpec().getVolumes()).singleElement().satisfies(volume -> {
                SecretVolumeSource secret = volume.getSecret();
                assertThat(volume.getName()).isEqualTo(mount.getName());
                assertThat(secret.getItems())
                        .extracting(item -> mount.getMountPath() + "/" + item.getPath())
                        .containsExactly(variable("TAKEONE_WEBHOOK_SECRET_FILE"));
                assertThat(Strict.text(HOOKS.resolve("kustomization.yaml")))
                        .contains("create secret generic " + secret.getSecretName() + " --from-literal="
                                + secret.getItems().getFirst().getKey() + "=");
            });
        });
    }
}
