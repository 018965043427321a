package dev.takeone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged worker's classes as a JVM keeps them for those after it (CDS). Tests start hundreds of workers, and a start
 * from the archive takes a third less CPU; what the worker does is the same. A JVM that cannot use it starts without.
 *
 * @param file where it is, or is to be
 */
record ClassArchive(Path file) {
    /** The system property that holds the archive's path; without it there is none, as where a start is measured. */
    static final String PROPERTY = "takeone.worker.archive";

    /** A client that finds nobody has loaded most classes by then. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final List<String> QUIET = List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");

    static Optional<ClassArchive> configured() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(ClassArchive::new);
    }

    /** What a JVM is told, so that it starts the jar from the archive, which is made where there is none of this jar. */
    List<String> options(Path jar) {
        synchronized (ClassArchive.class) {
            if (isOlderThan(jar)) {
                make(jar);
            }
        }
        List<String> options = new ArrayList<>(QUIET);
        options.add("-XX:SharedArchiveFile=" + file);
        return options;
    }

    private boolean isOlderThan(Path jar) {
        try {
            return !Files.exists(file) || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(Path jar) {
        List<String> command = List.of(
                ChildProcess.javaExecutable(),
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + file,
                "-jar",
                jar.toString());
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                NOBODY,
                "TAKEONE_PROVIDER_API_KEY",
                "none",
                "QUARKUS_HTTP_PORT",
                "0",
                "QUARKUS_HTTP_HOST",
                "127.0.0.1");
        try (ChildProcess worker = ChildProcess.start(
                new ChildProcess.Command("worker for the class archive", command, environment, Optional.empty()),
                line -> {})) {
            worker.awaitLine(line -> line.contains("Kafka is not ready"));
            int unused = worker.stop();
        }
    }
}
