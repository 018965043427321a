package dev.takeone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    static Path folder;

    private static Path jar;

    @BeforeAll
    static void packFakeWorker() throws Exception {
        jar = folder.resolve("fake worker.jar");
        Path classes = Path.of(FakeWorker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeWorker.class.getName());
        manifest.getMainAttributes()
                .put(Attributes.Name.CLASS_PATH, classes.toUri().toString());
        pack(manifest);
    }

    @Test
    void itIsToldWhereToWorkAndIsReadyWhenItSaysSo() {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (WorkerProcess worker =
                WorkerProcess.start(jar, environment(Map.of("TAKEONE_WORKER_ID", "w1")), lines::add)) {
            worker.awaitReady();
            assertThat(worker.isReady()).isTrue();
            assertThat(worker.stop()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(lines)
                    .as("read to the end by now")
                    .containsExactly("worker w1 on 127.0.0.1:1 and http://127.0.0.1:2");
        }
    }

    @Test
    void aFrozenWorkerAnswersOnlyAfterItHasResumed() {
        try (WorkerProcess worker = WorkerProcess.start(jar, environment(Map.of()), line -> {})) {
            worker.awaitReady();
            worker.pause();
            assertThat(worker.isReady()).isFalse();
            worker.resume();
            worker.awaitReady();
        }
    }

    @Test
    void aWorkerThatEndsAtTheStartIsAFailureWithItsOutput() {
        try (WorkerProcess worker = WorkerProcess.start(jar, environment(Map.of("STARTS", "no")), line -> {})) {
            assertThatThrownBy(() -> worker.awaitReady())
                    .hasMessageContaining("exit code 4")
                    .hasMessageContaining("takeone.provider.api-key is missing");
        }
    }

    @Test
    void aWorkerThatIsNeverReadyIsAFailureInTime() {
        Map<String, String> elsewhere = environment(Map.of("QUARKUS_HTTP_PORT", "0"));
        try (WorkerProcess worker = WorkerProcess.start(jar, elsewhere, line -> {})) {
            assertThatThrownBy(() -> worker.awaitReady(Duration.ofMillis(300)))
                    .hasMessageContaining("was not ready within");
            worker.kill();
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @Test
    void withoutAPackagedWorkerTheMendIsNamed() {
        assertThatThrownBy(() -> WorkerProcess.start(folder.resolve("none.jar"), Map.of(), line -> {}))
                .hasMessageContaining("./mvnw package");
    }

    private static Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all =
                new HashMap<>(WorkerProcess.environment("127.0.0.1:1", URI.create("http://127.0.0.1:2"), "key"));
        all.putAll(more);
        return all;
    }

    private static void pack(Manifest manifest) throws IOException {
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    }
}
