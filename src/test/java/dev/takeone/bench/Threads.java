package dev.takeone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The CPU time of a process' threads so far, by their names, of which Linux keeps 15 letters. Empty on other systems.
 *
 * @param nanos of all threads of a name together
 */
public record Threads(Map<String, Long> nanos) {
    public Threads {
        nanos = Map.copyOf(nanos);
    }

    static Threads of(long pid) {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path each : all.toList()) {
                add(each, nanos);
            }
        } catch (IOException notLinux) {
            return new Threads(Map.of());
        }
        return new Threads(nanos);
    }

    /** Nothing of a thread that has ended meanwhile. */
    private static void add(Path thread, Map<String, Long> nanos) {
        try {
            String name = Files.readString(thread.resolve("comm")).strip();
            String onCpu = Files.readString(thread.resolve("schedstat")).split(" ", -1)[0];
            nanos.merge(name, Long.parseLong(onCpu), Long::sum);
        } catch (IOException ended) {
            return;
        }
    }

    /** The names whose threads have taken most since then, the first the most, each with its part of one core in percent. */
    public Map<String, Double> percentSince(Threads before, long elapsedNanos, int most) {
        Map<String, Double> percent = new LinkedHashMap<>();
        List<Map.Entry<String, Long>> taken = nanos.entrySet().stream()
                .map(each -> Map.entry(each.getKey(), each.getValue() - before.nanos.getOrDefault(each.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(most)
                .toList();
        taken.forEach(each -> percent.put(each.getKey(), 100.0 * each.getValue() / elapsedNanos));
        return percent;
    }
}
