package dev.takeone.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What came after a kill that left tasks behind.
 *
 * @param kill with the partitions whose tasks it orphaned
 * @param took until the provider was first asked for one of them; empty where it never was
 * @param disturbed whether another worker was killed or frozen meanwhile, or none was left standing
 * @param inTime whether it took no longer than the bound, counted anew from each such disturbance
 */
record Takeover(Hit kill, Optional<Duration> took, boolean disturbed, boolean inTime) {
    /** What the killed worker had sent may still arrive. */
    private static final Duration ON_THE_WIRE = Duration.ofMillis(200);

    /**
     * The takeovers after all kills of {@code hits} that orphaned a task: one that was submitted in a partition of the
     * killed worker, and had not ended.
     *
     * @param standing when a worker stood again, of which there had been none
     * @param events all that were seen
     * @param checks when the provider was asked for a task
     */
    static List<Takeover> of(
            List<Hit> hits,
            List<Instant> standing,
            List<Sighting> events,
            Function<String, List<Instant>> checks,
            Bound bound) {
        List<Instant> disturbances = Stream.concat(
                        hits.stream().filter(hit -> hit.kind().isDisaster()).map(Hit::at), standing.stream())
                .sorted()
                .toList();
        List<Takeover> takeovers = new ArrayList<>();
        for (Hit hit : hits) {
            List<String> orphans = hit.kind() == Attack.Kind.KILL ? orphans(hit, events) : List.of();
            if (!orphans.isEmpty()) {
                Optional<Instant> first = orphans.stream()
                        .flatMap(task -> checks.apply(task).stream())
                        .filter(check -> check.isAfter(hit.at().plus(ON_THE_WIRE)))
                        .min(Instant::compareTo);
                takeovers.add(of(hit, first, disturbances, bound));
            }
        }
        return List.copyOf(takeovers);
    }

    private static Takeover of(Hit kill, Optional<Instant> first, List<Instant> disturbances, Bound bound) {
        boolean disturbed = false;
        Instant deadline = kill.at().plus(bound.most());
        for (Instant each : disturbances) {
            boolean meanwhile = each.isAfter(kill.at())
                    && each.isBefore(deadline)
                    && first.filter(each::isAfter).isEmpty();
            if (meanwhile) {
                disturbed = true;
                deadline = each.plus(bound.most());
            }
        }
        Instant latest = deadline;
        return new Takeover(
                kill,
                first.map(check -> Duration.between(kill.at(), check)),
                disturbed,
                first.filter(check -> !check.isAfter(latest)).isPresent());
    }

    private static List<String> orphans(Hit kill, List<Sighting> events) {
        List<String> ended = events.stream()
                .filter(event -> event.isEnding() && !event.at().isAfter(kill.at()))
                .map(Sighting::requestId)
                .toList();
        return events.stream()
                .filter(event -> event.kind() == Sighting.Kind.SUBMITTED)
                .filter(event -> event.at().isBefore(kill.at())
                        && kill.partitions().contains(event.partition())
                        && !ended.contains(event.requestId()))
                .flatMap(event -> event.taskIds().stream())
                .toList();
    }
}
