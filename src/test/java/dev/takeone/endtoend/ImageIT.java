package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.takeone.docs.Pages;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.ChildProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.waiting.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image, by the Dockerfile as it stands but for its build's stage, in whose place stands what this build has made. Only
 * where somebody has made a base for it: that takes minutes, and what it is of is downloaded.
 */
class ImageIT {
    private static final String SCRIPT = "deploy/image";
    private static final String STORE = "TAKEONE_IMAGE_STORE";
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        String lacking = script("lacks");
        assumeTrue(lacking.isBlank(), "skipped: " + lacking);
        script("pack");
    }

    @Test
    void itDoesAJobAsNobodyOnAReadOnlyRootAndEndsWhenItIsTold() {
        List<String> log = new CopyOnWriteArrayList<>();
        try (Scene scene = Scene.open("image", Map.of(), SimulatorSettings.defaults());
                ChildProcess container = start(scene, log)) {
            container.awaitLine(line -> line.contains("Listening on: "));
            scene.request("one", "");
            scene.events().awaitEndings(1);
            ProcessHandle worker = java(container);
            String user = line(worker, "status", "Uid:");
            String root = line(worker, "mountinfo", " / r");
            String cache = line(worker, "maps", "/app/takeone.aot");
            container.signal("TERM");

            assertThat(container.exitWithin(grace())).contains(ENDED_BY_SIGTERM);
            assertThat(scene.events().of(Kind.COMPLETED)).hasSize(1);
            assertThat(scene.charges("one")).isOne();
            assertThat(user.split("\\s+", -1)).containsOnly("Uid:", "10001");
            assertThat(root).contains(" / ro,");
            assertThat(cache).as("what the image's build keeps of a start").isNotEmpty();
            assertThat(worker.isAlive()).isFalse();
            assertThat(log)
                    .anyMatch(line -> line.contains("Stopping: "))
                    .noneMatch(line -> line.contains("Not everything was done within"));
        }
    }

    private static ChildProcess start(Scene scene, List<String> log) {
        List<String> command =
                new ArrayList<>(List.of(SCRIPT, "run", "QUARKUS_HTTP_HOST=127.0.0.1", "QUARKUS_HTTP_PORT=0"));
        scene.environment("image", Map.of()).forEach((name, value) -> command.add(name + "=" + value));
        Map<String, String> store = Optional.ofNullable(System.getenv(STORE))
                .map(where -> Map.of(STORE, where))
                .orElse(Map.of());
        return ChildProcess.start(new ChildProcess.Command("image", command, store, Optional.empty()), log::add);
    }

    /** After which Kubernetes would kill it. */
    private static Duration grace() {
        Matcher seconds = Pattern.compile("terminationGracePeriodSeconds: (\\d+)")
                .matcher(Pages.text(Path.of("k8s", "base", "statefulset.yaml")));
        assertThat(seconds.find()).isTrue();
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    }

    private static ProcessHandle java(ChildProcess container) {
        return ProcessHandle.of(container.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(each -> line(each, "comm", "java").equals("java"))
                .findFirst()
                .orElseThrow();
    }

    /** The first line with this in it of what Linux tells of a process; empty where there is none. */
    private static String line(ProcessHandle process, String file, String wanted) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), file)).stream()
                    .filter(each -> each.contains(wanted))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says on its standard output. */
    private static String script(String word) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(SCRIPT, word)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Waiting.ended(process)).as(said).isZero();
        return said.lines().collect(Collectors.joining(" "));
    }
}
