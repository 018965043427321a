package dev.takeone.journal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Entry;
import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Samples;
import dev.takeone.journal.ScriptedProducer;
import dev.takeone.journal.rows.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is heard of transactions; what becomes of them is the writer's test. */
class SessionTest implements JournalObserver {
    private static final ConsumerGroupMetadata GENERATION =
            new ConsumerGroupMetadata("takeone", 1, "member-1", Optional.empty());

    private static final Tenure HOLD = new Tenure(
            new Tenure.Beginning(), Samples.LIFE, Position.at(OptionalLong.of(5)), Instant.EPOCH, Samples.MARKS);

    private final List<String> heard = new ArrayList<>();
    private boolean broken;

    @Test
    void aCommitIsHeardOfOnceWithAllThatItWrote() {
        write(new ScriptedProducer().onCommit(new TimeoutException("no answer")));

        assertThat(heard).containsExactly("committed 3");
    }

    @Test
    void anAbortIsHeardOf() {
        write(new ScriptedProducer().onSend(new TimeoutException("expired")));

        assertThat(heard).containsExactly("aborted");
    }

    /** After the commit there is nothing to take back, whatever a meter makes of it. */
    @Test
    void aMeterThatThrowsUndoesNoCommit() {
        broken = true;

        assertThat(write(new ScriptedProducer())).isInstanceOf(Session.Result.Committed.class);
    }

    @Test
    void aMeterThatThrowsChangesNoVerdict() {
        broken = true;

        assertThat(write(new ScriptedProducer().onSend(new TimeoutException("expired"))))
                .isInstanceOfSatisfying(
                        Session.Result.Failed.class,
                        failed -> assertThat(failed.verdict()).isEqualTo(CommitErrors.Verdict.ABORT_AND_RETRY));
    }

    /** The oracle is the client's own partitioner. */
    @Test
    void whoseEventGoesToAPartitionWithoutALeaderIsKnownByItsKey() {
        Map<Integer, Tenure> held = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        Set<Integer> expected = new HashSet<>();
        for (int owner = 0; owner < 40; owner++) {
            held.put(owner, HOLD);
            Entry entry = Samples.entry("job-" + owner, owner, 5);
            entries.add(entry);
            byte[] key = entry.events().getFirst().key().toArray();
            if (BuiltInPartitioner.partitionForKey(key, 40) % 4 == 0) {
                expected.add(owner);
            }
        }
        ScriptedProducer producer = new ScriptedProducer();
        producer.partitions = 40;
        for (int partition = 0; partition < 40; partition += 4) {
            producer.leaderless.add(new TopicPartition("submitted", partition));
        }

        assertThat(session(producer).leaderless(Transaction.of(entries, held, Set.of(), Samples.setup())))
                .isEqualTo(expected)
                .isNotEmpty();
    }

    @Test
    void aHeadForAPartitionWithoutALeaderIsSeenThoughNothingElseIsWritten() {
        ScriptedProducer producer = new ScriptedProducer();
        producer.partitions = 2;
        producer.leaderless.add(new TopicPartition("jobs", 1));
        Transaction heads = Transaction.of(List.of(), Map.of(0, HOLD, 1, HOLD), Set.of(0, 1), Samples.setup());

        assertThat(session(producer).leaderless(heads)).containsExactly(1);
    }

    /** A row, its event and the head. */
    private Session.Result write(ScriptedProducer producer) {
        Transaction transaction =
                Transaction.of(List.of(Samples.entry("a1", 0, 5)), Map.of(0, HOLD), Set.of(), Samples.setup());
        Session session = session(producer);
        session.init();
        return session.write(transaction, GENERATION);
    }

    private Session session(ScriptedProducer producer) {
        return new Session(producer, Samples.setup().names().jobs(), new WriteQueue().pulse(), this);
    }

    @Override
    public void producer(Role role, Producer<?, ?> producer) {
        heard.add("a producer");
    }

    @Override
    public void consumer(Role role, Consumer<?, ?> consumer) {
        heard.add("a consumer");
    }

    @Override
    public void committed(int records, Duration took) {
        assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
        heard.add("committed " + records);
        fail();
    }

    @Override
    public void aborted() {
        heard.add("aborted");
        fail();
    }

    private void fail() {
        if (broken) {
            throw new NoClassDefFoundError("a meter");
        }
    }

    @Override
    public void restored(long records, Duration took) {
        heard.add("restored");
    }
}
