package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.TcpProxy;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whatever stands between two workers and the provider cuts what is under way, hangs, and turns everybody away. */
@Order(6)
class BrokenProxyIT {
    private static final int CUTS = 5;
    private static final int REQUESTS = 60;

    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(2)));

    @Test
    void aBrokenProxyBeforeTheProviderCostsTimeAndNothingElse() {
        try (TcpProxy proxy = TcpProxy.open();
                Scene scene = Scene.open("broken-proxy", behind(proxy), SIMULATED)) {
            proxy.to(scene.simulator().port());
            List<WorkerProcess> workers = List.of(scene.start("one"), scene.start("two"));

            List<String> doubted = cutPostsThatWereTaken(scene, proxy);
            publish(scene, "stalled", 25, "[sim:seconds=15]");
            scene.events()
                    .await("tasks that run", () -> scene.simulator().totals().charges() >= 3 * CUTS + 20);
            proxy.stall();
            publish(scene, "meanwhile", 5, "");
            awaitOne(scene, workers, BrokenProxyIT::isAway);
            proxy.restore();
            scene.events().awaitEndings(35);
            workers.forEach(worker -> scene.awaitProviderCheck(worker, check -> !isAway(check)));
            publish(scene, "refused", 10, "[sim:seconds=5]");
            proxy.refuse();
            publish(scene, "unheard", 5, "");
            awaitOne(scene, workers, BrokenProxyIT::isTriedInVain);
            proxy.restore();
            scene.events().awaitEndings(REQUESTS);

            assertAllOnce(scene);
            assertThat(doubted)
                    .allSatisfy(id -> assertThat(scene.events()
                                    .submitted(id)
                                    .json()
                                    .path("replayed")
                                    .asBoolean())
                            .as("%s was found again by its key", id)
                            .isTrue());
            assertThat(workers).allMatch(WorkerProcess::isAlive);
            assertThat(scene.log()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    private static Map<String, String> behind(TcpProxy proxy) {
        return Map.of("TAKEONE_PROVIDER_URL", "http://127.0.0.1:" + proxy.port());
    }

    /** Each is charged and not answered yet when its connection ends, and whatever else is under way ends with it. */
    private static List<String> cutPostsThatWereTaken(Scene scene, TcpProxy proxy) {
        List<String> doubted =
                IntStream.range(0, CUTS).mapToObj(n -> "doubted-" + n).toList();
        for (String id : doubted) {
            publish(scene, "beside-" + id, 2, "");
            scene.request(id, "[sim:slow-answer=1:40000]");
            scene.events().await("a charge of " + id, () -> scene.charges(id) == 1);
            proxy.cut();
        }
        return doubted;
    }

    private static void publish(Scene scene, String prefix, int count, String directives) {
        IntStream.range(0, count).forEach(n -> scene.request(prefix + "-" + n, directives));
    }

    private static void awaitOne(Scene scene, List<WorkerProcess> workers, Predicate<JsonNode> wanted) {
        scene.events()
                .await(
                        "a worker that cannot reach the provider",
                        () -> workers.stream().anyMatch(worker -> wanted.test(scene.providerCheck(worker))));
    }

    private static boolean isAway(JsonNode check) {
        return check.path("status").asText().equals("DOWN")
                && check.path("data").path("cause").asText().equals("provider_away");
    }

    /** Some tries have failed since, each after a longer pause. */
    private static boolean isTriedInVain(JsonNode check) {
        return isAway(check)
                && Duration.between(
                                        Instant.parse(check.at("/data/since").asText()),
                                        Instant.parse(check.at("/data/next_try").asText()))
                                .compareTo(Duration.ofSeconds(5))
                        > 0;
    }

    private static void assertAllOnce(Scene scene) {
        scene.events().await("no lag", () -> scene.lag() == 0);
        scene.events().readToEnd();
        Events events = scene.events();
        List<String> completed =
                events.of(Kind.COMPLETED).stream().map(Event::requestId).toList();
        assertThat(completed).hasSize(REQUESTS).doesNotHaveDuplicates();
        assertThat(events.of(Kind.SUBMITTED))
                .extracting(Event::requestId)
                .containsExactlyInAnyOrderElementsOf(completed);
        assertThat(events.of(Kind.FAILED)).isEmpty();
        assertThat(events.all())
                .extracting(event -> event.headers().get("ce_id"))
                .doesNotHaveDuplicates();
        assertThat(completed)
                .allSatisfy(id -> assertThat(scene.charges(id)).as(id).isEqualTo(1));
        assertThat(scene.simulator().totals().charges()).isEqualTo(REQUESTS);
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
    }
}
