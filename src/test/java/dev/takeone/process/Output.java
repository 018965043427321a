package dev.takeone.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The last lines that a process wrote. Safe for use by several threads. */
final class Output {
    private static final int MOST_LINES = 2_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final List<Search> searches = new ArrayList<>();
    private boolean ended;

    private record Search(Predicate<String> wanted, CompletableFuture<Optional<String>> found) {}

    synchronized void add(String line) {
        if (lines.size() == MOST_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
        searches.removeIf(search -> search.wanted.test(line) && search.found.complete(Optional.of(line)));
    }

    synchronized void end() {
        ended = true;
        searches.forEach(search -> search.found.complete(Optional.empty()));
        searches.clear();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The first line kept, or written later, that is wanted; empty once the process has closed its output without it. */
    synchronized CompletableFuture<Optional<String>> find(Predicate<String> wanted) {
        Optional<String> kept = lines.stream().filter(wanted).findFirst();
        if (kept.isPresent() || ended) {
            return CompletableFuture.completedFuture(kept);
        }
        CompletableFuture<Optional<String>> found = new CompletableFuture<>();
        searches.add(new Search(wanted, found));
        return found;
    }
}
