package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Leaving;
import dev.takeone.account.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a partition's jobs cost: forgotten no sooner than the windows end, whatever is done to clocks. */
class SpendTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TurnedClocks clocks = new TurnedClocks();
    private final SteadyClock clock = new SteadyClock(clocks);
    private final JobTable table = new JobTable(clock, Prices.of(Optional.empty()));
    private final Partition partition = new Partition(0, new Generation(3));

    SpendTest() {
        table.put(partition);
    }

    private Spent now() {
        return now(0);
    }

    private Spent now(long enough) {
        return partition.spend.at(clock, enough);
    }

    private void ends(String cost) {
        table.spent(partition, 0, Optional.of(new BigDecimal(cost)));
    }

    private void ended(Duration ago, String cost) {
        table.spentBefore(partition, clocks.now().minus(ago), Optional.of(new BigDecimal(cost)));
    }

    @Test
    void nothingIsSpentAtFirst() {
        assertThat(now()).isEqualTo(new Spent(3, 0, 0, 0, Optional.empty(), Optional.empty()));
        assertThat(now().counts()).isFalse();
    }

    @Test
    void whatRunsCountsUntilItEndsAndWhatHasEndedInBothWindows() {
        partition.spend.running(512_000);
        assertThat(now().running()).isEqualTo(512_000);

        partition.spend.running(-512_000);
        ends("0.40");
        assertThat(now().running()).isZero();
        assertThat(now().hour()).isEqualTo(400_000);
        assertThat(now().day()).isEqualTo(400_000);
    }

    @Test
    void anEndingLeavesEachWindowWhenThatIsOverAndNoSooner() {
        ends("0.40");
        clocks.pass(HOUR);
        assertThat(now().hour()).isEqualTo(400_000);
        clocks.pass(Duration.ofMinutes(2));
        assertThat(now().hour()).isZero();
        assertThat(now().day()).isEqualTo(400_000);

        clocks.pass(DAY.minus(HOUR).minusMinutes(2));
        assertThat(now().day()).isEqualTo(400_000);
        clocks.pass(Duration.ofMinutes(2));
        assertThat(now().day()).isZero();
        assertThat(now().counts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-48, -1, 1, 25, 48})
    void aClockThatIsSetMakesNoRoomAndTakesNone(int hours) {
        ends("0.40");
        clocks.set(Duration.ofHours(hours));
        clocks.pass(Duration.ofMinutes(1));
        assertThat(now().hour()).isEqualTo(400_000);
        assertThat(now().day()).isEqualTo(400_000);

        clocks.pass(DAY.plusMinutes(1));
        assertThat(now().day()).isZero();
    }

    @Test
    void whenThereIsRoomIsToldByTheTimeOfDay() {
        ends("0.40");
        clocks.set(Duration.ofHours(-3));
        Instant then = clocks.now();
        clocks.pass(Duration.ofMinutes(1));
        assertThat(now().leavesHour().orElseThrow().at())
                .isAfter(then.plus(HOUR))
                .isBeforeOrEqualTo(then.plus(HOUR.plusMinutes(1)));
        assertThat(now().leavesDay().orElseThrow().at()).isAfter(then.plus(DAY));
    }

    @Test
    void itIsToldWhenSoMuchLeavesAsOneMoreRequestCosts() {
        Instant begin = clocks.now();
        for (int each = 0; each < 3; each++) {
            ends("0.40");
            clocks.pass(Duration.ofMinutes(10));
        }

        assertThat(now(0).leavesHour().orElseThrow().dollars()).isEqualTo(400_000);
        assertThat(now(800_000).leavesHour().orElseThrow())
                .satisfies(leaving -> assertThat(leaving.dollars()).isEqualTo(800_000))
                .extracting(Leaving::at, InstanceOfAssertFactories.INSTANT)
                .isBetween(begin.plus(HOUR).plusSeconds(600), begin.plus(HOUR).plusSeconds(660));
        assertThat(now(9_000_000).leavesHour().orElseThrow().dollars())
                .as("all that there is")
                .isEqualTo(1_200_000);
    }

    @Test
    void anotherWorkersEndingMayBeLaterThanItSays() {
        ended(HOUR.plusMinutes(4), "0.40");
        assertThat(now().hour()).as("its clock may be behind").isEqualTo(400_000);
        clocks.pass(Duration.ofMinutes(3));
        assertThat(now().hour()).isZero();
    }

    @Test
    void anEndingThatIsStillToComeHasEndedByNow() {
        ended(Duration.ofHours(-9), "0.40");
        assertThat(now().hour()).isEqualTo(400_000);
        clocks.pass(HOUR.plusMinutes(2));
        assertThat(now().hour()).isZero();
    }

    @Test
    void whatWasSpentIsNotForgottenWithTheJobs() {
        partition.spend.running(512_000);
        ends("0.40");
        table.remove(partition.number);
        partition.spend.running(-512_000);
        assertThat(now().running()).isEqualTo(512_000);
        assertThat(now().hour()).isEqualTo(400_000);
    }

    @Test
    void aCostIsHeldAgainstWhatWasCountedForItAndNotTwice() {
        table.spent(partition, 500_000, Optional.of(new BigDecimal("0.40")));
        assertThat(table.overspent()).isZero();
        table.spent(partition, 500_000, Optional.of(new BigDecimal("0.90")));
        assertThat(table.overspent()).isEqualTo(400_000);

        ended(Duration.ofMinutes(5), "0.90");
        assertThat(table.overspent()).as("its worker knew").isEqualTo(400_000);
    }

    @Test
    void whatAProviderSaysBeyondAllCountingIsStillCounted() {
        for (int each = 0; each < 3; each++) {
            table.spent(partition, 0, Optional.of(new BigDecimal("1e30")));
        }
        assertThat(table.overspent()).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void whatNobodyKnowsTheCostOfCountsAsWasSaid() {
        JobTable counting = new JobTable(clock, Prices.of(Optional.of(new BigDecimal("2"))));
        counting.spent(partition, 0, Optional.empty());
        assertThat(now().hour()).isEqualTo(2_000_000);
    }
}
