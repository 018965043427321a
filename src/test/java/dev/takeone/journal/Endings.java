package dev.takeone.journal;

import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.journal.rows.Decoded;
import java.time.Duration;
import java.util.Optional;

/** What a restore remembers of jobs that have ended, for tests whose journal is in memory. */
public final class Endings {
    private Endings() {}

    /** What a row is read back as. */
    public static Decoded read(Row row) {
        return switch (row.state()) {
            case JobState.Live _goesOn -> new Decoded.Live(row);
            case JobState.Ended over -> new Decoded.EndedRow(row.sequence(), of(row.sequence(), over));
        };
    }

    /** What is remembered of {@code state}, whose row is the job's {@code sequence}th. */
    public static Restored.EndedJob of(Sequence sequence, JobState.Ended state) {
        Job job = state.job();
        Optional<Duration> generation = switch (state) {
            case JobState.Completed done -> done.generation();
            case JobState.Failed _failed -> Optional.empty();
        };
        boolean boughtLater =
                state instanceof JobState.Failed failed && failed.reason().wouldBeBoughtLater();
        return new Restored.EndedJob(
                job.identity(),
                job.contentHash(),
                job.profile(),
                state.endedAt(),
                generation,
                sequence.equals(Sequence.FIRST) && !boughtLater,
                state.spent());
    }
}
