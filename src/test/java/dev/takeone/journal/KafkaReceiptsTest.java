package dev.takeone.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
        assertThat(waiting).isCompleted();
    }

    @Test
    void closingAnswersWhoeverWaits() {
        CompletableFuture<Void> waiting = receipts.read(0).toCompletableFuture();

        receipts.close(Duration.ZERO);

        assertThat(waiting).isCompleted();
    }
}
