package dev.takeone.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the records of one journal partition, in their order: of each key the last record counts. So one that cannot
 * be read is mended by a later one, also by one without a value. Pure.
 */
final class Replay {
    private final Instant forgetBefore;
    private final Map<String, Restored.LiveRow> live = new LinkedHashMap<>();
    private final Map<String, Restored.EndedJob> ended = new LinkedHashMap<>();
    private Optional<Head> head = Optional.empty();
    private Instant headAt = Instant.EPOCH;
    private final Map<String, String> faults = new LinkedHashMap<>();
    private long records;

    /** Endings before {@code forgetBefore} are forgotten. */
    Replay(Instant forgetBefore) {
        this.forgetBefore = forgetBefore;
    }

    /** The next record. */
    void add(ConsumerRecord<byte @Nullable [], byte @Nullable []> read) {
        byte[] key = read.key();
        byte[] value = read.value();
        records++;
        String name = key == null ? "" : new String(key, UTF_8);
        faults.remove(name);
        if (key == null) {
            faults.put(name, unreadable(read, "it has no key"));
        } else if (value == null) {
            live.remove(name);
            ended.remove(name);
        } else {
            add(name, value, read);
        }
    }

    private void add(String name, byte[] value, ConsumerRecord<?, ?> read) {
        Instant writtenAt = Instant.ofEpochMilli(read.timestamp());
        switch (JobCodec.decode(name, value)) {
            case Decoded.JobRow row -> add(name, row.row(), writtenAt);
            case Decoded.HeadRow found -> {
                head = Optional.of(found.head());
                headAt = writtenAt;
            }
            case Decoded.UnknownVersion unknown -> faults.put(name, unknown(read, unknown.version()));
            case Decoded.Unreadable unreadable -> faults.put(name, unreadable(read, unreadable.why()));
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

    /** Whether the partition holds no record at all. */
    boolean empty() {
        return records == 0;
    }

    /** How many were read. */
    long records() {
        return records;
    }

    List<Restored.LiveRow> live() {
        return List.copyOf(live.values());
    }

    List<Restored.EndedJob> ended() {
        return List.copyOf(ended.values());
    }

    private void add(String id, Row row, Instant writtenAt) {
        if (row.sequence() < lastSequence(id)) {
            return;
        }
        live.remove(id);
        ended.remove(id);
        switch (row.state()) {
            case JobState.Live running -> live.put(id, new Restored.LiveRow(row, writtenAt));
            case JobState.Completed done -> remember(id, row.sequence(), done, done.generation());
            case JobState.Failed failed -> remember(id, row.sequence(), failed, Optional.empty());
        }
    }

    private long lastSequence(String id) {
        Restored.LiveRow running = live.get(id);
        Restored.EndedJob over = ended.get(id);
        return running != null ? running.row().sequence() : over != null ? over.sequence() : 0;
    }

    private void remember(String id, long sequence, JobState.Ended state, Optional<Duration> generation) {
        if (!state.endedAt().isBefore(forgetBefore)) {
            ended.put(id, new Restored.EndedJob(state.job(), sequence, state.endedAt(), generation));
        }
    }

    private static String unknown(ConsumerRecord<?, ?> read, long version) {
        return "The journal's record " + coordinates(read) + " is of version " + version
                + ", and this release reads version " + JobCodec.VERSION
                + ". Nothing of its partition is served. Run the release that wrote it, or a newer one.";
    }

    private static String unreadable(ConsumerRecord<?, ?> read, String why) {
        return "The journal's record " + coordinates(read) + " cannot be read: " + why
                + ". Nothing of its partition is served. Look at it with kcat; where it is not Takeone's, delete it by"
                + " writing a record of the same key without a value, else run the release that wrote it.";
    }

    private static String coordinates(ConsumerRecord<?, ?> read) {
        return read.topic() + "-" + read.partition() + "-" + read.offset();
    }
}
