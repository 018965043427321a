package dev.takeone.journal.clients;

import dev.takeone.journal.threads.Pulse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Asks for offsets of partitions together; where that has no answer, each by itself, and for a moment only, so that one
 * without a leader does not hold up the others. One that was silent is asked by itself until it answers.
 */
public final class EachOffset {
    private static final Duration TOGETHER = Duration.ofSeconds(5);
    private static final Duration ALONE = Duration.ofMillis(500);

    private final Pulse pulse;
    private final Set<TopicPartition> silent = new HashSet<>();

    /** What a consumer is asked. */
    public interface Question {
        Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, Duration atMost);
    }

    /**
     * Of one thread.
     *
     * @param pulse beats before each question
     */
    public EachOffset(Pulse pulse) {
        this.pulse = pulse;
    }

    /** The offsets of those that have answered; the others are missing. */
    public Map<TopicPartition, Long> of(Set<TopicPartition> asked, Question question) {
        Set<TopicPartition> alone = new HashSet<>(asked);
        Map<TopicPartition, Long> found = new HashMap<>();
        Set<TopicPartition> together = new HashSet<>(asked);
        together.removeAll(silent);
        if (!together.isEmpty()) {
            try {
                pulse.beat();
                found.putAll(question.of(together, TOGETHER));
                alone.removeAll(together);
            } catch (TimeoutException someOfThem) {
                silent.addAll(together);
            }
        }
        for (TopicPartition each : alone) {
            try {
                pulse.beat();
                found.putAll(question.of(Set.of(each), ALONE));
                silent.remove(each);
            } catch (TimeoutException leaderless) {
                silent.add(each);
            }
        }
        return found;
    }
}
