package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.ProviderError;
import dev.takeone.job.SampleJobs;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.journal.Receipt;
import dev.takeone.logs.LogLines;
import dev.takeone.worker.WorkerObserver.TimedCall;
import java.time.Instant;
import java.util.List;
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
        log.checked(call(), "task_2", new StatusOutcome.Running());

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

    @Test
    void whetherCallsAreReliedOnIsLoggedWithItsFigures() {
        log.relied(true, 0.703, 24, 40);
        log.relied(false, 0.488, 60, 54);

        assertThat(said.lines())
                .containsExactly(
                        "INFO Callbacks are relied on from now on, and tasks that do not call are asked for later: of the"
                                + " last tasks 70 % called when they ended; 24 have so far, and 40 have not",
                        "WARN Callbacks are not relied on any more, and every task is asked for at its own times: of the"
                                + " last tasks 49 % called when they ended; 60 have so far, and 54 have not");
    }

    /** The provider's words are in it: what they begin would be read as the worker's own. */
    @Test
    void noTaskIdMakesASecondLine() {
        String forged = "task_1\n00:00:00.000 INFO  all\r\u2028is\u2029paid\u0085for\u001b[2K";

        log.checked(call(), forged, without("{a:string}"));
        log.receiptKept(new Receipt.Acceptance("a1", List.of("task_2", forged), false, Instant.EPOCH));

        assertThat(said.lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("task_1 00:00:00.000 INFO  all is paid for [2K"))
                .noneMatch(line -> line.matches("(?s).*[\\p{Cc}\\p{Zl}\\p{Zp}].*"));
    }

    /** A code that is none, and the provider's message, may repeat the request. */
    @Test
    void aPostInDoubtSaysHowItBroke() {
        log.posted(call(), 1, new SubmitOutcome.InDoubt(ProviderError.transport("Connection\nwas closed")));
        log.posted(call(), 2, new SubmitOutcome.InDoubt(answered(502, "upstream_error")));
        log.posted(call(), 3, new SubmitOutcome.InDoubt(answered(500, "a golden retriever")));
        log.posted(call(), 4, new SubmitOutcome.KeyReused(answered(409, "idempotency_key_reused")));
        log.posted(call(), 5, new SubmitOutcome.Throttled(Optional.empty(), answered(429, "slow_down")));

        assertThat(said.lines())
                .satisfiesExactly(
                        cut -> assertThat(cut)
                                .startsWith(
                                        "WARN nobody knows what became of this POST: Connection was closed requestId=")
                                .contains(" jobId=5f2c ", " attempt=1"),
                        answer -> assertThat(answer).contains("POST: HTTP 502 upstream_error requestId="),
                        echo -> assertThat(echo).contains("POST: HTTP 500 requestId="),
                        reused -> assertThat(reused)
                                .startsWith("ERROR the provider knows this job's idempotency key from another body")
                                .contains("(HTTP 409 idempotency_key_reused)"));
        assertThat(said.lines()).noneMatch(line -> line.contains("retriever"));
    }

    private static ProviderError answered(int status, String code) {
        return new ProviderError(
                Optional.of(status),
                Optional.of(code),
                Optional.empty(),
                Optional.of("no video for a golden retriever"));
    }

    private static StatusOutcome without(String shape) {
        return new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), shape);
    }

    private static TimedCall call() {
        return new TimedCall(SampleJobs.full(), Instant.EPOCH, Instant.EPOCH);
    }
}
