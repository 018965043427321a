package dev.takeone.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

class FollowerTest {
    private static final Duration A_WHILE = Duration.ofMillis(100);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final OutageWatch outage = new OutageWatch();
    private final AtomicInteger passes = new AtomicInteger();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    private Follower follower(Class<? extends RuntimeException> outside, Follower.Pass pass) {
        return new Follower(
                new Follower.Followed("takeone-test", "Nothing can be read", outside),
                outage,
                () -> NOON,
                () -> {
                    passes.incrementAndGet();
                    pass.follow();
                },
                broken::complete);
    }

    @Test
    void whatGoesWrongOutsideIsTriedAgainUntilTheFollowerIsClosed() {
        try (Follower follower = follower(KafkaException.class, () -> {
            throw new KafkaException("away");
        })) {
            follower.start();
            Waiting.until("it to be tried again", () -> passes.get() > 1);
        }
        assertThat(broken).isNotDone();
        assertThat(outage.current()).contains(new Outage(NOON, "KafkaException: away"));
    }

    @Test
    void anErrorThatIsNoneOfTheOutsidesEndsTheThreadAndIsTold() {
        IllegalStateException bug = new IllegalStateException("a bug");
        try (Follower follower = follower(KafkaException.class, () -> {
            throw bug;
        })) {
            follower.start();
            assertThat(broken.join()).isSameAs(bug);
        }
        assertThat(outage.current()).isEmpty();
        assertThat(passes).hasValue(1);
    }

    @Test
    void whoIsEndedWhileItWaitsForABrokerTellsNobody() {
        Follower follower = follower(RuntimeException.class, () -> {
            begun.complete(null);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException end) {
                throw new InterruptException(end);
            }
        });
        follower.start();
        begun.join();
        follower.close();

        Waiting.until("the thread to end", () -> !isAlive());
        assertThat(broken).isNotDone();
        assertThat(outage.current()).isEmpty();
        assertThat(passes).hasValue(1);
    }

    @Test
    void oneThatHangsIsQuietUntilItMovesAgain() {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Follower> self = new CompletableFuture<>();
        try (Follower follower = follower(KafkaException.class, () -> {
            Waiting.open(go);
            // Whoever asks whether it is to end moves.
            while (!self.join().isClosed()) {
                Thread.onSpinWait();
            }
        })) {
            self.complete(follower);
            assertThat(follower.quiet()).as("before it begins").isZero();
            follower.start();
            Waiting.until("it to be quiet", () -> follower.quiet().compareTo(A_WHILE) > 0);

            go.countDown();
            Waiting.until("it to move", () -> follower.quiet().compareTo(A_WHILE) < 0);
            assertThat(broken).as("one that has ended is never quiet").isNotDone();
        } finally {
            go.countDown();
        }
    }

    private static boolean isAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals("takeone-test"));
    }
}
