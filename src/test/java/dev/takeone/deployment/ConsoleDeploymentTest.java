package dev.takeone.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.takeone.console.access.Users;
import dev.takeone.docs.Pages;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The console of {@code k8s} and of {@code deploy/compose.yaml}: one process beside the workers, with rights of its own. */
class ConsoleDeploymentTest {
    private static final Path OVERLAYS = Path.of("k8s", "overlays");
    private static final Path LAPTOP = OVERLAYS.resolve("laptop");
    private static final Path PRODUCTION = OVERLAYS.resolve("production");
    private static final Path FILE = Path.of("k8s", "base", "console.yaml");
    private static final Deployment CONSOLE =
            Manifest.of(Deployment.class, FILE).getFirst();
    private static final PodSpec POD = CONSOLE.getSpec().getTemplate().getSpec();
    private static final Container CONTAINER = POD.getContainers().getFirst();
    private static final PodSpec WORKER = Manifest.of(StatefulSet.class, Path.of("k8s", "base", "statefulset.yaml"))
            .getFirst()
            .getSpec()
            .getTemplate()
            .getSpec();
    private static final Compose.Service COMPOSED = Compose.read().service("console");
    private static final String USERS = "TAKEONE_CONSOLE_USERS_FILE";
    private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

    static final List<Path> WITH_BROKERS =
            List.of(LAPTOP, PRODUCTION, OVERLAYS.resolve("lanes/bulk"), OVERLAYS.resolve("lanes/express"));

    @TempDir
    Path folder;

    @Test
    void thereIsOneAtATimeForSessionsAreItsOwn() {
        assertThat(CONSOLE.getSpec().getReplicas()).isEqualTo(1);
        assertThat(CONSOLE.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(variables()).containsEntry("TAKEONE_ROLE", "console");
        assertThat(variables().keySet())
                .filteredOn(name -> !name.equals(OPTIONS))
                .allSatisfy(Settable::requireSettable);
    }

    /** No workers' selector finds it, and none of its own finds a worker. */
    @Test
    void whateverSelectsItSelectsNoWorker() {
        Map<String, String> labels =
                CONSOLE.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(labels).containsExactly(Map.entry("app.kubernetes.io/name", "takeone-console"));
        assertThat(CONSOLE.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(Manifest.of(Service.class, FILE))
                .singleElement()
                .satisfies(
                        service -> assertThat(service.getSpec().getSelector()).isEqualTo(labels));
        assertThat(policy().getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels);
    }

    @Test
    void itReachesNamesAndBrokersAndNeverTheProvider() {
        assertThat(policy().getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(policy().getSpec().getEgress())
                .flatExtracting(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsOnly(53, 5353);
    }

    @ParameterizedTest
    @FieldSource("WITH_BROKERS")
    void anOverlayLetsItReachTheBrokersAsTheWorkers(Path overlay) {
        assertThat(Kustomization.of(overlay).patches())
                .filteredOn(patch -> patch.path().equals("networkpolicy-patch.yaml"))
                .extracting(patch -> Objects.requireNonNull(patch.target()).name())
                .containsExactly("takeone", "takeone-console");
    }

    @Test
    void itMayDoNoMoreThanAWorkersPod() {
        assertThat(POD.getSecurityContext()).isEqualTo(WORKER.getSecurityContext());
        assertThat(CONTAINER.getSecurityContext())
                .isEqualTo(WORKER.getContainers().getFirst().getSecurityContext());
        assertThat(POD.getAutomountServiceAccountToken()).isFalse();
        assertThat(POD.getEnableServiceLinks()).isFalse();
        assertThat(variables()).doesNotContainKeys("TAKEONE_PROVIDER_API_KEY", "TAKEONE_PROVIDER_API_KEY_FILE");
        assertThat(POD.getVolumes()).extracting(volume -> volume.getName()).containsExactly("users", "tmp");
    }

    @Test
    void onOpenShiftNoUserIsAskedForEither() {
        assertThat(Kustomization.of(OVERLAYS.resolve("openshift")).patches())
                .filteredOn(patch -> patch.path().equals("anyuser-patch.yaml"))
                .extracting(Kustomization.Patch::target)
                .contains(new Kustomization.Target(
                        "Deployment", CONSOLE.getMetadata().getName()));
    }

    /** What is not heap has taken 110 MiB, and the second compiler as much again at its worst. */
    @Test
    void itsHeapHoldsWhatTheContractSaysAndTheRestOfTheJvmHasRoom() {
        BigDecimal limit =
                Quantity.getAmountInBytes(CONTAINER.getResources().getLimits().get("memory"));

        assertThat(List.of(variables(), COMPOSED.environment()))
                .allSatisfy(
                        variables -> assertThat(variables)
                                .containsEntry(
                                        OPTIONS,
                                        "-Xms512m -Xmx512m -XX:-UseSerialGC -XX:+UseParallelGC -XX:ParallelGCThreads=2 -XX:TieredStopAtLevel=4 -XX:FreqInlineSize=50"));
        assertThat(limit.longValueExact()).isGreaterThanOrEqualTo((512L + 2 * 110) << 20);
        assertThat(CONTAINER.getResources().getRequests())
                .containsEntry("memory", CONTAINER.getResources().getLimits().get("memory"));
        assertThat(List.of("console.md", "benchmarks.md"))
                .as("tell of a pod's limit")
                .allMatch(page ->
                        Pages.text(Path.of("src", "docs", page)).contains((limit.longValueExact() >> 20) + " MiB"));
    }

    @Test
    void theProbesAskWhatTheyAreThereFor() {
        assertThat(Stream.of(CONTAINER.getStartupProbe(), CONTAINER.getReadinessProbe(), CONTAINER.getLivenessProbe())
                        .map(probe -> probe.getHttpGet().getPath()))
                .containsExactly("/q/health/started", "/q/health/ready", "/q/health/live");
        assertThat(CONTAINER.getPorts())
                .extracting(port -> port.getContainerPort())
                .containsExactly(Settable.httpPort());
    }

    /** Without users it would listen on its own loopback interface only, and no probe would come through. */
    @Test
    void itsUsersAreAFileOfASecret() throws IOException {
        String file = variables().getOrDefault(USERS, "");
        String mount = CONTAINER.getVolumeMounts().getFirst().getMountPath();
        Kustomization.Generator users =
                Kustomization.of(LAPTOP).secretGenerator().getLast();
        String key = file.substring(mount.length() + 1);

        assertThat(CONTAINER.getVolumeMounts()).allMatch(each -> Objects.isNull(each.getSubPath()));
        assertThat(POD.getVolumes().getFirst().getSecret().getSecretName()).isEqualTo(users.name());
        assertThat(users.keys()).containsExactly(key);
        Path written = Files.writeString(folder.resolve("users"), users.value(key));
        isAnna(written);
    }

    @Test
    void composeHasItOnThisMachineOnlyWithAUser() {
        Compose.Secret source = Objects.requireNonNull(Compose.read().secrets().get("users"));

        assertThat(COMPOSED.environment())
                .containsEntry("TAKEONE_ROLE", "console")
                .containsEntry(USERS, "/run/secrets/users")
                .containsEntry(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        Compose.read().service("worker").environment().get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(COMPOSED.environment().keySet())
                .filteredOn(name -> !name.equals(OPTIONS))
                .allSatisfy(Settable::requireSettable);
        assertThat(COMPOSED.secrets()).containsExactly("users");
        assertThat(COMPOSED.ports()).containsExactly("127.0.0.1:8070:" + Settable.httpPort());
        assertThat(COMPOSED.readOnly()).isTrue();
        assertThat(COMPOSED.healthcheck())
                .isEqualTo(Compose.read().service("worker").healthcheck());
        isAnna(Compose.resolve(source.file()));
    }

    /** The one whose password the files and the pages name. */
    private static void isAnna(Path file) {
        String begin = "anna:operator:";
        assertThatCode(() -> new Users(file, Instant.EPOCH)).doesNotThrowAnyException();
        assertThat(Strict.text(file).lines().filter(line -> line.startsWith(begin)))
                .singleElement()
                .satisfies(line -> assertThat(BCrypt.verifyer()
                                .verify(
                                        "try-it-out".getBytes(UTF_8),
                                        line.substring(begin.length()).getBytes(UTF_8))
                                .verified)
                        .isTrue());
    }

    /** They are typed when the money is to be stopped. */
    @Test
    void theLinesOfThePagesFindIt() {
        Path pages = Path.of("src", "docs");
        Service service = Manifest.of(Service.class, FILE).getFirst();

        assertThat(Pages.text(pages.resolve("console.md")))
                .contains("port-forward service/" + service.getMetadata().getName() + " 8070:"
                        + service.getSpec().getPorts().getFirst().getPort())
                .contains("create secret generic "
                        + POD.getVolumes().getFirst().getSecret().getSecretName() + " --from-file=users ");
        assertThat(Pages.text(pages.resolve("orders.md")))
                .contains("-l app.kubernetes.io/name=" + CONSOLE.getMetadata().getName() + " -o name")
                .contains("debug \"$console\" --profile=restricted --copy-to=")
                .contains("--container=" + CONTAINER.getName() + " -- sleep");
    }

    private static NetworkPolicy policy() {
        return Manifest.of(NetworkPolicy.class, FILE).getFirst();
    }

    private static Map<String, String> variables() {
        return CONTAINER.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}
