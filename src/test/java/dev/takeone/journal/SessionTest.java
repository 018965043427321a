package dev.takeone.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What is heard of transactions; what becomes of them is the writer's test. */
class SessionTest implements JournalListener {
    private static final ConsumerGroupMetadata GENERATION =
            new ConsumerGroupMetadata("takeone", 1, "member-1", Optional.empty());

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

    /** A row, its event and the head. */
    private Session.Result write(ScriptedProducer producer) {
        Hold hold = new Hold(1, Samples.LIFE, Position.at(OptionalLong.of(5)), Instant.EPOCH, Samples.MARKS);
        Transaction transaction =
                Transaction.of(List.of(Samples.entry("a1", 0, 5)), Map.of(0, hold), Set.of(), Samples.setup());
        Session session = new Session(producer, Samples.setup().names().jobs(), new Inbox().pulse(), this);
        session.init();
        return session.write(transaction, GENERATION);
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
