package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What befalls the account board: workers say so, and go on by themselves. */
class AccountFaultsIT {
    private static final SideBySide BESIDE = new SideBySide();

    @BeforeAll
    static void begin() {
        // It waits for the end of a lease.
        BESIDE.begin("away", AccountFaultsIT::away);
    }

    @AfterAll
    static void end() {
        BESIDE.close();
    }

    private static boolean isUp(JsonNode check) {
        return check.path("status").asText().equals("UP");
    }

    @Test
    void anUnreadableRowIsIgnoredAndShown() {
        try (Scene scene = Scene.open("account-unreadable", Map.of(), SimulatorSettings.defaults())) {
            WorkerProcess worker = scene.start("one");
            scene.awaitCheck(worker, "account", AccountFaultsIT::isUp);
            scene.write("account", 0, "stranger", "no row");
            scene.awaitCheck(
                    worker,
                    "account",
                    check -> check.at("/data/ignored_stranger").isTextual());

            scene.request("r1", "");
            scene.events().awaitEndings(List.of("r1"));
            scene.erase("account", 0, "stranger");
            scene.awaitCheck(worker, "account", AccountFaultsIT::isUp);
        }
    }

    @Test
    void workersThatWereToldDifferentThingsAreNamed() {
        Map<String, String> more =
                Map.of("TAKEONE_PROVIDER_REQUESTS_PER_MINUTE", "100", "TAKEONE_PROVIDER_API_KEY", "another-key");
        try (Scene scene = Scene.open("account-differing", Map.of(), SimulatorSettings.defaults())) {
            WorkerProcess one = scene.start("one");
            scene.start("two", more);
            JsonNode said = scene.awaitCheck(
                    one,
                    "account",
                    check -> check.path("data").toString().contains("other_account_")
                            && check.path("data").toString().contains("limits_of_"));

            assertThat(said.at("/data").toString())
                    .contains(scene.group() + "/two", "60000 calls a minute", "100 calls a minute", "another key")
                    .doesNotContain("another-key", Scene.API_KEY);
        }
    }

    @Test
    void whileTheBoardIsAwayCallsGoOnUntilTheLeaseIsOverAndWhenItIsBackThereAreMore() throws InterruptedException {
        BESIDE.await("away");
    }

    /** The board's partition takes nothing; a broker alone cannot lose one partition. */
    private static void away() {
        Map<String, String> often = Map.of("TAKEONE_STATUS_FIRST_CHECK", "1s", "TAKEONE_STATUS_INTERVAL", "1s");
        SimulatorSettings slow =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMinutes(30)));
        try (Scene scene = Scene.open("account-away", often, slow)) {
            WorkerProcess worker = scene.start("one");
            scene.request("followed", "");
            scene.events().await("a charge", () -> scene.charges("followed") == 1);
            scene.awaitCheck(worker, "account", AccountFaultsIT::isUp);
            scene.limitRecords("account", 1);
            long then = scene.simulator().totals().calls();

            JsonNode over = scene.awaitCheck(
                    worker,
                    "account",
                    check -> check.at("/data/leased_calls_per_minute").asText().startsWith("none")
                            && !check.at("/data/why").asText().isEmpty());
            assertThat(isUp(over)).isFalse();
            assertThat(scene.simulator().totals().calls()).isGreaterThan(then);
            scene.request("waits", "");
            scene.events()
                    .await(
                            "a request that waits",
                            () -> scene.get(worker, "/q/metrics").contains("takeone_jobs{state=\"waiting\"} 1.0"));
            assertThat(scene.charges("waits")).isZero();

            scene.limitRecords("account", 1_048_588);
            scene.events().await("a charge", () -> scene.charges("waits") == 1);
            scene.awaitCheck(worker, "account", AccountFaultsIT::isUp);
        }
    }

    @Test
    void aBoardThatIsMadeAnewIsUsedAgain() {
        try (Scene scene = Scene.open("account-anew", Map.of(), SimulatorSettings.defaults())) {
            WorkerProcess worker = scene.start("one");
            scene.awaitCheck(worker, "account", AccountFaultsIT::isUp);
            Scene.done(
                    scene.admin().deleteTopics(List.of(scene.topic("account"))).all());
            scene.awaitCheck(worker, "account", check -> !isUp(check));
            Scene.done(scene.admin()
                    .createTopics(List.of(new NewTopic(scene.topic("account"), 1, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "300000"))))
                    .all());
            scene.awaitCheck(worker, "account", AccountFaultsIT::isUp);

            scene.request("r1", "");
            scene.events().awaitEndings(List.of("r1"));
        }
    }
}
