package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Credit;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.account.Report.Part;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which tasks count as a worker's under a lease. */
class HeldTasksTest {
    private final TurnedClocks ticker = new TurnedClocks();
    private final HeldTasks held = new HeldTasks(new SteadyClock(ticker));

    private static Partition served(int tasks) {
        Partition partition = new Partition(0, new Generation(1));
        partition.stage = new Partition.Stage.Serving();
        partition.tasks = tasks;
        return partition;
    }

    private Lease lease() {
        return new Lease(300, 300, 100, OptionalInt.of(2), Credit.NONE, new Moment(ticker.nanos(), ticker.now()));
    }

    private int under(Lease lease, Partition... partitions) {
        held.note(List.of(partitions));
        held.told();
        ticker.pass(Duration.ofSeconds(1));
        return held.under(lease, List.of(partitions));
    }

    @Test
    void tasksOfAPartitionThatHasGoneCountUntilALeaseAnswersThat() {
        Lease lease = lease();
        assertThat(under(lease, served(2))).isEqualTo(2);
        assertThat(under(lease)).isEqualTo(2);
        assertThat(under(lease())).isZero();
    }

    @Test
    void aRowThatWasPutTogetherBeforeThePartitionWentAnswersNothing() {
        assertThat(under(lease(), served(2))).isEqualTo(2);
        held.note(List.of());
        ticker.pass(Duration.ofSeconds(1));
        Lease before = lease();
        ticker.pass(Duration.ofMillis(1));
        held.told();
        assertThat(held.under(before, List.of())).isEqualTo(2);
        assertThat(held.under(lease(), List.of())).isEqualTo(2);

        ticker.pass(Duration.ofMillis(1));
        assertThat(held.under(lease(), List.of())).isZero();
    }

    @Test
    void norDoesItWhereThePartitionHasComeBackMeanwhile() {
        assertThat(under(lease(), served(2))).isEqualTo(2);
        Partition back = served(1);
        held.note(List.of(back));
        ticker.pass(Duration.ofSeconds(1));
        assertThat(held.under(lease(), List.of(back))).isEqualTo(2);

        held.told();
        ticker.pass(Duration.ofMillis(1));
        assertThat(held.under(lease(), List.of(back))).isEqualTo(1);
    }

    @Test
    void aPartitionThatComesBackWithFewerTasksMakesNoRoomUntilALeaseAnswersThat() {
        Lease lease = lease();
        assertThat(under(lease, served(2))).isEqualTo(2);
        assertThat(under(lease)).isEqualTo(2);
        Partition back = served(1);
        assertThat(under(lease, back)).isEqualTo(2);
        assertThat(under(lease(), back)).isEqualTo(1);
    }

    @Test
    void soItDoesWhereNobodyHasNotedThatItWasGone() {
        Lease lease = lease();
        assertThat(under(lease, served(2))).isEqualTo(2);
        Partition back = served(1);
        assertThat(under(lease, back)).isEqualTo(2);
        assertThat(under(lease(), back)).isEqualTo(1);
    }

    @Test
    void tasksOfAPartitionThatHasGoneAreNotToldForLongerThanItsNextOwnerNeeds() {
        assertThat(under(lease(), served(2))).isEqualTo(2);
        held.note(List.of());
        ticker.pass(Duration.ofMinutes(9));
        held.note(List.of());
        assertThat(held.parts()).extracting(Part::tasks).containsExactly(2);
        ticker.pass(Duration.ofMinutes(2));
        held.note(List.of());
        assertThat(held.parts()).extracting(Part::tasks).containsExactly(0);
    }

    @Test
    void aTaskThatEndsHereMakesRoomAtOnce() {
        Lease lease = lease();
        Partition partition = served(2);
        assertThat(under(lease, partition)).isEqualTo(2);
        partition.tasks = 1;
        assertThat(under(lease, partition)).isEqualTo(1);
    }
}
