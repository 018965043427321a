package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Pass;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Instant GROWN = Instant.parse("2026-11-22T10:02:00Z");
    private static final SubmitOutcome THROTTLED =
            new SubmitOutcome.Throttled(Optional.empty(), ProviderError.transport("said"));

    private final Allowance allowance = new Allowance(600, Optional.of(7));

    AllowanceTest() {
        allowance.owns(Set.of(0, 1, 2), 3, GROWN.minusSeconds(120));
    }

    @Test
    void the429sOfCallsThatWereOpenTogetherHalveTheShareOnce() {
        Pass one = allowance.post(GROWN, 0).orElseThrow();
        Pass other = allowance.post(GROWN, 0).orElseThrow();
        assertThat(allowance.callsPerMinute(GROWN)).isEqualTo(600);

        allowance.submitted(one, THROTTLED, GROWN);
        allowance.submitted(other, THROTTLED, GROWN);
        assertThat(allowance.callsPerMinute(GROWN)).isEqualTo(300);
        assertThat(allowance.callsPerMinute(GROWN.plusSeconds(62))).isCloseTo(600, Offset.offset(1.0));
    }

    @Test
    void whileTheGateIsHeldNoCallTakesQuota() {
        allowance.submitted(allowance.post(GROWN, 0).orElseThrow(), THROTTLED, GROWN);
        double used = allowance.use(GROWN);
        assertThat(allowance.post(GROWN, 0)).isEmpty();
        assertThat(allowance.check(GROWN, false)).isEmpty();
        assertThat(allowance.use(GROWN)).isEqualTo(used);
    }

    @Test
    void theAccountsTasksAreSplitOverThePartitions() {
        assertThat(allowance.taskSlots(0)).isEqualTo(3);
        assertThat(allowance.taskSlots(1)).isEqualTo(2);
        assertThat(allowance.taskSlots(2)).isEqualTo(2);
    }
}
