package dev.takeone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packaged worker's classes as a JVM keeps them for those after it: loaded and linked from Java 25 on (an ahead-of-time
 * cache, JEP 483), loaded before that (CDS). Tests start hundreds of workers, and with what one that has done a job leaves a
 * start takes about half of the CPU; what the worker does is the same. A JVM that cannot use it starts without.
 *
 * @param file where it is, or is to be
 */
public record ClassArchive(Path file) {
    /** The system property that holds the archive's path; without it there is none, as where a start is measured. */
    static final String PROPERTY = "takeone.worker.archive";

    private static final boolean LINKED = Runtime.version().feature() >= 25;
    private static final List<String> QUIET =
            List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-Xlog:aot*=off:stderr");

    /** The one that is to be used; empty where none is. */
    public static Optional<ClassArchive> configured() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(ClassArchive::new);
    }

    /** Whether it is there, and no older than the packaged worker. */
    public boolean isMade() {
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(WorkerProcess.jar())) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a JVM is told, by its variable, that makes it when it ends in order: a path with a blank stands in quotes. */
    public String making() {
        return "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:" + (LINKED ? "AOTCacheOutput" : "ArchiveClassesAtExit")
                + "=\"" + file + "\"";
    }

    /** What a JVM is told that starts from it. */
    List<String> options() {
        List<String> options = new ArrayList<>(QUIET);
        options.addAll(
                LINKED ? List.of("-XX:AOTCache=" + file) : List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file));
        return options;
    }
}
