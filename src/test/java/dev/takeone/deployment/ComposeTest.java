package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.callbacks.Webhook;
import dev.takeone.deployment.Compose.Service;
import dev.takeone.simulator.SimulatorSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** {@code deploy/compose.yaml} and what it mounts: every name in it leads to something. */
class ComposeTest {
    private static final Compose COMPOSE = Compose.read();
    private static final Service WORKER = COMPOSE.service("worker");
    private static final Service SIMULATOR = COMPOSE.service("simulator");
    private static final Path PROMETHEUS = Path.of("deploy", "prometheus");

    /** Prometheus' own file, as far as it is used here. */
    record PrometheusConfig(Map<String, String> global, List<String> rule_files, List<Job> scrape_configs) {}

    record Job(String job_name, String metrics_path, List<Names> dns_sd_configs) {}

    record Names(List<String> names, String type, int port) {}

    @Test
    void whatIsNotBuiltHereIsPinned() {
        assertThat(COMPOSE.services().values())
                .filteredOn(service -> Optional.ofNullable(service.build()).isEmpty())
                .extracting(Service::image)
                .contains("apache/kafka:" + AppInfoParser.getVersion())
                .allMatch(image -> image.matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void whatIsBuiltIsAStageOfTheDockerfile() {
        assertThat(List.of(WORKER, SIMULATOR, COMPOSE.service("console")))
                .extracting(Service::build)
                .allSatisfy(build -> {
                    assertThat(Compose.resolve(build.context()).resolve(build.dockerfile()))
                            .isEqualTo(Dockerfile.FILE);
                    assertThat(Dockerfile.read().stages()).contains(build.target());
                });
        assertThat(Compose.resolve("..")).isEqualTo(Path.of(""));
    }

    @Test
    void nothingIsPublishedBeyondThisMachine() {
        assertThat(COMPOSE.services().values())
                .flatExtracting(Service::ports)
                .hasSize(6)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void everyServiceSaysWhetherItIsWellAndWaitsForThoseItNeeds() {
        assertThat(COMPOSE.services().values())
                .allSatisfy(service -> assertThat(service.healthcheck().test()).startsWith("CMD"));
        assertThat(WORKER.dependsOn()).containsOnlyKeys("broker", "simulator");
        assertThat(WORKER.dependsOn().values())
                .allMatch(each -> each.condition().equals("service_healthy"));
        assertThat(WORKER.healthcheck().test().getLast())
                .contains("/127.0.0.1/" + Settable.httpPort() + " ", " /q/health/ready ");
    }

    @Test
    void theWorkerIsToldWhereTheOthersAre() {
        Map<String, String> told = WORKER.environment();
        URI provider = URI.create(told.getOrDefault("TAKEONE_PROVIDER_URL", ""));

        assertThat(told.keySet()).allSatisfy(Settable::requireSettable);
        assertThat(COMPOSE.service(provider.getHost()).command())
                .containsSequence("--port", Integer.toString(provider.getPort()))
                .containsSequence("--host", "0.0.0.0");
        assertThat(COMPOSE.service("broker").environment().get("KAFKA_ADVERTISED_LISTENERS"))
                .contains("://" + told.get("KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(WORKER.ports()).allMatch(port -> port.endsWith(":" + Settable.httpPort()));
    }

    @Test
    void theKeyIsTheSimulatorsOwn() {
        String secret = WORKER.secrets().getFirst();
        Compose.Secret source = Objects.requireNonNull(COMPOSE.secrets().get(secret), secret);
        String key = Strict.text(Compose.resolve(source.file())).strip();

        assertThat(WORKER.environment()).containsEntry("TAKEONE_PROVIDER_API_KEY_FILE", "/run/secrets/" + secret);
        assertThat(SIMULATOR.command()).containsSequence("--key", key);
        assertThat(key).isEqualTo(SimulatorSettings.defaults().apiKey());
    }

    /** Whoever of the workers is called wakes the owner, so that the service's name is enough. */
    @Test
    void theSimulatorCallsTheWorkersWithASecretThatTheyAllHave() {
        Map<String, String> told = WORKER.environment();
        URI hooks = URI.create(told.getOrDefault("TAKEONE_WEBHOOK_URL", ""));
        String file = told.getOrDefault("TAKEONE_WEBHOOK_SECRET_FILE", "");
        String secret = file.replaceFirst("^/run/secrets/", "");
        Path source = Compose.resolve(
                Objects.requireNonNull(COMPOSE.secrets().get(secret), file).file());

        assertThat(hooks).isEqualTo(URI.create("http://worker:" + Settable.httpPort() + "/hooks"));
        assertThat(COMPOSE.service(hooks.getHost())).isEqualTo(WORKER);
        assertThat(WORKER.secrets()).contains(secret);
        assertThat(Webhook.of(
                                hooks.toString(),
                                Optional.of(source),
                                URI.create(told.getOrDefault("TAKEONE_PROVIDER_URL", ""))
                                        .getHost(),
                                Boolean.parseBoolean(told.getOrDefault("TAKEONE_WEBHOOK_ALLOW_PRIVATE", "")))
                        .base())
                .isEqualTo(hooks.toString());
    }

    @Test
    void theWorkerWritesNothingAndIsGivenTimeToStop() {
        assertThat(WORKER.readOnly()).isTrue();
        assertThat(WORKER.tmpfs()).containsExactly("/tmp:exec");
        assertThat(WORKER.stopGracePeriod()).isEqualTo("120s");
        assertThat(Settable.drain().toSeconds()).isLessThan(100);
    }

    @Test
    void whatIsMountedIsThere() {
        assertThat(COMPOSE.services().values())
                .flatExtracting(Service::volumes)
                .extracting(volume -> volume.split(":", -1)[0])
                .hasSize(5)
                .allMatch(source -> source.startsWith(".")
                        ? Files.isDirectory(Compose.resolve(source))
                        : COMPOSE.volumes().containsKey(source));
    }

    @Test
    void prometheusAsksTheWorkerAndReadsTheAlerts() {
        PrometheusConfig config = Strict.read(PROMETHEUS.resolve("prometheus.yml"), PrometheusConfig.class);

        assertThat(config.rule_files()).allMatch(file -> Files.isRegularFile(PROMETHEUS.resolve(file)));
        assertThat(config.scrape_configs())
                .containsExactly(new Job(
                        "takeone", "/q/metrics", List.of(new Names(List.of("worker"), "A", Settable.httpPort()))));
    }

    @Test
    void grafanaFindsItsDashboardAndTheDashboardItsSource() {
        Path provisioning = Path.of("deploy", "grafana", "provisioning");
        String folder = Strict.documents(provisioning.resolve("dashboards/takeone.yaml"))
                .getFirst()
                .at("/providers/0/options/path")
                .asText();
        JsonNode source = Strict.documents(provisioning.resolve("datasources/prometheus.yaml"))
                .getFirst()
                .at("/datasources/0");
        JsonNode dashboard = Strict.documents(Metrics.DASHBOARD).getFirst();

        assertThat(COMPOSE.service("grafana").volumes()).contains("./grafana/dashboards:" + folder + ":ro");
        assertThat(COMPOSE.service("grafana").environment().get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))
                .isEqualTo(folder + "/" + Metrics.DASHBOARD.getFileName());
        assertThat(COMPOSE.services())
                .containsKey(URI.create(source.path("url").asText()).getHost());
        assertThat(dashboard.path("panels").findValues("datasource"))
                .isNotEmpty()
                .allMatch(each ->
                        each.path("uid").asText().equals(source.path("uid").asText()));
        assertThat(dashboard.path("panels"))
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
    }
}
