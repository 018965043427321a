package dev.takeone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.deployment.Dockerfile.Line;
import dev.takeone.process.ChildProcess;
import dev.takeone.simulator.SimulatorMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Dockerfile copies, runs and starts is there. */
class ImageTest {
    private static final Dockerfile DOCKERFILE = Dockerfile.read();
    private static final String BUILT = "--from=build /build/target/";

    @Test
    void whatIsCopiedFromTheRepositoryIsThereAndNotIgnored() {
        List<String> copied = DOCKERFILE.all("COPY").stream()
                .map(Line::rest)
                .filter(rest -> !rest.startsWith("--from"))
                .flatMap(rest -> Arrays.stream(rest.split(" ", -1)).limit(rest.split(" ", -1).length - 1))
                .distinct()
                .toList();
        List<String> kept = Strict.text(Path.of(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(copied)
                .contains("src/main", "pom.xml", "mvnw", ".mvn")
                .allMatch(path -> Files.exists(Path.of(path)));
        assertThat(kept).containsExactlyInAnyOrderElementsOf(copied);
        assertThat(Strict.text(Path.of(".dockerignore"))).contains("\n*\n");
    }

    /** {@link PackagedWorkerIT} starts both images' commands, and finds the files of the build there. */
    @Test
    void whatIsCopiedFromTheBuildIsWhatTheBuildMakes() {
        List<String> built = DOCKERFILE.all("COPY").stream()
                .map(Line::rest)
                .filter(rest -> rest.startsWith("--from"))
                .toList();

        assertThat(built)
                .containsExactly(
                        BUILT + "quarkus-app/lib/ lib/",
                        BUILT + "quarkus-app/quarkus/ quarkus/",
                        BUILT + "quarkus-app/app/ app/",
                        BUILT + "quarkus-app/quarkus-run.jar ./",
                        "--from=started /tmp/takeone.aot ./",
                        BUILT.replace("build ", "build-simulator ")
                                + "test-classes/dev/takeone/simulator/ /simulator/dev/takeone/simulator/");
    }

    @Test
    void itStartsTheWorkerAndItsSimulatorWithoutAShell() {
        assertThat(DOCKERFILE.entrypoint("worker")).startsWith("java").endsWith("-jar", "/app/quarkus-run.jar");
        assertThat(DOCKERFILE.entrypoint("simulator")).startsWith("java").endsWith(SimulatorMain.class.getName());
        assertThat(DOCKERFILE.last("WORKDIR")).isEqualTo("/app");
        assertThat(DOCKERFILE.lines().getLast()).isEqualTo(new Line("takeone", "FROM", "worker AS takeone"));
    }

    /** A real JVM, started by the worker's own options, says what it goes by. */
    @ParameterizedTest
    @CsvSource({"'', 75.0", "-XX:MaxRAMPercentage=40, 40.0"})
    void anOptionOfTheUsersWinsOverTheImages(String options, String percentage)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ChildProcess.javaExecutable()));
        DOCKERFILE.entrypoint("worker").stream()
                .skip(1)
                .takeWhile(word -> !word.equals("-jar"))
                .map(word -> word.replace("/app/", "deploy/"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        ProcessBuilder java = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        java.environment().remove("JDK_JAVA_OPTIONS");
        java.environment().put("JAVA_TOOL_OPTIONS", options);
        Process process = java.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(said).containsPattern("MaxRAMPercentage += " + percentage);
        assertThat(said).containsPattern(" ExitOnOutOfMemoryError += true");
    }

    @Test
    void itRunsOnAJreOfTheJdkThatItIsBuiltWithAsNobody() {
        List<String> images = DOCKERFILE.images();

        assertThat(images.get(0)).matches("eclipse-temurin:25\\.[0-9._]+-jdk-noble");
        assertThat(images.get(1)).isEqualTo(images.get(0).replace("jdk", "jre"));
        assertThat(images.subList(2, images.size())).isSubsetOf(DOCKERFILE.stages());
        assertThat(DOCKERFILE.all("USER")).singleElement().satisfies(user -> {
            assertThat(user.stage()).isEqualTo("runtime");
            assertThat(user.rest()).matches("[1-9][0-9]+:[1-9][0-9]+");
        });
        assertThat(DOCKERFILE.all("EXPOSE")).extracting(Line::rest).contains(Integer.toString(Settable.httpPort()));
    }

    @Test
    void itIsBuiltByTheWrapper() {
        assertThat(DOCKERFILE.all("RUN"))
                .filteredOn(run -> run.stage().startsWith("build"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.rest()).contains("./mvnw"))
                .first()
                .satisfies(run -> assertThat(run.rest()).contains("package", "-Dmaven.test.skip "));
        assertThat(Path.of("mvnw")).isExecutable();
    }

    /** Builders that make every stage up to the one that is asked for come to the worker's first. */
    @Test
    void theWorkersImageNeedsNoTests() {
        List<String> stages = DOCKERFILE.stages();
        List<Line> untilWorker = DOCKERFILE.lines().stream()
                .filter(line -> stages.indexOf(line.stage()) <= stages.indexOf("worker"))
                .toList();

        assertThat(untilWorker).extracting(Line::rest).noneMatch(rest -> rest.contains("src/test"));
        assertThat(untilWorker)
                .filteredOn(line -> line.word().equals("RUN"))
                .extracting(Line::stage)
                .containsExactly("build", "started");
    }

    /** A JVM passes over a cache that other options or another path of the jar have made, without a word. */
    @Test
    void whatAStartLoadsIsKeptAsItIsUsed() {
        String made = DOCKERFILE.all("RUN").stream()
                .filter(run -> run.stage().equals("started"))
                .map(Line::rest)
                .findFirst()
                .orElseThrow();
        String used = String.join(" ", DOCKERFILE.entrypoint("worker"));

        assertThat(DOCKERFILE.images().get(DOCKERFILE.stages().indexOf("started")))
                .isEqualTo("runtime");
        assertThat(made)
                .endsWith("test $? -eq 124 && test -s /tmp/takeone.aot")
                .contains(used.replace("=/app/takeone.aot -Xlog:aot*=off", "Output=/tmp/takeone.aot"));
    }

    @Test
    void itSaysWhatItIsAndIsOfNoArchitecture() {
        assertThat(DOCKERFILE.all("LABEL")).singleElement().satisfies(label -> {
            assertThat(label.stage()).isEqualTo("worker");
            assertThat(label.rest())
                    .contains("title=", "description=", "licenses=", "version=", "revision=")
                    .contains("image.base.name=\"docker.io/library/"
                            + DOCKERFILE.images().get(1) + "\"");
        });
        assertThat(Strict.text(Dockerfile.FILE)).doesNotContainPattern("(?i)platform=|amd64|x86|arm64|aarch64");
    }

    @Test
    void itTrustsWhatItsSystemTrusts() {
        assertThat(DOCKERFILE.all("ENV"))
                .extracting(Line::rest)
                .contains("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt");
    }
}
