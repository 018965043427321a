package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Video;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long tasks take is known again after a restart. */
class RelearningTest {
    private static final Duration GENERATION = Duration.ofSeconds(100);
    private static final WorkerSettings LEARNING = new WorkerSettings(
            SETTINGS.maxWaiting(),
            SETTINGS.maxPosts(),
            SETTINGS.maxChecks(),
            SETTINGS.maxTasks(),
            SETTINGS.callsPerMinute(),
            SETTINGS.checkInterval(),
            Optional.empty(),
            SETTINGS.retention(),
            SETTINGS.refreshAfter(),
            SETTINGS.writeDeadline(),
            SETTINGS.settleAfter());

    @Test
    void theNextWorkerAsksWhenTheQuickestHaveLatelyBeenDone() {
        WorkerFixture first = WorkerFixture.serving(LEARNING, RULES, new InMemoryJournal());
        for (int task = 0; task < 5; task++) {
            first.send("order-" + task, dog());
            first.provider.accept(task, "task_" + task);
            first.sleep(GENERATION);
            first.provider.tell(task, done());
            first.run();
        }

        WorkerFixture next = new WorkerFixture(LEARNING, RULES, first.disk).at(first);
        next.worker.assigned(1, Set.of(0), 1);
        next.run();
        next.send("order-next", dog());
        next.sleep(Duration.ofSeconds(5));
        next.provider.accept(0, "task_next");
        next.sleep(GENERATION);
        assertThat(next.provider.checks).isEmpty();
        next.sleep(Duration.ofSeconds(10));
        assertThat(next.provider.checks).hasSize(1);
    }

    private static StatusOutcome done() {
        return new StatusOutcome.Completed(
                List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
                Optional.of(GENERATION),
                Optional.empty(),
                Optional.empty());
    }
}
