package dev.takeone.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a campaign says while it runs. */
final class Progress {
    private Progress() {}

    /** A line for an attack that has been carried out. */
    static String hit(Duration elapsed, Hit hit) {
        String what = switch (hit.kind()) {
            case KILL -> "kill -9";
            case PAUSE -> "pause";
            case STOP -> "stop";
        };
        return "%s  %-8s worker %d, which had partitions %s"
                .formatted(
                        time(elapsed),
                        what,
                        hit.worker() + 1,
                        hit.partitions().stream().sorted().toList());
    }

    /** The line at the bottom. */
    static String line(Duration elapsed, Books books, List<Hit> hits, Chronicle chronicle, String phase) {
        String workers = IntStream.range(0, Campaign.WORKERS)
                .mapToObj(number -> chronicle.isUp(number) ? "●" : "○")
                .collect(Collectors.joining());
        return Stream.of(
                        time(elapsed),
                        "workers " + workers,
                        "jobs " + books.jobs(),
                        "submitted " + books.submitted(),
                        "ended " + books.ended(),
                        "kills " + count(hits, Attack.Kind.KILL),
                        "pauses " + count(hits, Attack.Kind.PAUSE),
                        "stops " + count(hits, Attack.Kind.STOP),
                        phase)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static long count(List<Hit> hits, Attack.Kind kind) {
        return hits.stream().filter(hit -> hit.kind() == kind).count();
    }

    private static String time(Duration elapsed) {
        return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
