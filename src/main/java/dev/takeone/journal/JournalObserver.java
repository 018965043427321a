package dev.takeone.journal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Hears how the journal does, on threads of the journal's own: for metrics. */
public interface JournalObserver {

    /** What a client is for. */
    enum Role {
        JOURNAL_WRITER,
        RECEIPTS_WRITER,
        RECEIPTS_READER
    }

    /**
     * A new producer, before its first use. There is at most one client of a role at a time: a new one stands in for the
     * last, which is closed or about to be.
     */
    void producer(Role role, Producer<?, ?> producer);

    /** A new consumer, before its first use; as with producers there is one of a role at a time. */
    void consumer(Role role, Consumer<?, ?> consumer);

    /** A transaction of so many records is committed, so long after it began. */
    void committed(int records, Duration took);

    /** A transaction was not committed; what was in it is tried again, or dropped with its partition. */
    void aborted();

    /** A partition's journal was read, to so many records, so long after that was asked for. */
    void restored(long records, Duration took);

    /** So many requests are gone that nobody has read, at most. */
    default void requestsLost(long count) {}

    /** How the requests of each partition held stand that are not handled yet. */
    default void unread(Map<Integer, Unread> byPartition) {}

    /** How long the requests topic keeps a request; empty where for ever. */
    default void requestsKept(Optional<Duration> retention) {}

    /**
     * Requests of a partition that are not handled yet.
     *
     * @param lag how many, at most: what ended transactions takes up offsets too
     * @param oldest how long ago the first of them was published; zero where there is none
     */
    record Unread(long lag, Duration oldest) {}
}
