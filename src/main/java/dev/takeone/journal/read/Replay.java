package dev.takeone.journal.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.journal.Restored;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.Decoded;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the records of one journal partition, in their order: of each key the last record counts. So one that cannot
 * be read is mended by a later one, also by one without a value. Pure.
 */
final class Replay {
    private final Instant forgetBefore;
    private final int mostUnsent;
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();

    /** Of the jobs that were never sent the latest: a flood of invalid requests must not outgrow the memory. */
    private final SequencedMap<String, Kept.Over> unsent = new LinkedHashMap<>();

    private Optional<Head> head = Optional.empty();
    private Instant headAt = Instant.EPOCH;
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final Set<String> removed = new HashSet<>();
    private long records;

    /** What stands of a job so far. */
    private sealed interface Kept {
        Sequence sequence();

        record Running(Restored.LiveRow live) implements Kept {
            @Override
            public Sequence sequence() {
                return live.row().sequence();
            }
        }

        record Over(Sequence sequence, Restored.EndedJob ended) implements Kept {}
    }

    /** A record, and what it says of the job of that name. */
    private record Read(ConsumerRecord<?, ?> from, String name, Decoded decoded) {
        static Read of(ConsumerRecord<byte @Nullable [], byte @Nullable []> from) {
            byte[] key = from.key();
            byte[] value = from.value();
            if (key == null) {
                return new Read(from, "", new Decoded.Unreadable("it has no key"));
            }
            String name = new String(key, UTF_8);
            return new Read(from, name, value == null ? new Decoded.NoRow() : JobCodec.decode(name, value));
        }

        Instant writtenAt() {
            return Instant.ofEpochMilli(from.timestamp());
        }

        String coordinates() {
            return from.topic() + "-" + from.partition() + "-" + from.offset();
        }
    }

    /** Endings before {@code forgetBefore} are forgotten, and the earliest of more than so many that were never sent. */
    Replay(Instant forgetBefore, int mostUnsent) {
        this.forgetBefore = forgetBefore;
        this.mostUnsent = mostUnsent;
    }

    /** The next records, in their order. They are decoded side by side: that is most of what a restore has to do. */
    void add(List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> next) {
        next.parallelStream().map(Read::of).toList().forEach(this::add);
    }

    private void add(Read read) {
        records++;
        faults.remove(read.name());
        removed.remove(read.name());
        switch (read.decoded()) {
            case Decoded.Live row ->
                add(read.name(), new Kept.Running(new Restored.LiveRow(row.row(), read.writtenAt())));
            case Decoded.EndedRow row
            when row.job().unsent() && !kept.containsKey(read.name()) ->
                addUnsent(read.name(), new Kept.Over(row.sequence(), row.job()));
            case Decoded.EndedRow row -> add(read.name(), new Kept.Over(row.sequence(), row.job()));
            case Decoded.NoRow _removed -> {
                kept.remove(read.name());
                unsent.remove(read.name());
                removed.add(read.name());
            }
            case Decoded.HeadRow found -> {
                head = Optional.of(found.head());
                headAt = read.writtenAt();
            }
            case Decoded.UnknownVersion unknown ->
                faults.put(read.name(), unknown(read.coordinates(), unknown.version()));
            case Decoded.Unreadable unreadable ->
                faults.put(read.name(), unreadable(read.coordinates(), unreadable.why()));
        }
    }

    Optional<Head> head() {
        return head;
    }

    /** When the head was written; the epoch where there is none. */
    Instant headAt() {
        return headAt;
    }

    /** The first record that could not be read, and the mend. */
    Optional<String> fault() {
        return faults.values().stream().findFirst();
    }

    /** What is there beside the head. */
    Found.Rows rows() {
        return new Found.Rows(records == 0, live().size(), removed.size());
    }

    /** How many were read. */
    long records() {
        return records;
    }

    List<Restored.LiveRow> live() {
        List<Restored.LiveRow> live = new ArrayList<>();
        for (Kept each : kept.values()) {
            switch (each) {
                case Kept.Running running -> live.add(running.live());
                case Kept.Over _over -> {}
            }
        }
        return live;
    }

    List<Restored.EndedJob> ended() {
        List<Restored.EndedJob> ended = new ArrayList<>();
        unsent.values().forEach(over -> ended.add(over.ended()));
        for (Kept each : kept.values()) {
            switch (each) {
                case Kept.Running _running -> {}
                case Kept.Over over -> ended.add(over.ended());
            }
        }
        return ended;
    }

    /**
     * Puts it last, so that endings are told in the order in which they came: durations are learned from the latest. A row
     * that is older than the one before it is hardly ever there, and only moves that one.
     */
    private void add(String id, Kept next) {
        unsent.remove(id);
        Kept before = kept.putLast(id, next);
        if (before != null && next.sequence().isBefore(before.sequence())) {
            kept.put(id, before);
        } else if (isForgotten(next)) {
            kept.remove(id);
        }
    }

    private void addUnsent(String id, Kept.Over next) {
        if (!isForgotten(next)) {
            unsent.putLast(id, next);
        }
        if (unsent.size() > mostUnsent) {
            unsent.pollFirstEntry();
        }
    }

    private boolean isForgotten(Kept job) {
        return switch (job) {
            case Kept.Running _running -> false;
            case Kept.Over over -> over.ended().endedAt().isBefore(forgetBefore);
        };
    }

    private static String unknown(String coordinates, long version) {
        return "The journal's record " + coordinates + " is of version " + version
                + ", and this release reads version " + JobCodec.VERSION
                + ". Nothing of its partition is served. Run the release that wrote it, or a newer one.";
    }

    private static String unreadable(String coordinates, String why) {
        return "The journal's record " + coordinates + " cannot be read: " + why
                + ". Nothing of its partition is served. Look at it with kcat; where it is not Takeone's, delete it by"
                + " writing a record of the same key without a value, else run the release that wrote it.";
    }
}
