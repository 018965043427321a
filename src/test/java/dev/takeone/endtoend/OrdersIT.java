package dev.takeone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.process.WorkerProcess;
import dev.takeone.simulator.SimulatorSettings;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators order, obeyed by the packaged worker: held requests wait, withdrawn ones end unpaid. */
class OrdersIT {
    private static final String HOLD = "{\"command\":\"hold\",\"reason\":\"price shock\"}";

    /** More than a worker has in hand, and few enough for the command's patience; more of them to measure with. */
    private static final int BACKLOG = Integer.getInteger("takeone.orders.backlog", 1_200);

    private static final int SOME_IN_HAND = 250;

    /** Topics of its own: an order of one test must not stand in another. */
    private final Scene scene = Scene.open(
            "orders-" + UUID.randomUUID().toString().substring(0, 8), Map.of(), SimulatorSettings.defaults());

    @AfterEach
    void end() {
        scene.close();
    }

    @Test
    void aHoldThatStandsIsObeyedBeforeTheFirstPostAndOverARestartUntilItIsEnded() {
        Scene.done(scene.admin()
                .createTopics(List.of(new NewTopic(scene.topic("commands"), 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact"))))
                .all());
        scene.write("commands", 0, "hold", HOLD);
        WorkerProcess first = scene.start("one");
        scene.request("held", "");
        JsonNode held = scene.awaitCheck(
                first, "orders", check -> check.at("/data/held_by_hold").isTextual());
        assertThat(held.path("status").asText()).isEqualTo("DOWN");
        assertThat(held.at("/data/held_by_hold").asText()).contains("price shock");
        scene.events()
                .await(
                        "the request in hand",
                        () -> scene.get(first, "/q/metrics").contains("takeone_jobs{state=\"waiting\"} 1.0"));

        scene.stop(first);
        WorkerProcess second = scene.start("two");
        scene.events()
                .await(
                        "the request in other hands",
                        () -> scene.get(second, "/q/metrics").contains("takeone_jobs{state=\"waiting\"} 1.0"));
        assertThat(scene.simulator().ledger().posts()).isEmpty();

        scene.erase("commands", 0, "hold");
        scene.events().awaitEndings(List.of("held"));
        assertThat(scene.charges("held")).isEqualTo(1);
        scene.awaitCheck(
                second, "orders", check -> check.path("status").asText().equals("UP"));
    }

    @Test
    void aBacklogThatTheCommandWithdrawsEndsUnpaidAndWhatIsNotMeantIsBought() {
        WorkerProcess worker = scene.start("one");
        Scene.Done unasked = scene.command("order", "hold");
        assertThat(unasked.said()).contains("there is no terminal to ask at");
        assertThat(unasked.exitCode()).isEqualTo(1);
        Scene.Done held = scene.command("order", "hold", "--yes", "--reason", "price shock");
        assertThat(held.said()).contains("1 workers of group " + scene.group() + " run");
        assertThat(held.exitCode()).isZero();
        assertThat(scene.wellness(worker, "orders").at("/data/held_by_hold").asText())
                .contains("price shock");
        scene.flood(BACKLOG, message -> message.key("customer-7"));
        scene.publish(Message.prompt("#right a kite").id("right").key("customer-8"));
        scene.events().await("many in hand, and more behind them", () -> waiting(worker) >= SOME_IN_HAND);

        Scene.Done withdrawn = scene.command("order", "withdraw", "--key", "customer-7", "--yes");
        System.out.println(withdrawn.said());
        assertThat(withdrawn.said()).contains("more requests are unread", BACKLOG + " requests ended as failed");
        assertThat(withdrawn.exitCode()).isZero();
        scene.events().awaitEndings(BACKLOG);
        assertThat(scene.events().endings()).hasSize(BACKLOG).allSatisfy(ending -> {
            assertThat(ending.text("reason")).isEqualTo("withdrawn");
            assertThat(ending.text("charged")).isEqualTo("no");
            assertThat(ending.requestId()).startsWith("flood-");
        });
        assertThat(scene.simulator().ledger().posts()).isEmpty();

        assertThat(scene.command("order", "resume", "--yes").exitCode()).isZero();
        scene.events().awaitEndings(List.of("right"));
        assertThat(scene.simulator().ledger().charges()).hasSize(1);
    }

    private int waiting(WorkerProcess worker) {
        return scene.get(worker, "/q/metrics")
                .lines()
                .filter(line -> line.startsWith("takeone_jobs{state=\"waiting\"} "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf('}') + 1)))
                .sum();
    }

    @Test
    void whatIsNoOrderIsShownAndHoldsNothing() {
        WorkerProcess worker = scene.start("one");
        scene.write("commands", 0, "everything", "{\"command\":\"withdraw\"}");
        JsonNode well = scene.awaitCheck(
                worker, "orders", check -> check.at("/data/ignored_everything").isTextual());
        assertThat(well.path("status").asText()).isEqualTo("DOWN");
        assertThat(scene.get(worker, "/q/metrics")).contains("takeone_orders{kind=\"unreadable\"} 1.0");

        scene.request("bought", "");
        scene.events().awaitEndings(List.of("bought"));
        assertThat(scene.charges("bought")).isEqualTo(1);
    }
}
