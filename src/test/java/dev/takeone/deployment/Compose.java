package dev.takeone.deployment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code deploy/compose.yaml}, as far as Compose's fields are used here. What is left out is empty. */
record Compose(
        String name,
        Map<String, Service> services,
        Map<String, Secret> secrets,
        Map<String, Map<String, String>> volumes) {
    static final Path FILE = Path.of("deploy", "compose.yaml");

    record Service(
            String image,
            @Nullable Build build,
            Map<String, String> environment,
            List<String> command,
            List<String> ports,
            List<String> volumes,
            List<String> secrets,
            @JsonProperty("read_only") boolean readOnly,
            List<String> tmpfs,
            @JsonProperty("stop_grace_period") @Nullable String stopGracePeriod,
            @JsonProperty("depends_on") Map<String, Condition> dependsOn,
            Healthcheck healthcheck) {

        Service {
            environment = Objects.requireNonNullElse(environment, Map.of());
            command = Objects.requireNonNullElse(command, List.of());
            ports = Objects.requireNonNullElse(ports, List.of());
            volumes = Objects.requireNonNullElse(volumes, List.of());
            secrets = Objects.requireNonNullElse(secrets, List.of());
            dependsOn = Objects.requireNonNullElse(dependsOn, Map.of());
        }
    }

    record Build(String context, String dockerfile, String target) {}

    record Condition(String condition) {}

    record Healthcheck(List<String> test, String interval, String timeout, int retries) {}

    record Secret(String file) {}

    static Compose read() {
        return Strict.read(FILE, Compose.class);
    }

    Service service(String service) {
        return Objects.requireNonNull(services.get(service), service);
    }

    /** Where a path of the file leads to. */
    static Path resolve(String path) {
        return FILE.resolveSibling(path).normalize();
    }
}
