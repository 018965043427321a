package dev.takeone.journal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Fixture;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.topics.HeadAge;
import dev.takeone.journal.topics.Topics;
import dev.takeone.journal.topics.Troubles;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.junit.jupiter.api.Test;

class RestorerTest {
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    /** One is made with each client. */
    public static final class Counting implements MetricsReporter {
        @Override
        public void init(List<KafkaMetric> metrics) {
            CLIENTS.incrementAndGet();
        }

        @Override
        public void metricChange(KafkaMetric metric) {}

        @Override
        public void metricRemoval(KafkaMetric metric) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }

    private static Restorer beyondReach() {
        JournalSetup away = new JournalSetup(
                Map.of("bootstrap.servers", "127.0.0.1:1", "metric.reporters", Counting.class.getName()),
                Samples.NAMES,
                Samples.setup().settings());
        InstantSource clock = InstantSource.fixed(Samples.NOON);
        return new Restorer(
                away,
                new Topics(away),
                new HeadAge(clock, Optional.empty()),
                Fixture.UNSEEN,
                new Troubles(clock, Fixture.UNSEEN));
    }

    @Test
    void whatWasSpentIsReadBackForADayHoweverShortTheRetention() {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        assertThat(Restorer.forgetBefore(now, now, Duration.ofHours(1)))
                .isEqualTo(now.minus(Duration.ofDays(1)).minus(Restored.CLOCKS_APART));
        assertThat(Restorer.forgetBefore(now, now, Duration.ofHours(36)))
                .isEqualTo(now.minus(Duration.ofHours(36)).minus(Restored.CLOCKS_APART));
    }

    @Test
    void noClockThatWasSetForgetsAnEndingBeforeItsTime() {
        Instant before = Instant.parse("2026-11-22T10:00:00Z");
        Instant ahead = before.plus(Duration.ofDays(1));
        Instant kept = before.minus(Duration.ofDays(1)).minus(Restored.CLOCKS_APART);
        assertThat(Restorer.forgetBefore(ahead, before, Duration.ofHours(1))).isEqualTo(kept);
        assertThat(Restorer.forgetBefore(before, ahead, Duration.ofHours(1))).isEqualTo(kept);
    }

    /** Ten seconds for each: with some partitions the thread would be taken for one that hangs. */
    @Test
    void aBrokerThatIsAwayIsNotAskedForEachPartitionAgain() throws Exception {
        CLIENTS.set(0);
        Restorer restorer = beyondReach();
        List<CompletableFuture<Restoration>> asked =
                IntStream.range(0, 3).mapToObj(restorer::restore).toList();

        restorer.start(why -> {});
        try {
            for (CompletableFuture<Restoration> each : asked) {
                assertThat(Waiting.done(each).restored()).isInstanceOf(Restored.Unavailable.class);
            }
            assertThat(CLIENTS).hasValue(1);
        } finally {
            restorer.close();
        }
    }

    /** A partition came back while its first reading still waited for the group's offset: nobody would answer the second. */
    @Test
    void ofTwoWhoAskForOnePartitionTheLaterIsNotForgotten() throws Exception {
        Restorer restorer = beyondReach();
        CompletableFuture<Restoration> first = restorer.restore(0);
        CompletableFuture<Restoration> second = restorer.restore(0);

        restorer.start(why -> {});
        try {
            assertThat(Waiting.done(first).restored())
                    .isEqualTo(new Restored.Unavailable(0, "the partition was asked for anew"));
            assertThat(Waiting.done(second).restored())
                    .isInstanceOf(Restored.Unavailable.class)
                    .isNotEqualTo(Waiting.done(first).restored());
        } finally {
            restorer.close();
        }
    }
}
