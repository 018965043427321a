package dev.takeone.worker;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Who is due? Jobs by the time of their next call, equal times in the order of their coming. O(log n) a change. */
final class DueQueue {
    /** Where a job stands. */
    sealed interface Stand {}

    /** In no queue. */
    enum Nowhere implements Stand {
        NOWHERE
    }

    /** In a queue; equal to itself only, and the job's own until it has another or none. */
    static final class DuePlace implements Stand {
        private final LiveJob job;
        private final Instant dueAt;
        private final long order;

        private DuePlace(LiveJob job, long order) {
            this.job = job;
            this.dueAt = job.dueAt;
            this.order = order;
        }

        private boolean isCurrent() {
            return job.place.equals(this);
        }

        private Instant dueAt() {
            return dueAt;
        }

        private long order() {
            return order;
        }
    }

    private final PriorityQueue<DuePlace> places =
            new PriorityQueue<>(Comparator.comparing(DuePlace::dueAt).thenComparingLong(DuePlace::order));
    private long order;

    /** Puts the job at its due time, and forgets the place it had here or in another queue. */
    void put(LiveJob job) {
        DuePlace place = new DuePlace(job, ++order);
        job.place = place;
        places.add(place);
    }

    /** Forgets the place that the job has in any queue. */
    static void remove(LiveJob job) {
        job.place = Nowhere.NOWHERE;
    }

    /** The job that is due first, where one is due at {@code now}; it stays where it is. */
    Optional<LiveJob> peek(Instant now) {
        return isEmpty() || places.element().dueAt().isAfter(now)
                ? Optional.empty()
                : Optional.of(places.element().job);
    }

    /** When the first job is due; empty where none ever is. */
    Optional<Instant> first() {
        return isEmpty() ? Optional.empty() : Optional.of(places.element().dueAt());
    }

    /** How many jobs are due by then. Looks at all. */
    int dueBy(Instant then) {
        return (int) places.stream()
                .filter(place -> place.isCurrent() && !place.dueAt.isAfter(then))
                .count();
    }

    /** Whether no job has a place here any more. */
    boolean isEmpty() {
        while (!places.isEmpty() && !places.element().isCurrent()) {
            places.remove();
        }
        return places.isEmpty();
    }
}
