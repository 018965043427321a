package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.Ledger;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several workers and one account, whose calls and tasks are dealt out by need. How quickly is a benchmark's to say. */
class AccountIT {
    private static final int CAP = 120;

    private static Map<String, String> settings(int cap) {
        return Map.of(
                "TAKEONE_PROVIDER_REQUESTS_PER_MINUTE",
                Integer.toString(cap),
                "TAKEONE_STATUS_FIRST_CHECK",
                "3s",
                "TAKEONE_STATUS_INTERVAL",
                "3s",
                Scene.SESSION,
                "10s");
    }

    private static SimulatorSettings simulated(int cap, Duration task) {
        return SimulatorSettings.defaults().withRequestsPerMinute(cap).withDurations(TaskDurations.fixed(task));
    }

    private static List<String> publish(Scene scene, int partition, int from, int to) {
        List<String> ids =
                IntStream.range(from, to).mapToObj(number -> "r" + number).toList();
        ids.forEach(id -> scene.publishTo(
                partition, Message.prompt("#" + id + " a kite over the sea").id(id)));
        return ids;
    }

    private static void assertWithinTheAccount(Scene scene, int cap) {
        Ledger.Totals totals = scene.simulator().totals();
        assertThat(totals.throttled()).isZero();
        assertThat(totals.peakPerMinute()).isLessThanOrEqualTo(cap);
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
    }

    @Test
    void oneBusyPartitionHasMoreOfTheAccountThanItsPart() {
        try (Scene scene = Scene.open("account-skew", settings(CAP), simulated(CAP, Duration.ofSeconds(2)))) {
            Stream.of("one", "two", "three").forEach(scene::start);
            scene.events().awaitEndings(publish(scene, 0, 0, 90));

            assertWithinTheAccount(scene, CAP);
            assertThat(scene.simulator().totals().peakPerMinute())
                    .as("by shares of partitions it was a third")
                    .isGreaterThan(CAP / 2);
        }
    }

    @Test
    void theNeedOfAWorkerThatIsKilledMovesToWhoeverHasItsPartitions() {
        try (Scene scene = Scene.open("account-killed", settings(CAP), simulated(CAP, Duration.ofSeconds(2)))) {
            List<WorkerProcess> workers =
                    Stream.of("one", "two").map(scene::start).toList();
            List<String> ids = publish(scene, 0, 0, 60);
            scene.events()
                    .await(
                            "some charges",
                            () -> scene.simulator().ledger().charges().size() > 10);
            WorkerProcess dealer = dealer(scene, workers);
            dealer.kill();
            scene.events().awaitEndings(ids);

            assertWithinTheAccount(scene, CAP);
        }
    }

    @Test
    void aDealerThatWasFrozenPastItsOfficeAndGoesOnDealsNothingASecondTime() {
        try (Scene scene = Scene.open("account-frozen", settings(CAP), simulated(CAP, Duration.ofSeconds(2)))) {
            List<WorkerProcess> workers =
                    Stream.of("one", "two").map(scene::start).toList();
            List<String> ids = publish(scene, 0, 0, 80);
            scene.events()
                    .await(
                            "some charges",
                            () -> scene.simulator().ledger().charges().size() > 10);
            WorkerProcess dealer = dealer(scene, workers);
            WorkerProcess other =
                    workers.stream().filter(each -> each != dealer).findFirst().orElseThrow();
            dealer.pause();
            scene.awaitCheck(
                    other, "account", check -> check.path("data").path("deals").asBoolean());
            int before = scene.simulator().ledger().charges().size();
            scene.events()
                    .await(
                            "what the frozen one had is dealt out again",
                            () -> scene.simulator().ledger().charges().size() > before + 20);
            dealer.resume();
            scene.events().awaitEndings(ids);

            assertWithinTheAccount(scene, CAP);
        }
    }

    private static WorkerProcess dealer(Scene scene, List<WorkerProcess> workers) {
        return workers.stream()
                .filter(worker -> scene.wellness(worker, "account")
                        .path("data")
                        .path("deals")
                        .asBoolean())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lanesPartTheAccountByTheirWeights() {
        try (Scene scene = Scene.open("account-lanes", settings(CAP), simulated(CAP, Duration.ofSeconds(2)))) {
            scene.start("bulk");
            scene.start("express", lane(scene, "express", 3));
            for (int number = 0; number < 150; number++) {
                scene.write("requests", number % 3, "bulk-" + number, body("bulk-" + number));
                scene.write("express.requests", number % 3, "express-" + number, body("express-" + number));
            }
            scene.events()
                    .await("charges of both lanes", () -> charges(scene, "bulk") > 5 && charges(scene, "express") > 5);
            int bulk = charges(scene, "bulk");
            int express = charges(scene, "express");
            scene.events().await("more of them", () -> charges(scene, "express") > express + 45);

            double ratio = (charges(scene, "express") - express) / (double) Math.max(1, charges(scene, "bulk") - bulk);
            assertThat(ratio).isBetween(2.0, 5.0);
            assertWithinTheAccount(scene, CAP);
        }
    }

    private static Map<String, String> lane(Scene scene, String lane, int weight) {
        Map<String, String> own = new HashMap<>();
        own.put("TAKEONE_GROUP", scene.topic(lane));
        own.put("TAKEONE_ACCOUNT_WEIGHT", Integer.toString(weight));
        own.put("TAKEONE_TOPICS_REQUESTS", scene.topic(lane + ".requests"));
        own.put("TAKEONE_TOPICS_JOBS", scene.topic(lane + ".jobs"));
        own.put("TAKEONE_TOPICS_RECEIPTS", scene.topic(lane + ".receipts"));
        return own;
    }

    private static String body(String id) {
        return "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"#%s a kite over the sea\"}".formatted(id);
    }

    private static int charges(Scene scene, String lane) {
        return (int) scene.simulator().ledger().charges().stream()
                .filter(charge -> charge.subject().startsWith("#" + lane))
                .count();
    }

    @Test
    void oneBusyPartitionHasAllOfTheAccountsTasks() {
        Map<String, String> settings = new HashMap<>(settings(600));
        settings.put("TAKEONE_PROVIDER_MAX_TASKS", "4");
        Duration task = Duration.ofSeconds(10);
        try (Scene scene = Scene.open("account-tasks", settings, simulated(600, task))) {
            Stream.of("one", "two", "three").forEach(scene::start);
            scene.events().awaitEndings(publish(scene, 0, 0, 16));

            List<Instant> begun = scene.simulator().ledger().charges().stream()
                    .map(Ledger.Charge::at)
                    .sorted()
                    .toList();
            long most = begun.stream()
                    .mapToLong(at -> begun.stream()
                            .filter(other -> !other.isAfter(at) && other.isAfter(at.minus(task)))
                            .count())
                    .max()
                    .orElse(0);
            assertThat(most).isEqualTo(4);
        }
    }

    @Test
    void anAccountOfFewCallsServesMorePartitionsThanThat() {
        Map<String, String> settings = new HashMap<>(settings(4));
        settings.put("TAKEONE_TOPICS_PARTITIONS", "6");
        try (Scene scene = Scene.open("account-small", settings, simulated(4, Duration.ofSeconds(2)))) {
            Stream.of("one", "two").forEach(scene::start);
            publish(scene, 0, 0, 1);
            publish(scene, 5, 1, 2);
            scene.events().awaitEndings(List.of("r0", "r1"));

            assertWithinTheAccount(scene, 4);
        }
    }
}
