package dev.takeone.journal.read;

import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.rows.TopicLife;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the log of the requests is another than the one that was handled, whatever it has grown to since. A log is cut
 * only where its leader changes, and each leader appends under an epoch of its own; so the epoch of the last record that
 * was handled tells whether that record is still there (KIP-320). Brokers that give no epochs, or one that is older than
 * the record's, tell nothing. On one thread.
 */
public final class Divergence implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JournalSetup setup;
    private Optional<KafkaConsumer<byte @Nullable [], byte @Nullable []>> client = Optional.empty();

    /** A divergence that has no connection yet. */
    public Divergence(JournalSetup setup) {
        this.setup = setup;
    }

    /**
     * How far a log was handled.
     *
     * @param life the topic's
     * @param next the offset after the last record
     * @param epoch the leader's of that record, at the least
     */
    public record Handled(TopicLife life, long next, int epoch) {
        static Optional<Handled> of(Head head) {
            return of(head.life(), OptionalLong.of(head.nextOffset()), head.leaderEpoch());
        }

        /** The same of a partition in hand; empty where nothing was handled, or nobody has told the epoch. */
        public static Optional<Handled> of(TopicLife life, Position position) {
            return of(life, position.nextOffset(), position.epoch());
        }

        private static Optional<Handled> of(TopicLife life, OptionalLong next, OptionalInt epoch) {
            return next.isPresent() && epoch.isPresent()
                    ? Optional.of(new Handled(life, next.getAsLong(), epoch.getAsInt()))
                    : Optional.empty();
        }
    }

    /**
     * The first offset whose record is another; empty where none is known. Asks the broker only where the leader has
     * changed since the last record that was handled.
     *
     * @param now the epoch at the end of the log
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer
     */
    public OptionalLong of(Optional<Handled> told, Found.Log requests, OptionalInt now, int partition) {
        return told.filter(handled -> handled.life().topicId().equals(requests.topicId())
                        && handled.next() > requests.start()
                        && handled.epoch() < now.orElse(Integer.MIN_VALUE))
                .map(handled ->
                        ask(new TopicPartition(setup.names().requests(), partition), handled.next(), handled.epoch()))
                .orElseGet(OptionalLong::empty);
    }

    private OptionalLong ask(TopicPartition partition, long next, int epoch) {
        KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer =
                client.orElseGet(() -> Clients.validating(setup));
        client = Optional.of(consumer);
        try {
            consumer.assign(Set.of(partition));
            // An epoch is looked at only where the leader's is known, which the client learns with this.
            Objects.requireNonNull(consumer.endOffsets(Set.of(partition), PATIENCE));
            consumer.seek(partition, new OffsetAndMetadata(next, Optional.of(epoch), ""));
            long unused = consumer.position(partition, PATIENCE);
            return OptionalLong.empty();
        } catch (LogTruncationException cut) {
            return Optional.ofNullable(cut.divergentOffsets().get(partition)).stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .filter(offset -> offset < next)
                    .findFirst();
        }
    }

    @Override
    public void close() {
        client.ifPresent(consumer -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
        client = Optional.empty();
    }
}
