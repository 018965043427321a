package dev.takeone.worker;

import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Jobs to submit, in a queue for each model: one whose calls are held stands in no other's way. */
final class ModelQueues {
    private final Map<String, DueQueue> byModel = new TreeMap<>();

    /** Puts the job at its due time, and forgets the place it had here or in another queue. */
    void put(LiveJob job) {
        byModel.computeIfAbsent(job.model(), any -> new DueQueue()).put(job);
    }

    /** The job that is due first of those whose model is {@code open}, where one is due at {@code now}; it stays. */
    Optional<LiveJob> peek(Instant now, Predicate<String> open) {
        Optional<LiveJob> first = Optional.empty();
        for (Iterator<Map.Entry<String, DueQueue>> each = byModel.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<String, DueQueue> queue = each.next();
            if (queue.getValue().isEmpty()) {
                each.remove();
            } else if (open.test(queue.getKey())) {
                first = earlier(first, queue.getValue().peek(now));
            }
        }
        return first;
    }

    /** The models for which a job waits here, whether it is due or not. */
    Stream<String> models() {
        return byModel.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    private static Optional<LiveJob> earlier(Optional<LiveJob> one, Optional<LiveJob> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().dueAt.isAfter(other.get().dueAt) ? other.get() : one.get())
                : one.or(() -> other);
    }
}
