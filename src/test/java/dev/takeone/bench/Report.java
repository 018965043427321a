package dev.takeone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What one benchmark says: to a person while it runs, and to machines at its end. */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final PrintStream out;
    private final Path folder;
    private final ObjectNode raw = JSON.createObjectNode();
    private final long startedNanos = System.nanoTime();

    /** Begins with the machine; {@link #save} writes into {@code folder}. */
    public Report(String name, Machine machine, PrintStream out, Path folder) {
        this.name = name;
        this.out = out;
        this.folder = folder;
        raw.put("benchmark", name);
        raw.set("machine", machine.raw());
        out.println("Benchmark " + name);
        machine.lines().forEach(line -> out.println("  " + line));
    }

    /** What is being done now. */
    public void progress(String what) {
        out.printf(Locale.ROOT, "  %5.1f s  %s%n", seconds(), what);
        out.flush();
    }

    /** The result for people. */
    public void table(Table table) {
        out.println();
        table.lines().forEach(out::println);
    }

    /** A line beside the table. */
    public void note(String line) {
        out.println(line);
    }

    /** Whether a goal was met. */
    public void goal(String goal, boolean met, String measured) {
        out.println((met ? "met     " : "MISSED  ") + goal + ": " + measured);
        raw.withArray("goals").addObject().put("goal", goal).put("met", met).put("measured", measured);
    }

    /** The result for machines, to be added to. */
    public ObjectNode raw() {
        return raw;
    }

    /** Writes the result for machines into {@code NAME.json}. */
    public void save() {
        raw.put("took_seconds", seconds());
        Path file = folder.resolve(name + ".json");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(raw) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.printf(Locale.ROOT, "%nTook %.0f s; every round is in %s%n%n", seconds(), file);
        out.flush();
    }

    private double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }
}
