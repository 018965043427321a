package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The thread at the board, without a broker. */
class BoardClientTest {
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicLong nanos = new AtomicLong();

    private final class Hanging implements BoardClient.Holder {
        @Override
        public Report report() {
            return Report.NONE;
        }

        @Override
        public List<String> keys() {
            hanging.countDown();
            try {
                Waiting.open(go);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return List.of("key");
        }

        @Override
        public void leased(Lease lease) {}

        @Override
        public void broken(Throwable error) {}
    }

    @Test
    void aThreadThatHangsIsQuietUntilItMovesAgain() throws InterruptedException {
        Map<String, Object> nowhere = Map.of("bootstrap.servers", "127.0.0.1:1");
        Who who = new Who("a", "takeone", "a", 1, "https://api.example", List.of("key"), "1", Instant.EPOCH);
        Seat seat = new Seat(who, new AccountLimits(60, Optional.empty()), new Random(1), new Moment(0, Instant.EPOCH));
        try (BoardClient board = new BoardClient(
                reading(nowhere),
                writing(nowhere),
                "account",
                seat,
                InstantSource.system(),
                nanos::get,
                new Hanging())) {
            nanos.addAndGet(Duration.ofMinutes(3).toNanos());
            assertThat(board.quiet()).as("before it begins").isZero();
            board.start();
            Waiting.open(hanging);
            nanos.addAndGet(Duration.ofMinutes(3).toNanos());
            assertThat(board.quiet()).isGreaterThanOrEqualTo(Duration.ofMinutes(3));

            go.countDown();
            Waiting.until("another round", () -> board.quiet().isZero());
        } finally {
            go.countDown();
        }
    }

    private static Map<String, Object> reading(Map<String, Object> servers) {
        String bytes = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
        return with(servers, Map.of("key.deserializer", bytes, "value.deserializer", bytes));
    }

    private static Map<String, Object> writing(Map<String, Object> servers) {
        String bytes = "org.apache.kafka.common.serialization.ByteArraySerializer";
        return with(servers, Map.of("key.serializer", bytes, "value.serializer", bytes, "max.block.ms", 1_000));
    }

    private static Map<String, Object> with(Map<String, Object> servers, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(servers);
        all.putAll(more);
        return all;
    }
}
