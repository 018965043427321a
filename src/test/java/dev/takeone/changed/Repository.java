package dev.takeone.changed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The checkout in the working folder, as git sees it. */
final class Repository {
    private static final List<String> TRUNKS = List.of("origin/HEAD", "origin/main", "origin/master", "main", "master");

    private Repository() {}

    /** Where this branch left the trunk; the last commit, where it is the trunk, or none is found. */
    static String base() {
        return TRUNKS.stream()
                .flatMap(trunk -> git("merge-base", "HEAD", trunk).stream())
                .flatMap(List::stream)
                .findFirst()
                .orElse("HEAD");
    }

    /**
     * The files that differ from a commit, and those that git does not know yet and does not ignore.
     *
     * @throws IllegalArgumentException where it is no commit of this repository
     */
    static Set<Path> changedSince(String commit) {
        Set<Path> changed = new TreeSet<>();
        git("diff", "--name-only", commit, "--")
                .orElseThrow(() -> new IllegalArgumentException("git knows no commit " + commit))
                .forEach(file -> changed.add(Path.of(file)));
        git("ls-files", "--others", "--exclude-standard").stream()
                .flatMap(List::stream)
                .forEach(file -> changed.add(Path.of(file)));
        changed.removeIf(Files::notExists);
        return changed;
    }

    /** Every Java file of main and tests. */
    static Collection<Source> sources() {
        return Stream.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"))
                .flatMap(Repository::sources)
                .toList();
    }

    private static Stream<Source> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Source> sources = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                sources.add(new Source(file, Files.readString(file)));
            }
            return sources.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its output; empty where it fails. */
    private static Optional<List<String>> git(String... words) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
        command.addAll(List.of(words));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines;
            try (var reader = git.inputReader(StandardCharsets.UTF_8)) {
                lines = reader.lines().toList();
            }
            return git.waitFor() == 0 ? Optional.of(lines) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("git cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while git works", e);
        }
    }
}
