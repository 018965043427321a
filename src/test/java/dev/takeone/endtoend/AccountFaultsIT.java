package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What befalls the account board: workers say so, and go on by themselves. */
class AccountFaultsIT {

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
