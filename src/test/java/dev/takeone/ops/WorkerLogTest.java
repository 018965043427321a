package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.SampleJobs;
import dev.takeone.job.StatusOutcome;
import dev.takeone.logs.LogLines;
import dev.takeone.worker.WorkerObserver.TimedCall;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerLogTest {
    @RegisterExtension
    final LogLines said = new LogLines("dev.takeone");

    private final WorkerLog log = new WorkerLog(() -> {});

    @Test
    void whatAnAnswerWithoutAnAddressLooksLikeIsLoggedOnceForEachLook() {
        log.checked(call(), "task_1", without("{a:string}"));
        log.checked(call(), "task_1", without("{a:string}"));
        log.checked(call(), "task_2", without("{b:number}"));
        log.checked(call(), "task_2", new StatusOutcome.Running(Optional.empty()));

        assertThat(said.lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("{a:string}", "taskId=task_1"),
                        second -> assertThat(second).contains("{b:number}", "taskId=task_2"));
    }

    @Test
    void ofEndlesslyManyLooksTheOldestAreForgotten() {
        for (int look = 0; look <= 100; look++) {
            log.checked(call(), "task_1", without("{" + look + "}"));
        }
        log.checked(call(), "task_1", without("{0}"));

        assertThat(said.lines()).hasSize(102);
    }

    private static StatusOutcome without(String shape) {
        return new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), shape);
    }

    private static TimedCall call() {
        return new TimedCall(SampleJobs.full(), Instant.EPOCH, Instant.EPOCH);
    }
}
