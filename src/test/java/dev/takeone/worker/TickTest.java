package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each tick is a waking up, which costs more than what is looked at: none comes before something can be due. */
class TickTest {
    private static final Duration AT_REST = Duration.ofMillis(500);
    private static final Duration BUSY = Duration.ofMillis(50);
    private static final Duration FIRST_CHECK =
            WorkerFixture.SETTINGS.firstCheck().orElseThrow();

    @Test
    void aWorkerWithNothingInHandIsWokenTwiceASecond() {
        assertThat(WorkerFixture.serving().nextTick).isEqualTo(AT_REST);
    }

    @Test
    void aTaskIsAskedForWhenItIsDueAndWakesNobodyBefore() {
        WorkerFixture fixture = WorkerFixture.serving();
        fixture.send("order-1", WorkerFixture.dog());
        fixture.provider.accept(0, "task-1");
        fixture.run();

        fixture.pass(FIRST_CHECK.minusSeconds(1));
        assertThat(fixture.nextTick).isEqualTo(AT_REST);
        fixture.pass(Duration.ofMillis(870));
        assertThat(fixture.nextTick).isEqualTo(Duration.ofMillis(130));
        fixture.pass(Duration.ofMillis(120));
        assertThat(fixture.nextTick).isEqualTo(BUSY);
        assertThat(fixture.provider.checks).isEmpty();

        fixture.pass(Duration.ofMillis(10));
        assertThat(fixture.provider.checks).hasSize(1);
        assertThat(fixture.nextTick).isEqualTo(AT_REST);
    }

    @Test
    void whatWaitsToBeSubmittedIsLookedAtOften() {
        WorkerFixture fixture = WorkerFixture.leased(0);
        fixture.send("order-1", WorkerFixture.dog());

        fixture.pass(BUSY);
        assertThat(fixture.nextTick).isEqualTo(BUSY);

        fixture.leasedTasks = Optional.of(1);
        fixture.pass(BUSY);
        assertThat(fixture.provider.posts).hasSize(1);
        assertThat(fixture.nextTick).isEqualTo(AT_REST);
    }
}
