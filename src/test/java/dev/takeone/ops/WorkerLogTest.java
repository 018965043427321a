package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.SampleJobs;
import dev.takeone.job.StatusOutcome;
import dev.takeone.worker.WorkerObserver.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerLogTest {
    private static final Logger LOG = Logger.getLogger("dev.takeone");

    private final List<String> lines = new ArrayList<>();
    private final WorkerLog log = new WorkerLog(() -> {});
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(handler);
    }

    @Test
    void whatAnAnswerWithoutAnAddressLooksLikeIsLoggedOnceForEachLook() {
        log.checked(call(), "task_1", without("{a:string}"));
        log.checked(call(), "task_1", without("{a:string}"));
        log.checked(call(), "task_2", without("{b:number}"));
        log.checked(call(), "task_2", new StatusOutcome.Running(Optional.empty()));

        assertThat(lines)
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

        assertThat(lines).hasSize(102);
    }

    private static StatusOutcome without(String shape) {
        return new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), shape);
    }

    private static Call call() {
        return new Call(SampleJobs.full(), Instant.EPOCH, Instant.EPOCH);
    }
}
