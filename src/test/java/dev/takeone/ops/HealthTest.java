package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.BrokerAway;
import dev.takeone.worker.WorkerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void anIdleWorkerTellsOfABrokerThatIsAway() {
        BrokerAway away = new BrokerAway(NOON.minusSeconds(30), "no answer");

        HealthCheckResponse answer = Health.broker(idle(), Optional.of(away), NOON);

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData()).hasValue(Map.of("since", "2026-11-22T11:59:30Z", "why", "no answer"));
    }

    @Test
    void decisionsThatWaitLongerThanATransactionMayTakeAreTold() {
        HealthCheckResponse brief = Health.broker(waiting(Duration.ofSeconds(15)), Optional.empty(), NOON);
        HealthCheckResponse longer = Health.broker(waiting(Duration.ofSeconds(16)), Optional.empty(), NOON);

        assertThat(brief.getStatus()).isEqualTo(Status.UP);
        assertThat(longer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(longer.getData()).hasValue(Map.of("no_commit_since", "2026-11-22T11:59:44Z"));
    }

    @Test
    void aStoppedPartitionIsNotWellButReady() {
        WorkerStatus status = status(Map.of(), Map.of(2, "the choices"), Optional.empty());

        assertThat(Health.ready(status).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.partitions(status).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.partitions(status).getData()).hasValue(Map.of("stopped_2", "the choices"));
    }

    @Test
    void aPartitionInRestoreIsNotReadyAndNotWellOnceItWaitsForSomething() {
        WorkerStatus reading = status(Map.of(1, ""), Map.of(), Optional.empty());
        WorkerStatus stuck = status(Map.of(1, "the broker is away"), Map.of(), Optional.empty());

        assertThat(Health.ready(reading).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.partitions(reading).getStatus()).isEqualTo(Status.UP);
        assertThat(Health.partitions(stuck).getStatus()).isEqualTo(Status.DOWN);
        assertThat(Health.partitions(stuck).getData()).hasValue(Map.of("waiting_1", "the broker is away"));
    }

    private static WorkerStatus idle() {
        return status(Map.of(), Map.of(), Optional.empty());
    }

    private static WorkerStatus waiting(Duration since) {
        return status(Map.of(), Map.of(), Optional.of(NOON.minus(since)));
    }

    private static WorkerStatus status(
            Map<Integer, String> restoring, Map<Integer, String> stopped, Optional<Instant> commitAwaitedSince) {
        return new WorkerStatus(
                NOON,
                true,
                1,
                restoring,
                stopped,
                new WorkerStatus.Jobs(0, 0, 0, 0, Optional.empty()),
                new WorkerStatus.Calls(0, 0, List.of()),
                commitAwaitedSince,
                Optional.empty());
    }
}
