package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Call;
import dev.takeone.worker.Allowance.Leave;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Call POST = Call.post("fast", false);
    private static final Call CHECK = Call.check(false);

    private final TurnedTicker ticker = new TurnedTicker();
    private final Allowance allowance = new Allowance(settings(), new SteadyClock(ticker));

    /** Both clocks, turned by hand. */
    private static final class TurnedTicker implements Ticker {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.parse("2026-11-22T10:02:00Z").plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        void pass(Duration time) {
            nanos += time.toNanos();
        }
    }

    private static WorkerSettings settings() {
        WorkerSettings usual = WorkerFixture.limited(1_000, 64, Optional.of(7));
        return new WorkerSettings(
                usual.maxWaiting(),
                usual.maxPosts(),
                usual.maxChecks(),
                usual.maxTasks(),
                600,
                usual.checkInterval(),
                usual.firstCheck(),
                usual.retention(),
                usual.refreshAfter(),
                usual.writeDeadline(),
                usual.settleAfter());
    }

    private static SubmitOutcome refused(int status) {
        return new SubmitOutcome.Throttled(
                Optional.empty(),
                new ProviderError(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    AllowanceTest() {
        allowance.owns(Set.of(0, 1, 2), 3);
        ticker.pass(Duration.ofMinutes(2));
    }

    @Test
    void the429sOfCallsThatWereOpenTogetherHalveTheShareOnce() {
        Leave one = allowance.post(POST, 0).orElseThrow();
        Leave other = allowance.post(POST, 0).orElseThrow();
        assertThat(allowance.callsPerMinute()).isEqualTo(600);

        allowance.submitted(one, refused(429));
        allowance.submitted(other, refused(429));
        assertThat(allowance.callsPerMinute()).isEqualTo(300);
        ticker.pass(Duration.ofSeconds(62));
        assertThat(allowance.callsPerMinute()).isCloseTo(600, Offset.offset(1.0));
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
        assertThat(allowance.check(CHECK, false)).isEmpty();
        assertThat(allowance.use()).isEqualTo(used);
    }

    @Test
    void aPostThatNeverLeftTakesNoQuota() {
        double used = allowance.use();
        allowance.submitted(allowance.post(POST, 0).orElseThrow(), new SubmitOutcome.Withheld());
        assertThat(allowance.use()).isEqualTo(used);
    }

    @Test
    void theAccountsTasksAreSplitOverThePartitions() {
        assertThat(allowance.taskSlots(0)).isEqualTo(3);
        assertThat(allowance.taskSlots(1)).isEqualTo(2);
        assertThat(allowance.taskSlots(2)).isEqualTo(2);
    }
}
