package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.simulator.KeyPolicy;
import dev.takeone.simulator.Ledger;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the worker gives a request up, it says what is known of the money. */
class GivingUpIT {
    private static final SimulatorSettings QUICK =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(1)));

    /** The provider of this test knows no keys: a second POST would be a second charge. */
    @Test
    void whoDoesNotTrustTheKeyPostsOnce() {
        Map<String, String> settings =
                Map.of("TAKEONE_SUBMISSION_IN_DOUBT", "fail", "TAKEONE_SUBMISSION_GIVE_UP_AFTER", "2s");
        try (Scene scene = Scene.open("post-once", settings, QUICK.withKeyPolicy(KeyPolicy.IGNORE))) {
            scene.start("one");
            List<String> lost = List.of("cut-after-accept", "no-id", "html-502-after-accept");
            lost.forEach(word -> scene.request(word, "[sim:" + word + "]"));
            scene.events().awaitEndings(lost);

            assertThat(lost).allSatisfy(id -> {
                assertFailed(scene, id, "submission_in_doubt", "unknown", false);
                assertThat(scene.charges(id)).isEqualTo(1);
            });
            assertThat(scene.simulator().ledger().posts()).hasSize(lost.size());
            assertThat(error(scene, "html-502-after-accept", "http_status")).isEqualTo("502");
            assertThat(error(scene, "no-id", "http_status")).isEqualTo("200");

            scene.request("throttled", "[sim:throttle=always:1]");
            scene.events().awaitEndings(List.of("throttled"));
            assertFailed(scene, "throttled", "retries_exhausted", "no", true);
            assertThat(error(scene, "throttled", "type")).isEqualTo("rate_limit_error");
            assertThat(scene.charges("throttled")).isZero();
        }
    }

    @Test
    void afterTheReplayWindowTheDoubtIsTold() {
        Map<String, String> settings = Map.of("TAKEONE_SUBMISSION_REPLAY_WINDOW", "10s");
        try (Scene scene = Scene.open("window", settings, QUICK)) {
            scene.start("one");
            scene.request("paid", "[sim:html-502-after-accept=always]");
            scene.request("free", "[sim:cut-before-accept=always]");
            scene.events().awaitEndings(List.of("paid", "free"));

            assertFailed(scene, "paid", "submission_in_doubt", "unknown", false);
            assertThat(error(scene, "paid", "http_status")).isEqualTo("502");
            assertThat(scene.charges("paid")).isEqualTo(1);
            assertThat(scene.simulator().ledger().posts().stream()
                            .filter(post -> post.outcome() == Ledger.Outcome.REPLAYED))
                    .hasSizeLessThanOrEqualTo(3);
            assertFailed(scene, "free", "submission_in_doubt", "unknown", false);
            assertThat(scene.charges("free")).isZero();
        }
    }

    private static void assertFailed(Scene scene, String id, String reason, String charged, boolean retryable) {
        Event ending = scene.events().ending(id);
        assertThat(scene.events().of(id)).as("no submitted event").hasSize(1);
        assertThat(ending.text("reason")).isEqualTo(reason);
        assertThat(ending.text("charged")).isEqualTo(charged);
        assertThat(ending.json().path("retryable").asBoolean()).isEqualTo(retryable);
        assertThat(ending.json().has("task_id")).isFalse();
        assertThat(ending.text("message")).isNotBlank();
    }

    private static String error(Scene scene, String id, String field) {
        return scene.events()
                .ending(id)
                .json()
                .path("provider_error")
                .path(field)
                .asText();
    }
}
