package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Task ids that come to light for a job that has ended, or has another task: nothing changes, and somebody is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LateReceiptIT {

    private final VirtualClock provider = new VirtualClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Scene scene =
            Scene.open("late-receipts", Map.of(), SimulatorSettings.defaults().withClock(provider));
    private final WorkerProcess worker = scene.start("one");

    @AfterAll
    void end() {
        scene.close();
    }

    /** As a worker that lost the job's partition writes it. */
    private void leaveWord(Event of, String taskId) {
        String jobId = of.headers().getOrDefault("ce_id", "").split("-", 2)[0];
        int partition = of.json().path("origin").path("partition").asInt();
        scene.write("receipts", partition, jobId, """
                {"v":1,"task_ids":["%s"],"replayed":false,"at":"2026-11-22T12:00:00Z"}""".formatted(taskId));
    }

    private void awaitLine(String... parts) {
        scene.events()
                .await(
                        "a line with " + List.of(parts),
                        () -> scene.log().stream()
                                .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
    }

    private int unclaimed() {
        return scene.get(worker, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("takeone_submissions_unclaimed_total"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToInt(count -> (int) Double.parseDouble(count))
                .sum();
    }

    @Test
    void theEndingStandsAndASecondTaskIsSuspectedToBeASecondCharge() {
        scene.request("ended", "");
        scene.events().awaitEndings(1, provider);
        scene.request("running", "");
        scene.events().await("running", () -> !scene.events().of("running").isEmpty());

        leaveWord(scene.events().ending("ended"), "task_late");
        awaitLine("ERROR", "a task id came for a job that has ended", "task_late");
        assertThat(unclaimed()).isEqualTo(1);

        leaveWord(scene.events().submitted("running"), "task_second");
        awaitLine("ERROR", "double_charge_suspected", "requestId=running");
        awaitLine("ERROR", "it may have been charged", "task_second");
        assertThat(unclaimed()).isEqualTo(2);

        scene.events().awaitEndings(2, provider);
        scene.events().readToEnd();
        assertThat(scene.events().of("ended")).hasSize(2);
        assertThat(scene.events().of("running"))
                .hasSize(2)
                .noneMatch(event -> event.everything().contains("task_second"));
        assertThat(scene.values("receipts"))
                .as("what came late stays there")
                .hasSize(2)
                .anyMatch(value -> value.contains("task_late"));
    }
}
