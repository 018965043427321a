package dev.takeone.worker;

import dev.takeone.job.JobState;
import dev.takeone.journal.Endings;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A journal that commits when it is told to, and outlives the workers that write to it. */
public final class InMemoryJournal {
    private final Map<Integer, Map<String, Written>> rows = new HashMap<>();
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private final Map<Integer, OptionalInt> epochs = new HashMap<>();
    final List<Publication> published = new ArrayList<>();
    final Map<Integer, Restored> instead = new HashMap<>();
    final Map<Integer, List<Receipt>> receipts = new HashMap<>();
    boolean receiptsReadable = true;

    /** Whose offsets those of the requests are. */
    String topicLife = "topic-id";

    /** The leader's epoch at the end of the requests when a restore looks at them. */
    OptionalInt judgedEpoch = OptionalInt.empty();

    private int writes;

    private record Written(Row row, Instant at) {}

    /** One worker's way to the journal. */
    public final class Writer implements Journal {
        private final Ticker ticker;
        private final InstantSource broker;
        private final List<Entry> taken = new ArrayList<>();
        private final Set<Integer> held = new HashSet<>();

        /** Who waits for receipts that cannot be read; answered where the partition is let go. */
        private final Map<Integer, CompletableFuture<Void>> unread = new HashMap<>();

        private Journal.@Nullable Listener listener;
        Optional<Error> failing = Optional.empty();

        /** Partitions of which nothing is committed for now. */
        final Set<Integer> suspended = new HashSet<>();

        public Writer(Ticker ticker) {
            this(ticker, ticker::now);
        }

        /** One whose rows are stamped by a clock that nobody sets. */
        Writer(Ticker ticker, InstantSource broker) {
            this.ticker = ticker;
            this.broker = broker;
        }

        public void listen(Journal.Listener worker) {
            this.listener = worker;
        }

        @Override
        public void append(Entry entry) {
            failing.ifPresent(error -> {
                throw error;
            });
            if (held.contains(entry.partition())) {
                taken.add(entry);
            }
        }

        @Override
        public CompletionStage<Restored> restore(int partition) {
            taken.removeIf(entry -> entry.partition() == partition);
            held.add(partition);
            return CompletableFuture.completedStage(
                    Optional.ofNullable(instead.get(partition)).orElseGet(() -> read(partition)));
        }

        @Override
        public void release(Set<Integer> partitions) {
            held.removeAll(partitions);
            taken.removeIf(entry -> partitions.contains(entry.partition()));
            partitions.stream()
                    .flatMap(each -> Optional.ofNullable(unread.remove(each)).stream())
                    .forEach(moot -> moot.complete(null));
        }

        @Override
        public void keep(int partition, Receipt receipt) {
            receipts.computeIfAbsent(partition, any -> new ArrayList<>()).add(receipt);
        }

        @Override
        public CompletionStage<Void> receiptsRead(int partition) {
            if (!receiptsReadable) {
                return unread.computeIfAbsent(partition, any -> new CompletableFuture<>());
            }
            tellReceipts(partition);
            return CompletableFuture.completedStage(null);
        }

        /** They can be read, and whoever waits for them is answered. */
        void receiptsAreBack(int partition) {
            receiptsReadable = true;
            tellReceipts(partition);
            Optional.ofNullable(unread.remove(partition)).ifPresent(waits -> waits.complete(null));
        }

        /** Tells the receipts of a partition, as the journal does once it is held. */
        void tellReceipts(int partition) {
            for (Receipt receipt : receipts.getOrDefault(partition, List.of())) {
                if (listener != null) {
                    listener.receipt(partition, receipt, true);
                }
            }
        }

        /** Commits what was taken so far; whether there was anything. */
        public boolean commit() {
            return commit(ticker.nanos());
        }

        /** The same by a transaction that was begun then. */
        boolean commit(long startedNanos) {
            List<Entry> batch = taken.stream()
                    .filter(entry -> !suspended.contains(entry.partition()))
                    .toList();
            taken.removeAll(batch);
            batch.forEach(entry -> write(entry, broker.instant()));
            if (!batch.isEmpty() && listener != null) {
                listener.committed(batch, startedNanos);
            }
            return !batch.isEmpty();
        }

        /** Commits what was taken before its partition was let go: its transaction had begun. */
        void commitNevertheless(List<Entry> begun) {
            begun.forEach(entry -> write(entry, broker.instant()));
            if (listener != null) {
                listener.committed(begun, ticker.nanos());
            }
        }

        /** Loses what was taken, as a fenced producer does. */
        void lose() {
            taken.clear();
            Set<Integer> lost = Set.copyOf(held);
            held.clear();
            if (listener != null) {
                listener.lost(lost);
            }
        }

        /** Refuses the first entry that was taken. */
        void refuseFirst() {
            Entry first = taken.removeFirst();
            taken.removeIf(entry -> entry.partition() == first.partition());
            held.remove(first.partition());
            if (listener != null) {
                listener.unwritable(first, "RecordTooLargeException");
            }
        }

        List<Entry> taken() {
            return List.copyOf(taken);
        }
    }

    private void write(Entry entry, Instant at) {
        writes += entry.row().isPresent() ? 1 : 0;
        entry.row()
                .ifPresent(row -> rows.computeIfAbsent(entry.partition(), any -> new LinkedHashMap<>())
                        .put(row.state().job().id(), new Written(row, at)));
        entry.nextOffset().ifPresent(next -> {
            nextOffsets.put(entry.partition(), next);
            epochs.put(entry.partition(), entry.leaderEpoch());
        });
        published.addAll(entry.events());
    }

    private Restored.Ready read(int partition) {
        List<Restored.LiveRow> live = new ArrayList<>();
        List<Restored.EndedJob> ended = new ArrayList<>();
        for (Written written : rows.getOrDefault(partition, Map.of()).values()) {
            Row row = written.row();
            switch (row.state()) {
                case JobState.Live _state -> live.add(new Restored.LiveRow(row, written.at()));
                case JobState.Ended over -> ended.add(Endings.of(row.sequence(), over));
            }
        }
        OptionalLong next = nextOffsets.containsKey(partition)
                ? OptionalLong.of(nextOffsets.getOrDefault(partition, 0L))
                : OptionalLong.empty();
        return new Restored.Ready(
                partition,
                topicLife,
                next,
                epochs.getOrDefault(partition, OptionalInt.empty()),
                judgedEpoch,
                live,
                ended);
    }

    /** Rows written so far. */
    int writes() {
        return writes;
    }

    List<JobState> states(int partition) {
        return rows.getOrDefault(partition, Map.of()).values().stream()
                .map(written -> written.row().state())
                .toList();
    }

    /** The events of one type, by the end of their topic's name. */
    List<Publication> published(String topic) {
        return published.stream().filter(event -> event.topic().endsWith(topic)).toList();
    }

    /** Puts the head back, as far as an entry that could not be written would have kept it. */
    void rewind(int partition, long nextOffset) {
        nextOffsets.put(partition, nextOffset);
    }

    Optional<Long> nextOffset(int partition) {
        return Optional.ofNullable(nextOffsets.get(partition));
    }
}
