package dev.takeone.journal;

import dev.takeone.job.JobState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One decision, to be made durable as a whole.
 *
 * @param partition the request's partition, and so the journal's
 * @param row the job's next row; empty for a record that makes no job, such as a repeat, and where only
 *     how far the partition is gets written
 * @param events to publish with it
 * @param nextOffset the offset after the record that led here; empty where no record did
 * @param leaderEpoch that record's; empty where no record led here, or the broker does not tell
 */
public record Entry(
        int partition, Optional<Row> row, List<Publication> events, OptionalLong nextOffset, OptionalInt leaderEpoch) {
    /** Headers, names, times and the like. */
    private static final int OVERHEAD = 500;

    public Entry {
        events = List.copyOf(events);
    }

    /** One without a leader's epoch. */
    public Entry(int partition, Optional<Row> row, List<Publication> events, OptionalLong nextOffset) {
        this(partition, row, events, nextOffset, OptionalInt.empty());
    }

    /** About how many bytes it will be in the journal and its events, without writing it. */
    public long size() {
        long size = row.map(each -> size(each.state())).orElse(0L);
        for (Publication event : events) {
            size += OVERHEAD + event.key().length() + event.value().length();
        }
        return size;
    }

    private static long size(JobState state) {
        long body = switch (state) {
            case JobState.Accepted accepted -> accepted.body().length();
            case JobState.Submitting submitting -> submitting.body().length();
            case JobState.Submitted _answered -> 0;
            case JobState.Completed _over -> 0;
            case JobState.Failed _over -> 0;
        };
        return OVERHEAD + body + state.job().metadata().map(String::length).orElse(0);
    }
}
