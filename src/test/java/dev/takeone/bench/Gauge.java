package dev.takeone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the system and the JVM's own tools say of a running Java process. */
public final class Gauge {
    private final long pid;

    /** Of the process with that id. */
    public Gauge(long pid) {
        this.pid = pid;
    }

    /** User and system time of the process so far; on Linux to 10 ms. */
    public Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("no CPU time of process " + pid));
    }

    /** The CPU time of each of its threads so far. */
    public Threads threads() {
        return Threads.of(pid);
    }

    /** Resident memory, in KiB. */
    public long residentKib() {
        return Long.parseLong(
                output(List.of("ps", "-o", "rss=", "-p", Long.toString(pid))).strip());
    }

    /** Bytes of the heap's living objects, after a full collection. */
    public long livingBytes() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return livingBytes(output(List.of(jcmd, Long.toString(pid), "GC.class_histogram")));
    }

    /** The sum below a class histogram: {@code Total  INSTANCES  BYTES}. */
    static long livingBytes(String histogram) {
        return histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .map(line -> line.strip().split("\\s+"))
                .mapToLong(words -> Long.parseLong(words[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not a class histogram: " + histogram));
    }

    private static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        }
    }
}
