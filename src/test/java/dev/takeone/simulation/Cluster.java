package dev.takeone.simulation;

import dev.takeone.job.JobState;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.request.RequestRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What the broker holds: requests, journal, events and offsets, all of it committed. */
final class Cluster {

    /** What stands in one partition. */
    static final class Partition {
        final List<RequestRecord> requests = new ArrayList<>();
        final List<Receipt> receipts = new ArrayList<>();
        final Map<String, Row> rows = new LinkedHashMap<>();
        long nextOffset;
    }

    private final Map<Integer, Partition> partitions = new HashMap<>();
    final List<Publication> events = new ArrayList<>();
    final List<String> wrongs = new ArrayList<>();

    /** By request: when the intent to its last POST was committed; never, once a POST may have been accepted. */
    final Map<String, Instant> intents = new HashMap<>();

    private final Supplier<Instant> clock;

    Cluster(int count, Supplier<Instant> clock) {
        this.clock = clock;
        for (int number = 0; number < count; number++) {
            partitions.put(number, new Partition());
        }
    }

    Partition partition(int number) {
        return java.util.Objects.requireNonNull(partitions.get(number));
    }

    int size() {
        return partitions.size();
    }

    /** Commits a transaction: all of it, at this moment. */
    void commit(List<Entry> batch) {
        batch.forEach(this::commit);
    }

    private void commit(Entry entry) {
        Partition partition = partition(entry.partition());
        entry.row().ifPresent(row -> put(partition, row));
        entry.nextOffset().ifPresent(next -> advance(entry, partition, next));
        events.addAll(entry.events());
    }

    private void put(Partition partition, Row row) {
        String id = row.state().job().id();
        if (row.state() instanceof JobState.Submitting posting) {
            intents.put(posting.job().identity().id(), posting.doubt().isEmpty() ? clock.get() : Instant.MAX);
        }
        Row before = partition.rows.put(id, row);
        if (before != null && before.state() instanceof JobState.Ended) {
            wrongs.add("terminal never changes: " + before.state() + " became " + row.state());
        }
        if (before != null && before.sequence() >= row.sequence()) {
            wrongs.add("sequence only grows: " + before + " became " + row);
        }
    }

    private void advance(Entry entry, Partition partition, long next) {
        if (next != partition.nextOffset + 1) {
            wrongs.add("offset never past an unjournaled record: partition " + entry.partition() + " went from "
                    + partition.nextOffset + " to " + next);
        }
        partition.nextOffset = next;
    }

    Restored read(int number) {
        Partition partition = partition(number);
        List<Restored.LiveRow> live = new ArrayList<>();
        List<Restored.EndedJob> ended = new ArrayList<>();
        for (Row row : partition.rows.values()) {
            switch (row.state()) {
                case JobState.Live _state -> live.add(new Restored.LiveRow(row, Instant.MAX));
                case JobState.Completed done ->
                    ended.add(new Restored.EndedJob(done.job(), row.sequence(), done.endedAt(), done.generation()));
                case JobState.Failed failed ->
                    ended.add(new Restored.EndedJob(
                            failed.job(), row.sequence(), failed.endedAt(), java.util.Optional.empty()));
            }
        }
        OptionalLong next = partition.nextOffset == 0 ? OptionalLong.empty() : OptionalLong.of(partition.nextOffset);
        return new Restored.Ready(number, next, live, ended);
    }
}
