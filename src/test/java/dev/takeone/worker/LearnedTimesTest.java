package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Video;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.times.CheckTimes;
import dev.takeone.worker.times.LearnedTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnedTimesTest {
    static final WorkerSettings LEARNING = new WorkerSettings(
            SETTINGS.maxWaiting(),
            SETTINGS.maxWaitingBytes(),
            SETTINGS.maxPosts(),
            SETTINGS.maxChecks(),
            SETTINGS.checkInterval(),
            SETTINGS.checkDelay(),
            Optional.empty(),
            SETTINGS.retention(),
            SETTINGS.refreshAfter(),
            SETTINGS.writeDeadline(),
            SETTINGS.settleAfter(),
            SpendSettings.NONE);

    private static final String PROFILE = "veo";
    private static final Instant TODAY = Instant.parse("2026-11-22T10:00:00Z");

    private final LearnedTimes times = new LearnedTimes(
            LEARNING.checkInterval(), LEARNING.checkDelay(), LEARNING.firstCheck(), ModelCatalogue.bundled());

    @Test
    void anIdleQuotaIsAskedAtTheUsersInterval() {
        assertThat(pause(Duration.ofMinutes(3), 0)).isEqualTo(Duration.ofSeconds(5));
        learn(50, 100);
        used(0);
        assertThat(pause(Duration.ofSeconds(97), 0)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    }

    @Test
    void whatIsLearnedIsAskedForMoreRarelyAsTheQuotaIsUsedUp() {
        for (int each = 0; each < 100; each++) {
            times.learn(PROFILE, Duration.ofSeconds(90 + each), TODAY);
        }
        Duration idle = pause(Duration.ofSeconds(100), 0);
        used(1);

        assertThat(pause(Duration.ofSeconds(100), 1)).isBetween(idle.multipliedBy(2), Duration.ofSeconds(40));
    }

    @Test
    void aMomentOfUseChangesLittle() {
        assertThat(pause(Duration.ofHours(1), 1)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aTaskThatOutlivesAllThatWereLearnedIsAskedForWithinAMinute() {
        learn(100, 100);
        used(1);

        assertThat(pause(Duration.ofSeconds(200), 1)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        assertThat(pause(Duration.ofHours(20), 1)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aFewTasksSayNothing() {
        learn(4, 100);

        assertThat(pause(Duration.ofSeconds(10), 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pause(Duration.ofSeconds(10), 0)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatEndedLastCountsInWhateverOrderItIsLearned() {
        for (int each = 0; each < 1_000; each++) {
            times.learn(PROFILE, Duration.ofMinutes(5), TODAY.plusSeconds(each));
        }
        for (int each = 0; each < 1_000; each++) {
            times.learn(PROFILE, Duration.ofSeconds(20), TODAY.minusSeconds(each));
        }

        assertThat(pause(Duration.ofSeconds(20), 0)).isGreaterThan(Duration.ofSeconds(270));
    }

    @Test
    void aTaskOfNoTimeAtAllIsNoError() {
        learn(10, 0);

        assertThat(pause(Duration.ZERO, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pause(Duration.ofSeconds(10), 0)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void profilesThatSendersMakeUpForgetNoneThatIsInUse() {
        learn(100, 300);
        for (int each = 0; each < 10_000; each++) {
            times.learn("made up " + each, Duration.ofSeconds(1), TODAY);
            if (each % 100 == 0) {
                pause(Duration.ofSeconds(20), 0);
            }
        }

        assertThat(pause(Duration.ofSeconds(20), 0)).isGreaterThan(Duration.ofSeconds(270));
    }

    private void learn(int count, long seconds) {
        for (int each = 0; each < count; each++) {
            times.learn(PROFILE, Duration.ofSeconds(seconds), TODAY);
        }
    }

    /** Long enough for it to be seen. */
    private void used(double use) {
        for (int each = 0; each < 2_000; each++) {
            times.next(new CheckTimes.Running("another", Duration.ZERO, 1), use, TODAY);
        }
    }

    private Duration pause(Duration age, double use) {
        return times.next(new CheckTimes.Running(PROFILE, age, 1), use, TODAY);
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
        next.worker.assigned(new Generation(1), Set.of(0), 1);
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
