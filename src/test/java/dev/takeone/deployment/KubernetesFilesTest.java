package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.waiting.Waiting;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code k8s} is read by its type, named by a kustomization, and rendered where there is a kubectl. */
class KubernetesFilesTest {
    private static final Path K8S = Path.of("k8s");
    private static final String KUSTOMIZATION = "kustomization.yaml";

    static final List<Path> OVERLAYS = Stream.of("laptop", "production", "hooks", "lanes", "openshift")
            .map(each -> K8S.resolve("overlays").resolve(each))
            .toList();

    /** For another namespace, and applied by hand: its head says how. */
    private static final Path ALONE = K8S.resolve("overlays/production/kafka.yaml");

    /** An operation of a JSON patch. */
    record Operation(String op, String path, @Nullable JsonNode value) {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileHoldsNothingThatItsTypeDoesNotKnow(Path file) {
        if (file.endsWith(KUSTOMIZATION)) {
            assertThat(Kustomization.of(Objects.requireNonNull(file.getParent()))
                            .kind())
                    .isEqualTo("Kustomization");
            return;
        }
        assertThat(Strict.documents(file)).isNotEmpty().allSatisfy(document -> {
            if (document.isArray()) {
                document.forEach(each ->
                        assertThat(Strict.as(each, Operation.class).op()).isIn("add", "remove", "replace"));
            } else {
                assertThat(Manifest.of(document).name()).isNotEmpty();
            }
        });
    }

    @Test
    void everyFileIsNamedByAKustomizationAndIsThere() throws IOException {
        List<Path> named = OVERLAYS.stream()
                .flatMap(overlay -> Kustomization.files(overlay).stream())
                .toList();

        assertThat(named).allMatch(Files::isRegularFile);
        assertThat(files())
                .filteredOn(file -> !file.endsWith(KUSTOMIZATION) && !file.equals(ALONE))
                .containsExactlyInAnyOrderElementsOf(List.copyOf(new TreeSet<>(named)));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void kubectlRendersAnOverlayToKnownTypes(Path overlay) throws IOException, InterruptedException {
        assertThat(rendered(overlay))
                .extracting(Manifest::type)
                .contains(
                        "apps/v1 StatefulSet",
                        "policy/v1 PodDisruptionBudget",
                        "networking.k8s.io/v1 NetworkPolicy",
                        "v1 ConfigMap");
    }

    /** What a machine has built itself is never looked for elsewhere, and has no release to name. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void noImageIsPulledWithoutNamingItsRelease(Path overlay) throws IOException, InterruptedException {
        assertThat(pods(overlay))
                .flatExtracting(PodSpec::getContainers)
                .isNotEmpty()
                .filteredOn(container -> !isOfThisMachine(container))
                .extracting(Container::getImage)
                .allMatch(image -> image.matches("[^:]+:[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    private static boolean isOfThisMachine(Container container) {
        return !container.getImage().contains("/") && Objects.equals(container.getImagePullPolicy(), "IfNotPresent");
    }

    @Test
    void onOpenShiftNeitherWorkersNorConsoleAskForAUser() throws IOException, InterruptedException {
        assertThat(pods(K8S.resolve("overlays/openshift"))).hasSize(2).allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
            assertThat(pod.getSecurityContext().getRunAsGroup()).isNull();
            assertThat(pod.getSecurityContext().getFsGroup()).isNull();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getContainers()).allSatisfy(container -> {
                assertThat(container.getSecurityContext().getRunAsUser()).isNull();
                assertThat(container.getSecurityContext().getRunAsGroup()).isNull();
            });
        });
    }

    /** Of the workers, the console, and what an overlay starts beside them. */
    private static List<PodSpec> pods(Path overlay) throws IOException, InterruptedException {
        return rendered(overlay).stream()
                .map(Manifest::typed)
                .flatMap(typed -> switch (typed) {
                    case StatefulSet workers ->
                        Stream.of(workers.getSpec().getTemplate().getSpec());
                    case Deployment other ->
                        Stream.of(other.getSpec().getTemplate().getSpec());
                    default -> Stream.<PodSpec>empty();
                })
                .toList();
    }

    private static List<Manifest> rendered(Path overlay) throws IOException, InterruptedException {
        assumeThat(System.getenv("PATH").split(":"))
                .as("kubectl")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                .redirectErrorStream(true)
                .start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Waiting.ended(kubectl)).as(rendered).isZero();
        return Strict.documents(rendered).stream().map(Manifest::of).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: a}, spec: {replica: 1}}",
                "{apiVersion: apps/v1, kind: StatefulSet, metadata: {nam: a}}",
                "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {max: 1}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a}, spec: {partition: 1}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: a}, spec: {select: {}}}",
                "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a}, spec: {maxReplicas: 1}}",
                "{apiVersion: apps/v1beta1, kind: StatefulSet, metadata: {name: a}}",
            })
    void aFieldOrAVersionThatThereIsNotIsRefused(String yaml) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strict.documents(yaml).forEach(Manifest::of));
    }
}
