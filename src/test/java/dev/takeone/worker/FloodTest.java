package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Invalid requests cost no quota: any number may come, and what is remembered of them is bounded. */
class FloodTest {
    private static final int FLOOD = 5_000_000;
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant TOMORROW = NOW.plus(Duration.ofHours(24));
    private static final long MIB = 1 << 20;

    private final JobTable table = new JobTable(new SteadyClock(new WorkerFixture()), Prices.of(Optional.empty()));

    private Partition partition(int number) {
        Partition partition = new Partition(number, new Generation(1));
        table.put(partition);
        return partition;
    }

    private static Identity identity(int number) {
        return new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number);
    }

    private void unsent(Partition partition, int number) {
        table.endedUnsent(partition, identity(number), "%064x".formatted(number), TOMORROW);
    }

    /** Kubernetes gives 768 MiB, of which 12.7 are in use before (src/docs/operating.md#sizing). */
    @Test
    void fiveMillionTakeNoMoreThanTheLatestOfThem() {
        Partition flooded = partition(0);
        long before = heapInUse();
        // One for each that is remembered: no two of those share one, and the garbage of five million more takes
        // seconds.
        List<String> hashes = IntStream.rangeClosed(0, JobTable.UNSENT)
                .mapToObj("%064x"::formatted)
                .toList();
        for (int number = 0; number < FLOOD; number++) {
            table.endedUnsent(flooded, identity(number), hashes.get(number % hashes.size()), TOMORROW);
        }
        assertThat(heapInUse() - before).as("bytes of heap").isLessThan(64 * MIB);
        assertThat(flooded.known.unsent()).isEqualTo(JobTable.UNSENT);
        assertThat(flooded.known.find(identity(FLOOD - 1), NOW)).isPresent();
        assertThat(flooded.known.find(identity(0), NOW)).isEmpty();
    }

    @Test
    void aFloodForgetsOnlyItsOwnAndNothingThatWasSent() {
        Partition quiet = partition(1);
        unsent(quiet, -1);
        Partition flooded = partition(0);
        flooded.known.ended(identity(-2), "paid", TOMORROW);
        for (int number = 0; number < JobTable.UNSENT + 1_000; number++) {
            unsent(flooded, number);
        }
        assertThat(quiet.known.find(identity(-1), NOW)).isPresent();
        assertThat(flooded.known.find(identity(-2), NOW)).isPresent();
        assertThat(flooded.known.unsent() + quiet.known.unsent()).isEqualTo(JobTable.UNSENT);
    }

    @Test
    void aRepeatOfAnInvalidRequestIsStillRecognisedAfterARestart() {
        InMemoryJournal disk = new InMemoryJournal();
        WorkerFixture one = WorkerFixture.serving(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk);
        one.send("order-1", "[1,2]");
        WorkerFixture next = WorkerFixture.serving(WorkerFixture.limited(1_000, 64), WorkerFixture.RULES, disk);
        next.sendAt(1, "order-1", "[1,2]");
        assertThat(disk.published("failed")).hasSize(1);
        assertThat(next.said).contains("repeated order-1");
    }

    private static long heapInUse() {
        Runtime jvm = Runtime.getRuntime();
        for (int each = 0; each < 3; each++) {
            System.gc();
        }
        return jvm.totalMemory() - jvm.freeMemory();
    }
}
