package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Video;
import dev.takeone.request.ModelCatalogue;
import dev.takeone.worker.CheckTimes.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.AbstractDurationAssert;
import org.junit.jupiter.api.Test;

class LearnedTimesTest {
    private static final WorkerSettings LEARNING = new WorkerSettings(
            SETTINGS.maxWaiting(),
            SETTINGS.maxPosts(),
            SETTINGS.maxChecks(),
            SETTINGS.checkInterval(),
            Optional.empty(),
            SETTINGS.retention(),
            SETTINGS.refreshAfter(),
            SETTINGS.writeDeadline(),
            SETTINGS.settleAfter());

    private final LearnedTimes times = new LearnedTimes(LEARNING, ModelCatalogue.bundled(), new Random(7));

    @Test
    void anIdleQuotaIsAskedAtTheUsersInterval() {
        pause(new Load(1, 1, 500, 0)).isBetween(Duration.ofMillis(4_750), Duration.ofMillis(5_250));
    }

    @Test
    void thePauseDoublesAsTheQuotaIsUsedUp() {
        pause(new Load(1, 1, 500, 1)).isBetween(Duration.ofMillis(9_500), Duration.ofMillis(10_500));
    }

    @Test
    void thePauseIsAsLongAsTheQuotaNeedsForTheTasksThatAreAskedFor() {
        pause(new Load(1, 4_500, 500, 1)).isBetween(Duration.ofSeconds(570), Duration.ofSeconds(630));
    }

    @Test
    void withoutAQuotaThePauseIsBounded() {
        pause(new Load(1, 10, 0, 1)).isLessThan(Duration.ofMinutes(64));
    }

    private AbstractDurationAssert<?> pause(Load load) {
        return assertThat(times.next(load));
    }

    @Test
    void aRestartedWorkerKnowsHowLongTasksTake() {
        WorkerFixture first = WorkerFixture.serving(LEARNING, RULES, new InMemoryJournal());
        for (int each = 0; each < 5; each++) {
            first.send("order-" + each, dog());
            first.provider.accept(each, "task_" + each);
            first.sleep(Duration.ofSeconds(21));
            first.provider.tell(each, done());
            first.run();
        }

        WorkerFixture next = new WorkerFixture(LEARNING, RULES, first.disk).at(first);
        next.worker.assigned(1, Set.of(0), 1);
        next.sleep(Duration.ofSeconds(62));
        next.send("order-5", dog());
        next.provider.accept(0, "task_5");
        next.sleep(Duration.ofSeconds(89));
        assertThat(next.provider.checks).isEmpty();
        next.sleep(Duration.ofSeconds(7));
        assertThat(next.provider.checks).hasSize(1);
    }

    private static StatusOutcome done() {
        return new StatusOutcome.Completed(
                List.of(new Video("https://cdn.example/v", Optional.empty())),
                Optional.of(Duration.ofSeconds(90)),
                Optional.empty());
    }
}
