package dev.takeone.journal.rows;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The group's offset of a requests partition. What the worker commits says in its metadata whose offset it is, and how
 * many transactions the journal had; what a person has set by hand says nothing.
 *
 * @param life the requests topic's; empty where the offset does not say
 * @param written see {@link Marks}; 0 where the offset does not say
 */
public record Committed(long offset, Optional<TopicLife> life, long written) {
    private static final Pattern MARK = Pattern.compile("takeone 1 (\\S+) (\\d{1,18})");

    public static Committed of(OffsetAndMetadata found) {
        Matcher mark = MARK.matcher(found.metadata());
        return mark.matches()
                ? new Committed(
                        found.offset(), Optional.of(TopicLife.parse(mark.group(1))), Long.parseLong(mark.group(2)))
                : new Committed(found.offset(), Optional.empty(), 0);
    }

    /**
     * As the broker keeps it: without the leader's epoch. A client that has heard of an epoch takes no leader of an earlier
     * one, and would never read a topic that was made anew.
     */
    public OffsetAndMetadata toKafka() {
        return new OffsetAndMetadata(
                offset, life.map(known -> "takeone 1 " + known + " " + written).orElse(""));
    }

    /** Whether it may be an offset of the topic of this id. */
    public boolean fits(String topicId) {
        return life.map(known -> known.topicId().equals(topicId)).orElse(true);
    }
}
