package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Credit;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.quota.Call;
import dev.takeone.worker.Allowance.Leave;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Call POST = Call.post("fast", false);
    private static final Call CHECK = Call.check(false);

    private final TurnedClocks ticker = new TurnedClocks();
    private final Allowance allowance = new Allowance(new SteadyClock(ticker));

    private static SubmitOutcome refused(int status) {
        return new SubmitOutcome.Throttled(
                Optional.empty(),
                new ProviderError(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    AllowanceTest() {
        lease();
        ticker.pass(Duration.ofSeconds(10));
        lease();
    }

    private void lease() {
        allowance.leased(
                new Lease(600, 600, 200, OptionalInt.of(7), Credit.NONE, new Moment(ticker.nanos(), ticker.now())));
    }

    @Test
    void the429sOfCallsThatWereOpenTogetherHalveTheShareOnce() {
        Leave one = allowance.post(POST, 0).orElseThrow();
        Leave other = allowance.post(POST, 0).orElseThrow();
        assertThat(allowance.calls().perMinute()).isEqualTo(600);

        allowance.submitted(one, refused(429));
        allowance.submitted(other, refused(429));
        assertThat(allowance.calls().perMinute()).isEqualTo(300);
        ticker.pass(Duration.ofSeconds(62));
        lease();
        assertThat(allowance.calls().perMinute()).isCloseTo(600, Offset.offset(1.0));
    }

    @Test
    void aPassing429PutsNoCheckOffForMinutes() {
        for (int each = 0; each < 3; each++) {
            Leave leave = allowance.post(POST, 0).orElseThrow();
            allowance.submitted(leave, refused(429));
            ticker.pass(Duration.ofSeconds(5));
            lease();
        }
        assertThat(allowance.calls().perMinute()).as("the pace").isLessThan(200);
        assertThat(allowance.callsPerMinute()).as("what is planned by").isEqualTo(600);
    }

    @Test
    void aModelThatIsOverloadedCostsNothingOfTheShare() {
        allowance.submitted(allowance.post(POST, 0).orElseThrow(), refused(503));
        assertThat(allowance.callsPerMinute()).isEqualTo(600);
        assertThat(allowance.maySubmit("fast")).isFalse();
        assertThat(allowance.maySubmit("quality")).isTrue();
    }

    @Test
    void whileTheGateIsHeldNoCallTakesQuota() {
        allowance.submitted(allowance.post(POST, 0).orElseThrow(), refused(429));
        double used = allowance.use();
        assertThat(allowance.post(POST, 0)).isEmpty();
        assertThat(allowance.check(CHECK, false, Duration.ZERO)).isEmpty();
        assertThat(allowance.use()).isEqualTo(used);
    }

    @Test
    void aPostThatNeverLeftTakesNoQuota() {
        double used = allowance.use();
        allowance.submitted(allowance.post(POST, 0).orElseThrow(), new SubmitOutcome.Withheld());
        assertThat(allowance.use()).isEqualTo(used);
    }

    @Test
    void aLeaseThatHasRunOutAllowsNothing() {
        Leave granted = allowance.post(POST, 0).orElseThrow();
        assertThat(allowance.mayWrite(granted)).isTrue();
        ticker.pass(Lease.LENGTH);

        assertThat(allowance.mayWrite(granted)).as("what was granted before").isFalse();
        assertThat(allowance.post(POST, 0)).isEmpty();
        assertThat(allowance.check(CHECK, false, Duration.ZERO)).isEmpty();
        assertThat(allowance.mayBegin(lease -> 0)).isFalse();
    }

    @Test
    void withoutWordOfTheBoardCallsGoOnAtATenthOfThePace() {
        assertThat(allowance.calls().perMinute()).isEqualTo(600);
        ticker.pass(Duration.ofSeconds(10));
        assertThat(allowance.calls().perMinute()).isEqualTo(60);
        assertThat(allowance.post(POST, 0)).isPresent();

        lease();
        assertThat(allowance.calls().perMinute()).isEqualTo(600);
    }

    @Test
    void aClockThatIsSetForwardEndsALeaseAndOneThatIsSetBackLengthensNone() {
        ticker.set(Duration.ofHours(1));
        assertThat(allowance.post(POST, 0)).isEmpty();

        lease();
        ticker.set(Duration.ofHours(-2));
        ticker.pass(Lease.LENGTH.minusSeconds(1));
        assertThat(allowance.post(POST, 0)).isPresent();
        ticker.pass(Duration.ofSeconds(1));
        assertThat(allowance.post(POST, 0)).isEmpty();
    }

    @Test
    void asManyTasksAreBegunAsAreLeased() {
        assertThat(allowance.mayBegin(lease -> 6)).isTrue();
        assertThat(allowance.mayBegin(lease -> 7)).isFalse();
    }
}
