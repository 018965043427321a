package dev.takeone.journal.rows;

import dev.takeone.job.JobState;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import java.time.Instant;
import java.util.List;

/**
 * What a head tells of the partition around it, so that a journal which has lost a part of its past is known from a whole
 * one. They change with every transaction, which writes the head with the rest.
 *
 * @param jobsId the jobs topic's id: rows that are found in another one are a copy, of whatever age
 * @param receiptsId the receipts topic's id
 * @param written the transactions so far; the group's offset carries the same number, and cannot be ahead of a whole journal
 * @param live the jobs that have not ended
 * @param floor an offset of the jobs partition up to which, and no further, its retention may have taken rows away
 */
public record Marks(String jobsId, String receiptsId, long written, int live, Floor floor) {

    /**
     * The end of the jobs partition at some time: until a retention later, nothing that comes after it may be gone.
     *
     * @param at by the clock of the worker that asked
     */
    public record Floor(long offset, Instant at) {}

    /** After a transaction with these entries of the partition. */
    public Marks after(List<Entry> entries) {
        int more = 0;
        for (Entry entry : entries) {
            more += entry.row().map(Marks::begun).orElse(0);
        }
        return new Marks(jobsId, receiptsId, written + 1, Math.max(0, live + more), floor);
    }

    public Marks with(String otherReceiptsId, Floor next) {
        return new Marks(jobsId, otherReceiptsId, written, live, next);
    }

    private static int begun(Row row) {
        int begins = row.sequence().equals(Sequence.FIRST) ? 1 : 0;
        return switch (row.state()) {
            case JobState.Live _goesOn -> begins;
            case JobState.Ended _over -> begins - 1;
        };
    }
}
