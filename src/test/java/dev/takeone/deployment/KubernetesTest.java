package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.config.SettingsList;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What {@code k8s} asks of a cluster is what the worker needs. */
class KubernetesTest {
    private static final Path BASE = Path.of("k8s", "base");
    private static final Path PRODUCTION = Path.of("k8s", "overlays", "production");
    private static final Path OPENSHIFT = Path.of("k8s", "overlays", "openshift");
    private static final Path LAPTOP = Path.of("k8s", "overlays", "laptop");

    /** What ending the process takes at most, after the stop. */
    private static final Duration CLOSE = Duration.ofSeconds(20);

    private static final StatefulSet WORKERS = only(StatefulSet.class, BASE.resolve("statefulset.yaml"));
    private static final PodSpec POD = WORKERS.getSpec().getTemplate().getSpec();
    private static final Container WORKER = POD.getContainers().getFirst();

    static final List<Path> OVERLAYS = List.of(LAPTOP, PRODUCTION);

    private static <T> T only(Class<T> type, Path file) {
        List<T> found = Manifest.of(type, file);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aReplicasNameIsItsWorkerId() {
        EnvVar id = variable("TAKEONE_WORKER_ID");

        assertThat(id.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
        assertThat(WORKERS.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
    }

    @Test
    void everyVariableIsASetting() {
        Stream<String> generated = OVERLAYS.stream()
                .flatMap(overlay -> Kustomization.of(overlay).configMapGenerator().stream())
                .flatMap(generator -> generator.keys().stream());
        Stream<String> patched = Manifest.of(StatefulSet.class, PRODUCTION.resolve("statefulset-patch.yaml")).stream()
                .flatMap(patch -> patch.getSpec().getTemplate().getSpec().getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName);
        Stream<String> base = WORKER.getEnv().stream().map(EnvVar::getName);

        assertThat(Stream.of(generated, patched, base).flatMap(Function.identity()))
                .allSatisfy(Settable::requireSettable);
    }

    @Test
    void theApiKeyIsAFileOfASecret() {
        String file = variable("TAKEONE_PROVIDER_API_KEY_FILE").getValue();
        String mount = WORKER.getVolumeMounts().stream()
                .filter(each -> each.getName().equals("api-key"))
                .findFirst()
                .orElseThrow()
                .getMountPath();
        String secret = POD.getVolumes().stream()
                .filter(each -> each.getName().equals("api-key"))
                .findFirst()
                .orElseThrow()
                .getSecret()
                .getSecretName();

        assertThat(Kustomization.of(LAPTOP).secretGenerator()).first().satisfies(generator -> {
            assertThat(generator.name()).isEqualTo(secret);
            assertThat(generator.keys()).containsExactly(file.substring(mount.length() + 1));
        });
    }

    /** A file that is mounted by itself ({@code subPath}) keeps the content that it had when the pod started. */
    @Test
    void aSecretThatIsRenewedReachesTheWorker() {
        Stream<VolumeMount> patched =
                Manifest.of(StatefulSet.class, PRODUCTION.resolve("statefulset-patch.yaml")).stream()
                        .flatMap(patch -> patch.getSpec().getTemplate().getSpec().getContainers().stream())
                        .flatMap(container -> container.getVolumeMounts().stream());

        assertThat(Stream.concat(patched, WORKER.getVolumeMounts().stream()))
                .isNotEmpty()
                .allSatisfy(mount -> {
                    assertThat(mount.getSubPath()).isNull();
                    assertThat(mount.getSubPathExpr()).isNull();
                });
    }

    @Test
    void theProbesAskWhatTheyAreThereFor() {
        assertThat(path(WORKER.getStartupProbe())).isEqualTo("/q/health/started");
        assertThat(path(WORKER.getReadinessProbe())).isEqualTo("/q/health/ready");
        assertThat(path(WORKER.getLivenessProbe())).isEqualTo("/q/health/live");
        assertThat(WORKER.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(Settable.httpPort());
        });
    }

    @Test
    void aPodIsGivenLongerThanItsDrainTakes() {
        assertThat(Duration.ofSeconds(POD.getTerminationGracePeriodSeconds()))
                .isGreaterThan(Settable.drain().plus(CLOSE));
    }

    @Test
    void aPodMayDoNothingButItsWork() {
        assertThat(POD.getAutomountServiceAccountToken()).isFalse();
        assertThat(POD.getEnableServiceLinks()).isFalse();
        assertThat(POD.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(POD.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(POD.getSecurityContext().getRunAsUser() + ":"
                        + POD.getSecurityContext().getRunAsGroup())
                .isEqualTo(Dockerfile.read().last("USER"));
        assertThat(WORKER.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(WORKER.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(WORKER.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(WORKER.getResources().getLimits()).containsKey("memory");
    }

    /** OpenShift's restricted-v2 constraint refuses a pod that asks for a user or a group of its own choice. */
    @Test
    void onOpenShiftNoUserIsAskedFor() {
        List<String> removed = Strict.documents(OPENSHIFT.resolve("anyuser-patch.yaml"))
                .getFirst()
                .findValuesAsText("path");

        assertThat(removed)
                .containsExactlyInAnyOrderElementsOf(Stream.of("runAsUser", "runAsGroup", "fsGroup")
                        .map(each -> "/spec/template/spec/securityContext/" + each)
                        .toList());
        assertThat(Kustomization.of(OPENSHIFT).patches())
                .filteredOn(patch -> patch.path().equals("anyuser-patch.yaml"))
                .extracting(Kustomization.Patch::target)
                .containsExactlyInAnyOrder(
                        new Kustomization.Target("StatefulSet", "takeone"),
                        new Kustomization.Target("Deployment", "takeone-console"));
    }

    @Test
    void anInstallationIsToldFromOthersAndItsRelease() throws IOException {
        Map<String, String> labels = Kustomization.of(BASE).labels().getFirst().pairs();
        PodMonitor monitor = only(PodMonitor.class, PRODUCTION.resolve("podmonitor.yaml"));
        String version = labels.getOrDefault("app.kubernetes.io/version", "");

        assertThat(monitor.getSpec().getJobLabel()).isEqualTo("app.kubernetes.io/instance");
        assertThat(labels).containsEntry("app.kubernetes.io/instance", "takeone");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + version + "-SNAPSHOT</version>");
        assertThat(Stream.of("production", "lanes").map(name -> Path.of("k8s", "overlays", name)))
                .allSatisfy(overlay -> assertThat(Kustomization.of(overlay).images())
                        .containsExactly(new Kustomization.Image("takeone", "registry.example.com/takeone", version)));
        assertThat(Stream.of("bulk", "express").map(lane -> Path.of("k8s", "overlays", "lanes", lane)))
                .allSatisfy(lane -> assertThat(
                                Kustomization.of(lane).labels().getLast().pairs())
                        .containsEntry(
                                "app.kubernetes.io/instance",
                                Kustomization.of(lane)
                                        .configMapGenerator()
                                        .getFirst()
                                        .value("TAKEONE_GROUP")));
    }

    /** A policy is held to the port of the pod that answers, and OpenShift's DNS pods listen on 5353. */
    @Test
    void namesCanBeLookedUpWhereverTheClustersDnsListens() {
        NetworkPolicy policy = only(NetworkPolicy.class, BASE.resolve("networkpolicy.yaml"));

        assertThat(policy.getSpec().getEgress())
                .filteredOn(rule -> rule.getTo().isEmpty())
                .flatExtracting(rule -> rule.getPorts().stream()
                        .map(port -> port.getPort().getIntVal() + "/" + port.getProtocol())
                        .toList())
                .contains("53/UDP", "53/TCP", "5353/UDP", "5353/TCP");
    }

    @Test
    void whateverSelectsPodsSelectsTheWorkers() {
        Map<String, String> labels =
                WORKERS.getSpec().getTemplate().getMetadata().getLabels();
        PodDisruptionBudget budget = only(PodDisruptionBudget.class, BASE.resolve("poddisruptionbudget.yaml"));
        NetworkPolicy policy = only(NetworkPolicy.class, BASE.resolve("networkpolicy.yaml"));
        Service service = only(Service.class, BASE.resolve("service.yaml"));
        PodMonitor monitor = only(PodMonitor.class, PRODUCTION.resolve("podmonitor.yaml"));

        assertThat(labels).isNotEmpty();
        assertThat(WORKERS.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(service.getSpec().getSelector()).isEqualTo(labels);
        assertThat(monitor.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(POD.getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(spread ->
                        assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
        assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
        assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
        assertThat(service.getMetadata().getName()).isEqualTo(WORKERS.getSpec().getServiceName());
        assertThat(monitor.getSpec().getPodMetricsEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
            assertThat(endpoint.getPort()).isEqualTo("http");
        });
    }

    /** An address that a worker is told is one that its network policy lets it reach. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void thePolicyLetsTheBrokersPass(Path overlay) {
        String servers =
                Kustomization.of(overlay).configMapGenerator().getFirst().value("KAFKA_BOOTSTRAP_SERVERS");

        assertThat(Strict.documents(overlay.resolve("networkpolicy-patch.yaml"))
                        .getFirst()
                        .findValuesAsText("port"))
                .contains(servers.substring(servers.indexOf(':') + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "TAKEONE_GROUP, true",
        "KAFKA_SASL_MECHANISM, true",
        "QUARKUS_LOG_CONSOLE_JSON_ENABLED, true",
        "QUARKUS_LOG_JSON, false",
        "TAKEONE_GRUOP, false",
        "GROUP, false"
    })
    void aMisspeltVariableIsSeen(String name, boolean settable) {
        assertThat(Settable.isSettable(name)).isEqualTo(settable);
        assertThat(SettingsList.all()).hasSizeGreaterThan(25);
    }

    private static EnvVar variable(String name) {
        return WORKER.getEnv().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String path(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        return probe.getHttpGet().getPath();
    }
}
