package dev.takeone.journal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Where decisions become durable. The Kafka one is {@code KafkaJournal}; tests have one in memory. */
public interface Journal {

    /**
     * Takes a decision to be committed, after all that were taken before it and together with as many as are at hand.
     * Returns at once; {@link Listener} hears of the outcome. An entry of a partition that is not held is dropped.
     */
    void append(Entry entry);

    /**
     * Reads a partition back. One that is held is let go first, and what was taken for it and is not committed is dropped
     * without a word, unless its transaction has begun. Completes on any thread, and never exceptionally. A partition
     * restored as {@link Restored.Ready} is held from then on: its entries are taken.
     */
    CompletionStage<Restored> restore(int partition);

    /** Lets a partition go: its entries that are not committed yet are dropped without a word, unless their transaction has begun. */
    void release(Set<Integer> partitions);

    /**
     * Writes a receipt into a partition, held or not, apart from every transaction. Returns at once; it is tried for as
     * long as the process lives.
     */
    void keep(int partition, Receipt receipt);

    /**
     * Completes, on any thread and never exceptionally, when every receipt that was in the partition at the time of the
     * call has been told to the listener, or the partition is let go.
     */
    CompletionStage<Void> receiptsRead(int partition);

    /** Hears what became of entries, in the order of their commits, on threads of the journal's own. */
    interface Listener {

        /**
         * These entries are committed, all in one transaction, in the order in which they were taken. So may those be whose
         * partition was let go after their transaction had begun.
         *
         * @param startedNanos when the transaction began, by {@link System#nanoTime}: nobody can have read it before
         */
        void committed(List<Entry> entries, long startedNanos);

        /** This entry can never be written as it is (too large for its topic, or not allowed); it is left out. */
        void unwritable(Entry entry, String why);

        /**
         * A receipt of a held partition: of the last 30 days after a restore, and from then on as they come. Each
         * is told once, and all of them again after the next restore.
         *
         * @param fresh whether it was written after the restore
         */
        void receipt(int partition, Receipt receipt, boolean fresh);

        /**
         * What was taken and not committed is gone, and what memory holds of these partitions may be wrong: they are no
         * longer held, and must be restored.
         */
        void lost(Set<Integer> partitions);

        /** Rows must be written again at this age from now on, lest the topic delete them: it keeps them for less. */
        void rewriteAfter(Duration age);

        /** The journal cannot go on in this process, for {@code why}: another worker has the same id. */
        void stopped(String why);
    }
}
