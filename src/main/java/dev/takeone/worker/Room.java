package dev.takeone.worker;

import dev.takeone.request.RequestReader;

/**
 * The room for records on their way to becoming jobs, and what of it each partition may take. A backlog gets most of it, and
 * never what other partitions need next.
 */
final class Room {
    /** The memory of the largest request: its body, and its record until that is journaled. */
    private static final long LARGEST = 3L * RequestReader.MAX_VALUE_BYTES;

    /** Records whose transaction may be open before no more are taken. */
    private static final int MAX_UNSETTLED = 2_000;

    private final JobTable table;
    private final int maxWaiting;
    private final long maxWaitingBytes;

    Room(JobTable table, WorkerSettings settings) {
        this.table = table;
        this.maxWaiting = settings.maxWaiting();
        this.maxWaitingBytes = settings.maxWaitingBytes();
    }

    /** What is left as of now. Looks at every partition once, which is asked for with every record. */
    Left left() {
        int partitions = Math.max(1, table.partitions().size());
        int share = maxWaiting / partitions;
        int evenUnsettled = MAX_UNSETTLED / partitions;
        int unsubmitted = 0;
        int gated = 0;
        int unsettled = 0;
        int unsettledOfShares = 0;
        long bytes = 0;
        for (Partition partition : table.partitions()) {
            unsubmitted += partition.unsubmitted;
            gated += Math.min(partition.gated.size(), share);
            unsettled += partition.unsettled.size();
            unsettledOfShares += Math.min(partition.unsettled.size(), evenUnsettled);
            bytes += partition.bytes();
        }
        int half = MAX_UNSETTLED / 2;
        return new Left(
                gated,
                unsettledOfShares < MAX_UNSETTLED,
                share,
                Math.max(share, maxWaiting - unsubmitted - gated),
                partitions == 1 ? MAX_UNSETTLED : Math.max(Math.max(1, half / partitions), half - unsettled),
                Math.max(maxWaitingBytes / partitions, maxWaitingBytes - bytes));
    }

    /**
     * What is left for whoever comes next.
     *
     * @param gated the room that records use up which wait for their partition's restore. A partition that had taken more
     *     than its share when its journal was lost keeps them all, since they are in memory already, but takes no room from
     *     others
     * @param mayTakeMore whether the journal is near enough for more records. A partition that had more than its share when
     *     it was restored has them in memory already, and takes no room from others
     * @param share the records that a partition may gather while it is in restore
     * @param most the jobs of a partition that may wait: its share, and beyond that as many as there would still be room for
     * @param mostUnsettled the records of a partition that may wait for their commit. Where others may need the room, most of
     *     what is left of one half, and never less than an even part of the other: so one whose journal is away leaves the
     *     others theirs, whether its records make jobs or not
     * @param mostBytes the memory that the requests of one partition may take, likewise
     */
    record Left(int gated, boolean mayTakeMore, int share, int most, int mostUnsettled, long mostBytes) {

        /** Whether one more record may become a job. */
        boolean takes(Partition partition) {
            return partition.unsubmitted < most && partition.unsettled.size() < mostUnsettled && !isFull(partition);
        }

        /** Whether one more record may wait for the restore. */
        boolean gates(Partition partition) {
            return partition.gated.size() < share && !isFull(partition);
        }

        /** Whether it is worth reading on: each time costs a fetch. */
        boolean isRoomy(Partition partition) {
            boolean hasMemory = 2 * partition.bytes() <= mostBytes || partition.bytes() + LARGEST <= mostBytes;
            return 2 * partition.unsubmitted <= most && 2 * partition.unsettled.size() <= mostUnsettled && hasMemory;
        }

        /** Large requests use up the memory long before their number uses up the room: however few they are, one has room. */
        private boolean isFull(Partition partition) {
            return partition.bytes() >= mostBytes;
        }
    }
}
