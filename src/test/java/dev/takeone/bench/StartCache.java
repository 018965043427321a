package dev.takeone.bench;

import dev.takeone.process.ChildProcess;
import dev.takeone.process.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ahead-of-time cache that the image has, made as {@code deploy/Dockerfile} makes it. */
public final class StartCache {
    private static final Path JVM_FLAGS = Path.of("deploy", "jvm.flags");
    private static final Path CACHE = Path.of("target", "bench", "takeone.aot");
    private static final int FIRST_JAVA_WITH = 25;
    private static final Map<String, String> WITHOUT_A_BROKER = Map.of(
            "TAKEONE_ROLE", "console",
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", "0");

    private StartCache() {}

    /** The option of the JVM that names the image's own. */
    public static String flags() {
        return "-XX:Flags=" + JVM_FLAGS.toAbsolutePath();
    }

    /** One option for {@code JDK_JAVA_OPTIONS} and {@code JAVA_TOOL_OPTIONS}, which both end an option at a blank outside of quotes. */
    public static String quoted(String option) {
        return '"' + option + '"';
    }

    /** Makes it, and returns the option of the JVM that starts from it, quoted; an empty one where this Java has none. */
    public static String option(Report report) {
        if (Runtime.version().feature() < FIRST_JAVA_WITH) {
            report.note("Without the image's ahead-of-time cache, which takes a Java of " + FIRST_JAVA_WITH);
            return "";
        }
        report.progress("making the image's ahead-of-time cache");
        make();
        return quoted("-XX:AOTCache=" + CACHE.toAbsolutePath());
    }

    private static void make() {
        List<String> command = new ArrayList<>(WorkerProcess.command());
        command.addAll(1, List.of(flags(), "-XX:AOTCacheOutput=" + CACHE.toAbsolutePath()));
        try {
            Files.createDirectories(CACHE.toAbsolutePath().getParent());
            Files.deleteIfExists(CACHE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (ChildProcess console = ChildProcess.start(
                new ChildProcess.Command("console", command, WITHOUT_A_BROKER, Optional.empty()), line -> {})) {
            console.awaitLine(line -> line.contains("cannot read [video.account]"));
            int unused = console.stop();
            if (!Files.exists(CACHE)) {
                throw new IllegalStateException("no cache was made: " + console.output());
            }
        }
    }
}
