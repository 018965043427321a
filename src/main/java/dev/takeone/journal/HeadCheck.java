package dev.takeone.journal;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a partition's journal, the requests topic and the group's offset tell the same story. Pure.
 *
 * <p>The head is the truth; an offset of the group that is behind it, or gone, costs only a second look at records that
 * are known. What cannot be told apart from a loss stops the partition, unless the user has chosen to adopt it.
 */
final class HeadCheck {
    private HeadCheck() {}

    /**
     * What was found.
     *
     * @param partition of jobs and requests alike
     * @param head the journal's word
     * @param empty whether the journal partition holds no record at all
     * @param committed the group's offset
     * @param topicId the requests topic's id
     * @param earliest the first offset that the requests partition still has
     */
    record Found(
            int partition, Optional<Head> head, boolean empty, OptionalLong committed, String topicId, long earliest) {}

    /** What follows. */
    sealed interface Verdict {
        /**
         * On from here; {@code afresh} where the head no longer tells the truth, or the group's offset says something
         * else: both are to be written again, for lag tools read the offset.
         */
        record GoOn(OptionalLong nextOffset, boolean afresh) implements Verdict {}

        /** Not without a person. */
        record Stop(String error) implements Verdict {}
    }

    static Verdict verdict(Found found, JournalSetup setup) {
        Optional<String> mismatch =
                found.head().map(head -> mismatch(found, head, setup)).orElseGet(() -> withoutHead(found, setup));
        if (mismatch.isEmpty()) {
            OptionalLong next = nextOffset(found);
            return new Verdict.GoOn(next, !next.equals(found.committed()));
        }
        return switch (setup.settings().onMismatch()) {
            case STOP -> new Verdict.Stop(stopped(found, mismatch.get(), setup));
            case ADOPT -> new Verdict.GoOn(OptionalLong.of(found.committed().orElse(found.earliest())), true);
        };
    }

    private static OptionalLong nextOffset(Found found) {
        return found.head().map(head -> OptionalLong.of(head.nextOffset())).orElseGet(OptionalLong::empty);
    }

    private static Optional<String> withoutHead(Found found, JournalSetup setup) {
        if (!found.empty()) {
            return Optional.of("it holds rows, but not the one that says how far the requests are handled");
        }
        return found.committed().isPresent()
                ? Optional.of(
                        "it is empty, but the group " + setup.settings().group() + " has handled the requests up to"
                                + " offset " + found.committed().getAsLong())
                : Optional.empty();
    }

    private static Optional<String> mismatch(Found found, Head head, JournalSetup setup) {
        String group = setup.settings().group();
        if (!head.group().equals(group)) {
            return Optional.of("it belongs to the group " + head.group() + ", not to " + group);
        }
        if (!head.topicId().equals(found.topicId())) {
            return Optional.of("it was written for the topic " + head.topic() + " with the id " + head.topicId()
                    + ", and " + setup.names().requests() + " has the id " + found.topicId()
                    + ": another topic, or the same one made anew");
        }
        return found.committed().isPresent() && found.committed().getAsLong() > head.nextOffset()
                ? Optional.of(
                        "it has handled the requests up to offset " + head.nextOffset() + ", but the offset of the"
                                + " group " + group + " was moved to "
                                + found.committed().getAsLong()
                                + ": the requests between would be skipped")
                : Optional.empty();
    }

    private static String stopped(Found found, String mismatch, JournalSetup setup) {
        String choice = found.committed().isPresent()
                ? "the group's offset, " + found.committed().getAsLong()
                : "the earliest request, at offset " + found.earliest();
        return "The journal " + setup.names().jobs() + ", partition " + found.partition()
                + ", does not fit its requests (" + setup.names().requests() + "): " + mismatch
                + ". Nothing of this partition is served. Either mend it, by setting takeone.topics.jobs or takeone.group"
                + " to what they were, or the group's offset back; or set takeone.journal.on-mismatch=adopt to go on"
                + " from " + choice + ", with the identities that the journal knows.";
    }
}
