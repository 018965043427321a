package dev.takeone.journal.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.BrokerAway;
import dev.takeone.journal.Samples;
import dev.takeone.logs.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrokerWatchTest {
    @RegisterExtension
    final LogLines log = new LogLines(BrokerWatch.class);

    private final Deque<Optional<RuntimeException>> answers = new ArrayDeque<>();
    private Instant now = Samples.NOON;
    private int opened;
    private int closed;
    private final BrokerWatch watch = new BrokerWatch(Asked::new, () -> now);

    private final class Asked implements BrokerWatch.Question {
        Asked() {
            opened++;
        }

        @Override
        public void ask() {
            answers.remove().ifPresent(error -> {
                throw error;
            });
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @BeforeEach
    void nothingIsSaidBeforeTheFirstLook() {
        assertThat(watch.away()).isEmpty();
    }

    @Test
    void aBrokerThatAnswersIsThere() throws InterruptedException {
        look(Optional.empty());

        assertThat(watch.away()).isEmpty();
    }

    @Test
    void anOutageBeginsWithTheFirstQuestionInVainAndTellsTheLastReason() throws InterruptedException {
        look(Optional.of(new BrokerAwayException("no answer")));
        now = now.plus(Duration.ofSeconds(7));
        look(Optional.of(new BrokerAwayException("still none")));

        assertThat(watch.away()).contains(new BrokerAway(Samples.NOON, "still none"));
        assertThat(opened).as("one client, which connects again by itself").isEqualTo(1);
    }

    @Test
    void anAnswerEndsTheOutageAndTheNextOneBeginsAnew() throws InterruptedException {
        look(Optional.of(new BrokerAwayException("no answer")));
        look(Optional.empty());
        assertThat(watch.away()).isEmpty();

        now = now.plus(Duration.ofSeconds(7));
        look(Optional.of(new BrokerAwayException("no answer")));

        assertThat(watch.away()).contains(new BrokerAway(now, "no answer"));
    }

    @Test
    void aClientThatIsRefusedIsMadeAnew() throws InterruptedException {
        look(Optional.of(new TopicCheckException("wrong password")));
        look(Optional.empty());

        assertThat(watch.away()).isEmpty();
        assertThat(opened).isEqualTo(2);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void anErrorThatNobodyHasThoughtOfEndsNothing() throws InterruptedException {
        look(Optional.of(new IllegalStateException("a bug")));
        assertThat(watch.away().map(BrokerAway::why))
                .hasValueSatisfying(why -> assertThat(why).contains("a bug"));
        look(Optional.empty());

        assertThat(watch.away()).isEmpty();
        assertThat(opened).isEqualTo(2);
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void eachReasonOfAnOutageIsToldOnceHoweverTheyTakeTurns() throws InterruptedException {
        for (int turn = 0; turn < 3; turn++) {
            look(Optional.of(new BrokerAwayException("no answer")));
            look(Optional.of(new TopicCheckException("wrong password")));
            look(Optional.of(new TopicCheckException("no right")));
            look(Optional.of(new IllegalStateException("a bug")));
        }
        assertThat(log.lines()).as("an outage, two refusals, a bug").hasSize(4);
        look(Optional.empty());
        look(Optional.of(new TopicCheckException("wrong password")));
        assertThat(log.lines()).as("its end, and the next one").hasSize(6);
    }

    private void look(Optional<RuntimeException> answer) throws InterruptedException {
        answers.add(answer);
        watch.look();
    }
}
