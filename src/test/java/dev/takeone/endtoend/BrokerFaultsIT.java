package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.TcpProxy;
import dev.takeone.endtoend.Event.Kind;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import dev.takeone.simulator.TaskDurations;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A broker that dies, hangs, is slow or is cut off, while tasks are in flight. */
@Order(2)
class BrokerFaultsIT {
    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final SimulatorSettings SIMULATED =
            SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofSeconds(2)));

    /** Shorter than the outage, so that the group gives the worker up meanwhile. */
    private static final Map<String, String> QUICK_SESSION = Map.of(Scene.SESSION, "6s");

    private final TcpProxy proxy = TcpProxy.open();
    private final LocalBroker broker = LocalBroker.startBehind(proxy);

    @AfterEach
    void end() {
        broker.close();
        proxy.close();
    }

    @Test
    void aBrokerThatDiesIsWaitedForAndToldOfOnce() {
        String direct = broker.bootstrapServers();
        try (Scene scene = Scene.on(new Scene.Servers(direct, direct), "outage", Map.of(), SIMULATED)) {
            WorkerProcess worker = scene.start("one");
            scene.events();
            scene.awaitCheck(worker, "broker", check -> status(check).equals("UP"));
            publish(scene, 0, 10, "[sim:seconds=6]");
            awaitSubmitted(scene, 5);
            int linesBefore = scene.log().size();
            broker.kill();
            JsonNode away = scene.awaitCheck(worker, "broker", BrokerFaultsIT::isAway);
            Waiting.pass(OUTAGE);

            assertThat(away.path("data").path("why").asText()).isNotEmpty();
            assertThat(status(scene.health(worker, "live"))).isEqualTo("UP");
            broker.restart();
            scene.awaitCheck(worker, "broker", check -> status(check).equals("UP"));
            publish(scene, 10, 20, "");
            scene.events().awaitEndings(20);
            List<String> said = linesOfNoJob(scene, linesBefore);
            assertThat(said)
                    .filteredOn(line -> line.contains("The broker is away"))
                    .hasSize(1);
            assertThat(said)
                    .filteredOn(line -> line.contains("The broker is back"))
                    .hasSize(1);
            assertThat(said)
                    .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .extracting(line -> line.replaceFirst("^\\S+ ", "").replaceAll("[0-9]+ ?ms", "ms"))
                    .as("nothing is told twice, however often it is tried again")
                    .doesNotHaveDuplicates();
            assertAllOnce(scene, worker, 20);
        }
    }

    /** Requests keep coming in at the broker's other door all the while. */
    @Test
    void aBadNetworkCostsTimeAndNothingElse() {
        Scene.Servers servers = new Scene.Servers(broker.bootstrapServers(), "127.0.0.1:" + proxy.port());
        try (Scene scene = Scene.on(servers, "network", QUICK_SESSION, SIMULATED)) {
            WorkerProcess worker = scene.start("one");
            scene.events();
            proxy.slowBy(Duration.ofMillis(150));
            publish(scene, 0, 10, "");
            scene.events().awaitEndings(5);
            proxy.restore();
            for (int n = 10; n < 30; n++) {
                publish(scene, n, n + 1, "");
                proxy.cut();
                scene.events().read();
            }
            scene.events().awaitEndings(25);
            publish(scene, 30, 40, "");
            awaitSubmitted(scene, 32);
            proxy.stall();
            publish(scene, 40, 45, "");
            JsonNode hung = scene.awaitCheck(worker, "broker", BrokerFaultsIT::isAway);
            Waiting.untilPast(
                    Instant.parse(hung.path("data").path("since").asText()).plus(OUTAGE));
            assertThat(status(scene.health(worker, "live"))).isEqualTo("UP");
            proxy.restore();
            scene.events().awaitEndings(45);
            scene.awaitCheck(worker, "broker", check -> status(check).equals("UP"));
            publish(scene, 45, 50, "");
            scene.events().awaitEndings(50);

            assertAllOnce(scene, worker, 50);
        }
    }

    private static List<String> linesOfNoJob(Scene scene, int from) {
        List<String> all = scene.log();
        return all.subList(from, all.size()).stream()
                .filter(line -> !line.contains("requestId=") && !line.contains("jobId="))
                .toList();
    }

    /** That nothing was committed for a while is told before that. */
    private static boolean isAway(JsonNode check) {
        return status(check).equals("DOWN") && check.at("/data/why").isTextual();
    }

    private static String status(JsonNode check) {
        return check.path("status").asText();
    }

    private static void publish(Scene scene, int from, int to, String directives) {
        IntStream.range(from, to).forEach(n -> scene.request("r" + n, directives));
    }

    private static void awaitSubmitted(Scene scene, int count) {
        scene.events()
                .await(
                        count + " submissions",
                        () -> scene.events().of(Kind.SUBMITTED).size() >= count);
    }

    private static void assertAllOnce(Scene scene, WorkerProcess worker, int requests) {
        scene.events().await("no lag", () -> scene.lag() == 0);
        scene.stop(worker);
        scene.events().readToEnd();
        List<String> ids = IntStream.range(0, requests).mapToObj(n -> "r" + n).toList();
        Events events = scene.events();
        assertThat(events.of(Kind.COMPLETED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.of(Kind.SUBMITTED)).extracting(Event::requestId).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.of(Kind.FAILED)).isEmpty();
        assertThat(scene.simulator().totals().charges()).isEqualTo(requests);
        assertThat(scene.simulator().ledger().doubleCharges()).isEmpty();
    }
}
