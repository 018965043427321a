package dev.takeone.journal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Fixture;
import dev.takeone.journal.Journal;
import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSetup;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts while no broker answers: nothing that is followed can be read to its end. */
class KafkaReceiptsTest {
    private final Fixture.Heard heard = new Fixture.Heard();
    private final KafkaReceipts receipts = new KafkaReceipts(
            new JournalSetup(
                    Map.of("bootstrap.servers", "127.0.0.1:1"),
                    Samples.NAMES,
                    Samples.setup().settings()),
            Fixture.UNSEEN);
    private final Journal.Listener told = receipts.start(heard);

    @BeforeEach
    void hold() {
        receipts.follow(0);
        receipts.follow(1);
    }

    @AfterEach
    void end() {
        receipts.close(Duration.ZERO);
    }

    @Test
    void whatIsLostIsNotFollowedAndTheWorkerHearsOfIt() throws Exception {
        CompletableFuture<Void> lost = receipts.read(0).toCompletableFuture();
        CompletableFuture<Void> kept = receipts.read(1).toCompletableFuture();

        told.lost(Set.of(0));

        assertThat(heard.next()).isEqualTo(new Fixture.Heard.Lost(Set.of(0)));
        assertThat(lost).isCompleted();
        assertThat(kept).isNotDone();
    }

    @Test
    void nothingIsFollowedOnceTheJournalHasStopped() throws Exception {
        CompletableFuture<Void> waiting = receipts.read(0).toCompletableFuture();

        told.stopped("another worker has the same id");

        assertThat(heard.next()).isInstanceOf(Fixture.Heard.Stopped.class);
        assertThat(waiting).as("nobody has read them").isNotDone();
    }

    /** Jobs that may have been paid for wait for it. */
    @Test
    void anErrorOfTheReaderStopsTheWorkerAndAnswersNobody() throws Exception {
        KafkaReceipts broken = new KafkaReceipts(Samples.setup(), new Unloadable());
        Fixture.Heard heardOfIt = new Fixture.Heard();
        broken.start(heardOfIt);
        broken.follow(0);
        CompletableFuture<Void> waiting = broken.read(0).toCompletableFuture();

        assertThat(heardOfIt.next())
                .isInstanceOfSatisfying(
                        Fixture.Heard.Stopped.class,
                        stopped -> assertThat(stopped.why()).contains("takeone-receipts", "NoClassDefFoundError"));
        assertThat(waiting).isNotDone();
        assertThat(broken.threads())
                .singleElement()
                .satisfies(thread -> assertThat(thread.fallen()).isPresent());
    }

    /** Where a class is missing that the client needs. */
    private static final class Unloadable implements JournalObserver {
        @Override
        public void producer(Role role, Producer<?, ?> producer) {}

        @Override
        public void consumer(Role role, Consumer<?, ?> consumer) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new NoClassDefFoundError("io/example/Codec");
        }

        @Override
        public void committed(int records, Duration took) {}

        @Override
        public void aborted() {}

        @Override
        public void restored(long records, Duration took) {}
    }

    @Test
    void closingTellsNobodyThatAllIsRead() {
        CompletableFuture<Void> waiting = receipts.read(0).toCompletableFuture();

        receipts.close(Duration.ZERO);

        assertThat(waiting).isNotDone();
    }
}
