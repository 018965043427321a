package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerStatusTest {
    private static final WorkerStatus.Jobs NONE = WorkerStatus.Jobs.NONE;

    @Test
    void aWorkerThatHasSomethingInHandIsNotAtRest() {
        assertThat(status(NONE, Map.of()).isAtRest()).isTrue();

        assertThat(List.of(jobs(1, 0, 0, 0), jobs(0, 1, 0, 0), jobs(0, 0, 1, 0), jobs(0, 0, 0, 1)))
                .noneMatch(jobs -> status(jobs, Map.of()).isAtRest());
        assertThat(status(NONE, Map.of(3, "reads back")).isAtRest()).isFalse();
    }

    private static WorkerStatus.Jobs jobs(int waiting, int posting, int inDoubt, int running) {
        return new WorkerStatus.Jobs(waiting, posting, inDoubt, running, Optional.empty());
    }

    private static WorkerStatus status(WorkerStatus.Jobs jobs, Map<Integer, String> restoring) {
        return new WorkerStatus(
                Instant.EPOCH,
                true,
                1,
                restoring,
                Map.of(),
                jobs,
                WorkerStatus.Calls.NONE,
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }
}
