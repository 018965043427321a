package dev.takeone.journal.rows;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a restore has found of a partition, before anybody has judged it.
 *
 * @param partition of jobs, receipts and requests alike
 * @param head the journal's word
 * @param rows what else is read there
 * @param committed the group's offset
 * @param requests the log that the head is about
 * @param jobs the log that the head stands in
 * @param receiptsId the receipts topic's id
 * @param rowsKeptFrom from when on the jobs topic cannot have taken away what was written; the epoch where it keeps for
 *     ever
 * @param witness what else tells that a partition has had jobs; empty where the group's offset, or a log that begins above 0,
 *     tells it, since nobody has asked then
 * @param cutAt the first offset at which the requests are others than those that were handled there; empty where none is
 *     known
 */
public record Found(
        int partition,
        Optional<Head> head,
        Rows rows,
        Optional<Committed> committed,
        Log requests,
        Log jobs,
        String receiptsId,
        Instant rowsKeptFrom,
        Optional<String> witness,
        OptionalLong cutAt) {

    /** Of which nothing is known yet that the logs do not tell themselves. */
    public Found(
            int partition,
            Optional<Head> head,
            Rows rows,
            Optional<Committed> committed,
            Log requests,
            Log jobs,
            String receiptsId,
            Instant rowsKeptFrom) {
        this(
                partition,
                head,
                rows,
                committed,
                requests,
                jobs,
                receiptsId,
                rowsKeptFrom,
                Optional.empty(),
                OptionalLong.empty());
    }

    /**
     * One partition of a topic.
     *
     * @param topicId the topic's id
     * @param start the first offset that is still there
     * @param end the offset after the last record
     */
    public record Log(String topicId, long start, long end) {}

    /**
     * The rows of a journal partition.
     *
     * @param none whether it holds no record at all
     * @param live those of jobs that have not ended
     * @param removed those that somebody has written a record without a value for, as the mend for an unreadable one
     */
    public record Rows(boolean none, int live, int removed) {}

    public Found with(Optional<String> seen) {
        return new Found(partition, head, rows, committed, requests, jobs, receiptsId, rowsKeptFrom, seen, cutAt);
    }

    public Found cutAt(OptionalLong offset) {
        return new Found(partition, head, rows, committed, requests, jobs, receiptsId, rowsKeptFrom, witness, offset);
    }
}
