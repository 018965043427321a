package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.Task;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a task in flight costs in memory, and that many of them are followed. What a sender may add to a request, metadata
 * and trace parent, is aside.
 */
class ManyTasksTest {
    private static final int TASKS = 100_000;
    private static final Instant SUBMITTED = Instant.parse("2026-11-22T09:58:00Z");
    private static final Instant RESTORED = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void aTaskInFlightTakesAtMostAKibibyte() {
        // What is loaded and kept once is no task's.
        restore(new WorkerFixture());
        WorkerFixture fixture = new WorkerFixture();
        long without = heapInUse();
        restore(fixture);
        fixture.said.clear();
        long with = heapInUse();
        assertThat(fixture.worker.status().jobs().running()).isEqualTo(TASKS);
        assertThat((with - without) / TASKS).as("bytes a task").isBetween(500L, 1_024L);
    }

    @Test
    void thoseThatAreDueFirstAreAskedForFirst() {
        WorkerFixture fixture = new WorkerFixture();
        restore(fixture);
        fixture.sleep(Duration.ofSeconds(5));
        assertThat(fixture.provider.checks)
                .isNotEmpty()
                .extracting(ScriptedProvider.Check::taskId)
                .startsWith("task_01M82HSG00MTVZT2V3V9BJ" + (TASKS - 1), "task_01M82HSG00MTVZT2V3V9BJ" + (TASKS - 2));
    }

    private static void restore(WorkerFixture fixture) {
        fixture.disk.instead.put(
                0,
                new Restored.Ready(
                        0,
                        "topic-id",
                        OptionalLong.of(TASKS),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        rows(),
                        List.of()));
        fixture.worker.assigned(new Generation(1), Set.of(0), 1);
        fixture.run();
        fixture.disk.instead.clear();
        fixture.sleep(Duration.ofSeconds(1));
    }

    private static List<Restored.LiveRow> rows() {
        return IntStream.range(0, TASKS)
                .mapToObj(number -> new Restored.LiveRow(new Row(new Sequence(3), submitted(number)), RESTORED))
                .toList();
    }

    /** As it is read back: the later it was submitted, the earlier its next check is due. */
    private static JobState submitted(int number) {
        Job job = new Job(
                "%032x".formatted(number),
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                new Origin("video.requests", 0, number, SUBMITTED.minusMillis(number + 1_000L)),
                Optional.of(Bytes.copyOf(("customer-" + number % 1_000).getBytes(StandardCharsets.UTF_8))),
                "%064x".formatted(number),
                Optional.of("veo3.1-fast-official"),
                "veo3.1-fast-official/1080p/8",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal("0.640")));
        Instant due = SUBMITTED.minusMillis(number);
        Task task = Task.started("task_01M82HSG00MTVZT2V3V9BJ" + number, due);
        return new JobState.Submitted(
                job, List.of(task), 1, false, SUBMITTED.plusMillis(number), Duration.ZERO, 0, Duration.ZERO, List.of());
    }

    /** The serial collector leaves holes of what is gone, up to a twentieth, and fills them only each fourth time. */
    private static long heapInUse() {
        Runtime jvm = Runtime.getRuntime();
        for (int each = 0; each < 4; each++) {
            System.gc();
        }
        return jvm.totalMemory() - jvm.freeMemory();
    }
}
