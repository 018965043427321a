package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.simulator.Ledger;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two workers and one account, which refuses every call above its limit: within the tolerance of a twentieth. */
@Order(8)
class QuotaIT {
    private static final int CAP = 120;
    private static final int REQUESTS = 100;

    @Test
    void twoWorkersUseTheAccountsLimitAndHardlyMeetIt() {
        Map<String, String> settings = Map.of(
                "TAKEONE_PROVIDER_REQUESTS_PER_MINUTE",
                Integer.toString(CAP),
                "TAKEONE_STATUS_FIRST_CHECK",
                "2s",
                "TAKEONE_STATUS_INTERVAL",
                "2s");
        SimulatorSettings simulated = SimulatorSettings.defaults()
                .withRequestsPerMinute(CAP)
                .withDurations(TaskDurations.fixed(Duration.ofSeconds(3)));
        try (Scene scene = Scene.open("quota", settings, simulated)) {
            scene.start("one");
            scene.start("two");
            List<String> ids =
                    IntStream.range(0, REQUESTS).mapToObj(n -> "r" + n).toList();
            ids.forEach(id -> scene.request(id, ""));
            scene.events().awaitEndings(ids);

            Ledger.Totals totals = scene.simulator().totals();
            // On a machine that is busy calls come late and in bunches: how near to the limit is a benchmark's to say.
            assertThat(totals.throttled()).isLessThan(totals.calls() / 10);
            assertThat(totals.peakPerMinute()).isGreaterThan(CAP / 2);
            assertThat(totals.charges()).isEqualTo(REQUESTS);
            assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
        }
    }
}
