package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.Ledger;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Several workers and one account, whose calls, tasks and dollars are dealt out by need. How quickly is a benchmark's to say, and what
 * holds over hours the simulation's. Each scenario has an account of its own, and all run at once.
 *
 * <p>That lanes part the submissions by their weights within a tenth, and that a busy partition has nine tenths of all calls
 * within 30 s, is shown by {@code SteadyAccountTest}, where time is simulated: a worker that a slow machine does not let run
 * loses calls of its lane, whatever was dealt to it. Here it is shown that real processes part them at all.
 */
@Order(7)
class AccountIT {
    private static final int CAP = 120;

    private static final SideBySide SCENARIOS = new SideBySide();

    @BeforeAll
    static void begin() {
        // The longest first.
        SCENARIOS.begin("faults", AccountIT::faults);
        SCENARIOS.begin("ceiling", AccountIT::ceiling);
        SCENARIOS.begin("few calls", AccountIT::fewCalls);
        SCENARIOS.begin("lanes", AccountIT::lanes);
        SCENARIOS.begin("tasks", AccountIT::tasks);
    }

    @AfterAll
    static void end() {
        SCENARIOS.close();
    }

    @Test
    void oneBusyPartitionHasMoreThanItsPartAndADealerThatIsFrozenAndTheNextThatIsKilledStopNobodyAndDealNothingTwice()
            throws InterruptedException {
        SCENARIOS.await("faults");
    }

    @Test
    void lanesPartTheAccountByTheirWeights() throws InterruptedException {
        SCENARIOS.await("lanes");
    }

    @Test
    void oneBusyPartitionHasAllOfTheAccountsTasks() throws InterruptedException {
        SCENARIOS.await("tasks");
    }

    @Test
    void notOneRequestIsBoughtOverTheCeilingAndAllAreWhenItIsRaised() throws InterruptedException {
        SCENARIOS.await("ceiling");
    }

    @Test
    void anAccountOfFewCallsServesMorePartitionsThanThat() throws InterruptedException {
        SCENARIOS.await("few calls");
    }

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
        return SimulatorSettings.defaults()
                .withRequestsPerMinute(withStandstill(cap))
                .withDurations(TaskDurations.fixed(task));
    }

    /** Calls of some seconds arrive together where the simulator has stood still; a part dealt twice is far more. */
    private static int withStandstill(int cap) {
        return cap + cap / 20;
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
        assertThat(totals.peakPerMinute()).isLessThanOrEqualTo(withStandstill(cap));
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
    }

    /** What both had been leased is dealt out again before the first one wakes. */
    private static void faults() {
        try (Scene scene = Scene.open("account-faults", settings(CAP), simulated(CAP, Duration.ofSeconds(2)))) {
            List<WorkerProcess> workers = new ArrayList<>(startAll(scene, "one", "two", "three"));
            List<String> ids = new ArrayList<>(publish(scene, 0, 0, 45));
            scene.events()
                    .await(
                            "more than a half of the account; by shares of partitions it was a third",
                            () -> scene.simulator().totals().peakPerMinute() > CAP / 2);
            WorkerProcess frozen = dealer(scene, workers);
            frozen.pause();
            workers.remove(frozen);
            WorkerProcess killed = dealer(scene, workers);
            killed.kill();
            workers.remove(killed);
            WorkerProcess last = dealer(scene, workers);
            int before = scene.simulator().ledger().charges().size();
            ids.addAll(publish(scene, 0, 45, 60));
            scene.events()
                    .await(
                            "calls that go on, and all of the account for who is alone",
                            () -> calls(scene, last) > CAP * 0.7
                                    && scene.simulator().ledger().charges().size() > before + 10);
            frozen.resume();
            scene.events().awaitEndings(ids);

            assertWithinTheAccount(scene, CAP);
        }
    }

    /** Calls a minute that it may make. */
    private static double calls(Scene scene, WorkerProcess worker) {
        return scene.wellness(worker, "account")
                .path("data")
                .path("leased_calls_per_minute")
                .asDouble();
    }

    private static List<WorkerProcess> startAll(Scene scene, String... ids) {
        List<WorkerProcess> workers =
                Stream.of(ids).map(id -> scene.launch(id, Map.of())).toList();
        workers.forEach(WorkerProcess::awaitReady);
        return workers;
    }

    private static WorkerProcess dealer(Scene scene, List<WorkerProcess> workers) {
        List<WorkerProcess> found = new ArrayList<>();
        scene.events().await("a dealer", () -> {
            workers.stream()
                    .filter(worker -> scene.wellness(worker, "account")
                            .path("data")
                            .path("deals")
                            .asBoolean())
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private static void lanes() {
        try (Scene scene = Scene.open("account-lanes", settings(CAP), simulated(CAP, Duration.ofSeconds(2)))) {
            WorkerProcess express = scene.launch("express", lane(scene, "express", 3));
            scene.start("bulk");
            express.awaitReady();
            for (int number = 0; number < 120; number++) {
                scene.write("requests", number % 3, "bulk-" + number, body("bulk-" + number));
                scene.write("express.requests", number % 3, "express-" + number, body("express-" + number));
            }
            scene.events()
                    .await("charges of both lanes", () -> charges(scene, "bulk") > 5 && charges(scene, "express") > 5);
            int bulkThen = charges(scene, "bulk");
            int expressThen = charges(scene, "express");
            scene.events().await("more of them", () -> charges(scene, "express") > expressThen + 36);

            double ratio =
                    (charges(scene, "express") - expressThen) / (double) Math.max(1, charges(scene, "bulk") - bulkThen);
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

    /** Of tasks that never end ten come to be in flight, however slow the machine, and an eleventh does not. */
    private static void tasks() {
        Map<String, String> settings = new HashMap<>(settings(600));
        settings.put("TAKEONE_PROVIDER_MAX_TASKS", "10");
        settings.put("TAKEONE_TOPICS_PARTITIONS", "6");
        try (Scene scene = Scene.open("account-tasks", settings, simulated(600, Duration.ofSeconds(2)))) {
            startAll(scene, "one", "two");
            for (int number = 0; number < 14; number++) {
                scene.publishTo(
                        0,
                        Message.prompt("#r" + number + " a kite [sim:never-ends]")
                                .id("r" + number));
            }
            scene.events().await("ten tasks in flight", () -> bought(scene) >= 10);
            Ledger ledger = scene.simulator().ledger();
            Map<String, Integer> before = asked(ledger);
            scene.events()
                    .await(
                            "two more checks of each",
                            () -> asked(ledger).entrySet().stream()
                                    .allMatch(task -> task.getValue() > before.getOrDefault(task.getKey(), 0) + 1));
            assertThat(bought(scene)).isEqualTo(10);
        }
    }

    /** How often each task has been asked for. */
    private static Map<String, Integer> asked(Ledger ledger) {
        return ledger.charges().stream()
                .flatMap(charge -> charge.taskIds().stream())
                .collect(Collectors.toMap(
                        task -> task, task -> ledger.checksOf(task).size()));
    }

    /** The estimate of each is $0.512 and the cost $0.1: beside ten that have ended there is room for one more, and for no other. */
    private static void ceiling() {
        Map<String, String> settings = new HashMap<>(settings(600));
        settings.put("TAKEONE_SPEND_PER_HOUR", "1.6");
        try (Scene scene = Scene.open("account-ceiling", settings, simulated(600, Duration.ofSeconds(2)))) {
            List<WorkerProcess> workers = new ArrayList<>(startAll(scene, "one", "two", "three"));
            List<String> ids = new ArrayList<>();
            for (int partition = 0; partition < 3; partition++) {
                ids.addAll(publish(scene, partition, 8 * partition, 8 * partition + 8));
            }
            scene.events().await("some charges", () -> bought(scene) > 2);
            workers.removeFirst().kill();
            scene.events().await("all that there is room for", () -> bought(scene) >= 11);
            for (WorkerProcess worker : workers) {
                scene.events()
                        .await(
                                "word that requests wait for room",
                                () -> scene.get(worker, "/q/metrics").contains("takeone_spend_parked 1.0"));
                assertThat(scene.wellness(worker, "spend").path("status").asText())
                        .isEqualTo("DOWN");
            }
            Ledger ledger = scene.simulator().ledger();
            assertThat(bought(scene)).isEqualTo(11);
            assertThat(ledger.mostWithin(Duration.ofHours(1), new BigDecimal("0.512"), Instant.MAX))
                    .isBetween(new BigDecimal("1.5"), new BigDecimal("1.6"));

            workers.forEach(scene::stop);
            Map<String, String> more = Map.of("TAKEONE_SPEND_PER_HOUR", "100");
            List<WorkerProcess> raising =
                    Stream.of("four", "five").map(id -> scene.launch(id, more)).toList();
            raising.forEach(WorkerProcess::awaitReady);
            scene.events().awaitEndings(ids);

            assertThat(ledger.charges()).hasSize(ids.size());
            assertThat(ledger.doubleCharges()).isEmpty();
        }
    }

    private static int bought(Scene scene) {
        return scene.simulator().ledger().charges().size();
    }

    private static void fewCalls() {
        Map<String, String> settings = new HashMap<>(settings(4));
        settings.put("TAKEONE_TOPICS_PARTITIONS", "6");
        try (Scene scene = Scene.open("account-small", settings, simulated(4, Duration.ofSeconds(2)))) {
            startAll(scene, "one", "two");
            publish(scene, 0, 0, 1);
            publish(scene, 5, 1, 2);
            scene.events().awaitEndings(List.of("r0", "r1"));

            assertWithinTheAccount(scene, 4);
        }
    }
}
