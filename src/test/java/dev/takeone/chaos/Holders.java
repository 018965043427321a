package dev.takeone.chaos;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which worker has which partition, read from what the workers log. May be used from any thread. */
final class Holders {
    private static final Pattern CHANGE = Pattern.compile(".* (Assigned|Revoked) partitions \\[([0-9, ]*)\\].*");

    private final Map<Integer, Integer> workers = new HashMap<>();

    /** Takes note of a line of that worker's log. A partition is its who was given it last. */
    synchronized void line(int worker, String line) {
        Matcher change = CHANGE.matcher(line);
        if (change.matches()) {
            boolean assigned = change.group(1).equals("Assigned");
            Consumer<Integer> noted = assigned
                    ? partition -> workers.put(partition, worker)
                    : partition -> workers.remove(partition, worker);
            numbers(change.group(2)).forEach(noted);
        }
    }

    synchronized Set<Integer> of(int worker) {
        Set<Integer> partitions = new HashSet<>();
        workers.forEach((partition, holder) -> {
            if (holder == worker) {
                partitions.add(partition);
            }
        });
        return partitions;
    }

    private static Set<Integer> numbers(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }
}
