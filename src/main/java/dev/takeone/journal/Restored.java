package dev.takeone.journal;

import dev.takeone.job.Identity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a partition's journal holds. */
public sealed interface Restored {
    /** By how much the clocks of two workers may differ: an ending is as old as the clock says of whoever told of it. */
    Duration CLOCKS_APART = Duration.ofMinutes(5);

    /** The partition read. */
    int partition();

    /**
     * All that is needed to go on.
     *
     * @param topicLife whose offsets those of the requests are: the topic's id, and what tells its lives apart
     * @param nextOffset the first offset of the requests partition that is not handled yet; empty where none ever was
     * @param leaderEpoch no record before that offset has a higher one; empty where nobody can tell
     * @param judgedEpoch the leader's at the end of the requests when they were judged: one that comes with a higher is a
     *     later leader's, whose log may be another; empty where the broker does not tell
     * @param live the rows of jobs that have not ended
     * @param ended what is remembered of those that have, within the retention
     */
    record Ready(
            int partition,
            String topicLife,
            OptionalLong nextOffset,
            OptionalInt leaderEpoch,
            OptionalInt judgedEpoch,
            List<LiveRow> live,
            List<EndedJob> ended)
            implements Restored {
        public Ready {
            live = List.copyOf(live);
            ended = List.copyOf(ended);
        }
    }

    /**
     * A job that has not ended.
     *
     * @param writtenAt when its row was written, by the broker's clock where that stamps the topic, else by the writer's; a
     *     row that comes near to the topic's retention has to be written again
     */
    record LiveRow(Row row, Instant writtenAt) {}

    /** It cannot be served without a person's decision; {@code error} names what is wrong and the mend. */
    record Stopped(int partition, String error) implements Restored {}

    /**
     * It cannot be read right now, for {@code why}; try again.
     *
     * @param unbegun whether that is because there is no journal yet, and never was one, so that nothing was spent
     */
    record Unavailable(int partition, String why, boolean unbegun) implements Restored {
        /** One that may have a journal. */
        public Unavailable(int partition, String why) {
            this(partition, why, false);
        }
    }

    /**
     * What is remembered of a job that has ended: there may be a million of them.
     *
     * @param contentHash of what was asked under the identity
     * @param profile the one of its job, under which durations are learned
     * @param generation how long the provider took, where it made a video and tells
     * @param unsent whether it ended as it began and its repeat would too, so that nothing is sent and nothing paid: there
     *     may be any number
     * @param spent what it counts against a ceiling, US dollars; empty where it counts, and nobody names a price
     */
    record EndedJob(
            Identity identity,
            String contentHash,
            String profile,
            Instant endedAt,
            Optional<Duration> generation,
            boolean unsent,
            Optional<BigDecimal> spent) {
        public EndedJob {
            profile = profile.intern();
        }
    }
}
