package dev.takeone.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.Quarkus;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where and with what a benchmark runs.
 *
 * @param load the machine's load average of the last minute before it began; negative where the system tells none
 */
public record Machine(
        Instant at,
        String processor,
        int cores,
        long memoryMib,
        double load,
        String system,
        String java,
        String versions) {
    private static final Path PACKAGED = Path.of("target", "quarkus-app", "app");
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** This one, now. */
    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 20,
                system.getSystemLoadAverage(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                packaged() + ", Quarkus " + version(Quarkus.class) + ", Vert.x " + version(Vertx.class) + ", Kafka "
                        + AppInfoParser.getVersion());
    }

    private static String version(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("of unknown version");
    }

    private static String packaged() {
        try (Stream<Path> files = Files.list(PACKAGED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(0, name.length() - ".jar".length()))
                    .findFirst()
                    .orElse("takeone");
        } catch (IOException e) {
            throw new UncheckedIOException("no packaged worker", e);
        }
    }

    private static String cpuModel() {
        if (!Files.isReadable(PROCESSORS)) {
            return "processor unknown";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            Optional<String> model =
                    lines.filter(line -> line.startsWith("model name")).findFirst();
            return model.map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("processor unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the head of a report. */
    public List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT, "%s  %d cores (%s), %d MiB, load %.2f", at, cores, processor, memoryMib, load),
                system + ", " + java,
                versions);
    }

    /** The same for machines. */
    public ObjectNode raw() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", at.toString())
                .put("processor", processor)
                .put("cores", cores)
                .put("memory_mib", memoryMib)
                .put("load", load)
                .put("system", system)
                .put("java", java)
                .put("versions", versions);
    }
}
