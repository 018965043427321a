package dev.takeone.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who calls while Kafka is known to be away is told so, and does not wait to find it out again. */
class WakeWriterTest {
    private static final Duration A_WHILE = Duration.ofMillis(100);
    private static final Seal.Named JOB = new Seal.Named(2, "0123456789abcdef0123456789abcdef");

    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final WakeWriter writer = new WakeWriter(
            "callbacks",
            () -> {
                MockProducer<byte[], byte[]> made =
                        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
                producers.add(made);
                return made;
            },
            broken::complete);

    private static final class Told implements WakeWriter.Caller {
        private final List<Boolean> told = new CopyOnWriteArrayList<>();

        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void written(boolean done) {
            told.add(done);
        }
    }

    @BeforeEach
    void start() {
        writer.start();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void nobodyWaitsForABrokerThatIsKnownToBeAway() {
        Told first = call();
        sent(0, 1);
        producers.get(0).errorNext(new TimeoutException("no broker"));
        assertThat(first.told).containsExactly(false);

        List<Told> others = List.of(call(), call(), call());

        assertThat(others).allMatch(each -> each.told.equals(List.of(false)));
    }

    @Test
    void nobodyWaitsForABrokerThatHasNotAnsweredInTime() {
        Told first = call();
        sent(0, 1);
        writer.late();

        assertThat(call().told).containsExactly(false);
        assertThat(first.told).isEmpty();
    }

    /** One at a time: it is refused, for it would wait, and written all the same. */
    @Test
    void theWakeUpsOfThoseWhoAreRefusedFindOutWhenTheBrokerIsBack() {
        call();
        sent(0, 1);
        producers.get(0).errorNext(new TimeoutException("no broker"));
        call();
        call();
        sent(1, 1);
        producers.get(1).errorNext(new TimeoutException("no broker"));
        call();
        sent(2, 1);
        producers.get(2).completeNext();

        Told after = call();

        sent(2, 2);
        assertThat(after.told).isEmpty();
        producers.get(2).completeNext();
        assertThat(after.told).containsExactly(true);
    }

    /** As where the library for a compression cannot be loaded: calls would wait in vain from then on, and nobody would know. */
    @ParameterizedTest
    @FieldSource("BUGS")
    void whatItDoesNotKnowEndsTheWorkerAndNotOnlyTheThread(Throwable bug) throws Exception {
        try (WakeWriter other = new WakeWriter("callbacks", () -> thrown(bug), broken::complete)) {
            other.start();
            other.write(JOB, new Told());

            assertThat(Waiting.done(broken)).isSameAs(bug);
            Waiting.until("the thread to end", () -> other.quiet().isZero());
        }
    }

    static final List<Throwable> BUGS =
            List.of(new NoClassDefFoundError("net/jpountz/lz4"), new UnsupportedOperationException("a bug"));

    private static Producer<byte[], byte[]> thrown(Throwable bug) {
        if (bug instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) bug;
    }

    @Test
    void aThreadThatHangsIsQuietUntilItMovesAgain() {
        CountDownLatch go = new CountDownLatch(1);
        try (WakeWriter other = new WakeWriter("callbacks", () -> hanging(go), broken::complete)) {
            assertThat(other.quiet()).as("before it begins").isZero();
            other.start();
            other.write(JOB, new Told());
            Waiting.until("it to be quiet", () -> other.quiet().compareTo(A_WHILE) > 0);

            go.countDown();
            Waiting.until("it to move", () -> other.quiet().compareTo(A_WHILE) < 0);
        } finally {
            go.countDown();
        }
        assertThat(broken).isNotDone();
    }

    private static Producer<byte[], byte[]> hanging(CountDownLatch go) {
        try {
            Waiting.open(go);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Told call() {
        Told caller = new Told();
        writer.write(JOB, caller);
        return caller;
    }

    private void sent(int producer, int records) {
        Waiting.until(
                "record " + records + " of producer " + producer,
                () -> producers.size() > producer
                        && producers.get(producer).history().size() == records);
    }
}
