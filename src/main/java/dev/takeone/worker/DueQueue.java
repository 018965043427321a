package dev.takeone.worker;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Who is due? Jobs by the time of their next call, equal times in the order of their coming. O(log n) a change. */
final class DueQueue {
    private record Place(LiveJob job, Instant dueAt, long schedule, long order) {
        boolean current() {
            return schedule == job.schedule;
        }
    }

    private final PriorityQueue<Place> places =
            new PriorityQueue<>(Comparator.comparing(Place::dueAt).thenComparingLong(Place::order));
    private long order;

    /** Puts the job at its due time, and forgets the place it had here or in another queue. */
    void put(LiveJob job) {
        job.schedule++;
        places.add(new Place(job, job.dueAt, job.schedule, ++order));
    }

    /** Forgets the place that the job has in any queue. */
    static void remove(LiveJob job) {
        job.schedule++;
    }

    /** The job that is due first, where one is due at {@code now}; it stays where it is. */
    Optional<LiveJob> peek(Instant now) {
        return isEmpty() || places.element().dueAt.isAfter(now) ? Optional.empty() : Optional.of(places.element().job);
    }

    /** How many jobs are due by then. Looks at all. */
    int dueBy(Instant then) {
        return (int) places.stream()
                .filter(place -> place.current() && !place.dueAt.isAfter(then))
                .count();
    }

    /** Whether no job has a place here any more. */
    boolean isEmpty() {
        while (!places.isEmpty() && !places.element().current()) {
            places.remove();
        }
        return places.isEmpty();
    }
}
