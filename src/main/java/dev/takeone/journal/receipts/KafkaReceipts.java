package dev.takeone.journal.receipts;

import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.threads.ThreadState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;

/** The receipts in Kafka: those that this worker writes, and those of the partitions that it holds. */
public final class KafkaReceipts {
    private final ReceiptWriter writer;
    private final JournalSetup setup;
    private final JournalObserver clients;
    private Optional<ReceiptFollower> follower = Optional.empty();
    private volatile Optional<Journal.Listener> told = Optional.empty();

    public KafkaReceipts(JournalSetup setup, JournalObserver clients) {
        this.setup = setup;
        this.clients = clients;
        this.writer = new ReceiptWriter(setup.names().receipts(), this::producer, this::stopped);
    }

    /**
     * Tells {@code listener} of the receipts from now on. To be called once.
     *
     * @return what to tell of all else: it passes everything on, and stops following what is lost
     */
    public synchronized Journal.Listener start(Journal.Listener listener) {
        ReceiptFollower following = new ReceiptFollower(setup, listener, clients);
        follower = Optional.of(following);
        Journal.Listener all = new Following(following, listener);
        told = Optional.of(all);
        following.start(all::stopped);
        return all;
    }

    private void stopped(String why) {
        told.ifPresent(each -> each.stopped(why));
    }

    /** The threads that have begun. */
    public List<ThreadState> threads() {
        return Stream.of(follower().flatMap(ReceiptFollower::state), writer.state())
                .flatMap(Optional::stream)
                .toList();
    }

    public void keep(int partition, Receipt receipt) {
        writer.keep(partition, receipt);
    }

    /** Reads a partition from its beginning, again if it is followed already. */
    public void follow(int partition) {
        follower().ifPresent(each -> each.follow(partition));
    }

    public void unfollow(Set<Integer> partitions) {
        follower().ifPresent(each -> each.unfollow(partitions));
    }

    public CompletionStage<Void> read(int partition) {
        return follower().map(each -> each.read(partition)).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Writes what waits for at most so long. */
    public void close(Duration atMost) {
        follower().ifPresent(ReceiptFollower::close);
        writer.close(atMost);
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> producer = Clients.receiptsWriter(setup);
        clients.producer(JournalObserver.Role.RECEIPTS_WRITER, producer);
        return producer;
    }

    private synchronized Optional<ReceiptFollower> follower() {
        return follower;
    }

    private record Following(ReceiptFollower follower, Journal.Listener listener) implements Journal.Listener {
        @Override
        public void committed(List<Entry> entries, long startedNanos) {
            listener.committed(entries, startedNanos);
        }

        @Override
        public void unwritable(Entry entry, String why) {
            listener.unwritable(entry, why);
        }

        @Override
        public void receipt(int partition, Receipt receipt, boolean fresh) {
            listener.receipt(partition, receipt, fresh);
        }

        @Override
        public void lost(Set<Integer> partitions) {
            follower.unfollow(partitions);
            listener.lost(partitions);
        }

        @Override
        public void rewriteAfter(Duration age) {
            listener.rewriteAfter(age);
        }

        @Override
        public void stopped(String why) {
            follower.close();
            listener.stopped(why);
        }
    }
}
