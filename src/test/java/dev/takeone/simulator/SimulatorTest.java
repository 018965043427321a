package dev.takeone.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.waiting.Waiting;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
    @Test
    void itGoesAwayAndComesBackOnTheSamePortWithItsMemory() throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
                Caller caller = new Caller(simulator);
                Socket open = RawCall.answered(simulator)) {
            String id = caller.accepted("a dog");
            int port = simulator.port();

            simulator.pause();
            assertThat(open.getInputStream().readAllBytes()).endsWith('}');
            assertThat(RawCall.post(simulator, Caller.body("a dog"))).isIn("refused", "reset");

            simulator.resume();
            simulator.resume();
            assertThat(simulator.port()).isEqualTo(port);
            assertThat(caller.check(id).statusCode()).isEqualTo(200);
            assertThat(simulator.totals().charges()).isEqualTo(1);
        }
    }

    @Test
    void aHeldAccountIsRefusedEverythingUntilItWorksAgain() {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
                Caller caller = new Caller(simulator)) {
            String id = caller.accepted("a dog");

            simulator.holdAccount(true);
            assertThat(RawCall.post(simulator, Caller.body("a cat"))).isEqualTo("402 payment_required");
            assertThat(RawCall.check(simulator, id)).isEqualTo("402 payment_required");
            simulator.holdAccount(false);
            assertThat(caller.post("a cat").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void slownessDelaysTheAnswerButNotTheCharge() {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            simulator.slowBy(Duration.ofHours(1));
            assertThat(RawCall.post(simulator, Caller.body("a dog"))).isEqualTo("silent");
            assertThat(simulator.totals().charges()).isEqualTo(1);
            simulator.slowBy(Duration.ZERO);
            assertThat(RawCall.post(simulator, Caller.body("a cat"))).isEqualTo("200 code 200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HONOUR, false, 1",
        "HONOUR, true, 1",
        "HONOUR_WITH_VERSION_HEADER, false, 2",
        "HONOUR_WITH_VERSION_HEADER, true, 1",
        "IGNORE, true, 2"
    })
    void aRepeatIsChargedAsThePolicySays(KeyPolicy policy, boolean versioned, int charges) {
        String[] headers = versioned
                ? new String[] {"Idempotency-Key", "k1", Caller.VERSION, "2026-07-27"}
                : new String[] {"Idempotency-Key", "k1"};
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().withKeyPolicy(policy));
                Caller caller = new Caller(simulator)) {
            caller.post("a dog", headers);
            caller.post("a dog", headers);

            assertThat(simulator.ledger().chargesByKey().get("k1")).hasSize(charges);
        }
    }

    @Test
    void anotherProcessCanAskForFaultsAndReadTheLedger() {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
                Caller caller = new Caller(simulator)) {
            assertThat(caller.button("/sim/faults", "").getJsonArray("faults")).hasSameSizeAs(Fault.all());
            caller.button("/sim/faults", "{\"fault\":\"throttle\",\"times\":1,\"parameter\":9}");
            assertThat(RawCall.post(simulator, Caller.body("a dog"))).isEqualTo("429 after 9 s rate_limit_error");
            caller.button("/sim/switches", "{\"held\":true}");
            assertThat(RawCall.post(simulator, Caller.body("a dog"))).isEqualTo("402 payment_required");
            caller.button("/sim/switches", "{\"held\":false,\"slow_millis\":1}");
            caller.post("a dog #d", "Idempotency-Key", "k1");
            caller.post("a dog #d", "Idempotency-Key", "k2");

            caller.check("task_x");

            assertThatObject(caller.button("/sim/ledger", ""))
                    .returns(4, found -> found.getInteger("posts"))
                    .returns(2, found -> found.getInteger("charges"))
                    .returns(1, found -> found.getInteger("throttled"))
                    .returns(2, found -> found.getJsonObject("double_charges").getInteger("#d"));
            assertThat(caller.button("/sim/ledger/posts?from=1", "").getJsonArray("entries"))
                    .hasSize(3);
            assertThatObject(caller.button("/sim/ledger/charges", ""))
                    .returns(2, found -> found.getInteger("total"))
                    .returns(
                            "k2",
                            found -> found.getJsonArray("entries")
                                    .getJsonObject(1)
                                    .getString("idempotency_key"));
            assertThatObject(caller.button("/sim/ledger/checks", "")
                            .getJsonArray("entries")
                            .getJsonObject(0))
                    .returns("task_x", found -> found.getString("task_id"))
                    .returns(1, found -> found.getJsonArray("checks").size());
        }
    }

    /** The one event loop keeps the order of times: what is answered in a while is answered after the task's end. */
    @Test
    void anotherProcessCanAskThatNobodyIsCalled() {
        SimulatorSettings settings =
                SimulatorSettings.defaults().withDurations(TaskDurations.fixed(Duration.ofMillis(1)));
        try (Simulator simulator = Simulator.start(settings);
                Caller caller = new Caller(simulator)) {
            caller.button("/sim/switches", "{\"silent\":true,\"slow_millis\":50}");
            postNaming(simulator.url() + "/none", caller);
            assertThat(simulator.ledger().callbacks()).isEmpty();

            caller.button("/sim/switches", "{\"silent\":false}");
            postNaming(simulator.url() + "/v1/videos/generations?then=", caller);
            Waiting.until("a call", () -> simulator.ledger().callbacks().contains(401));

            assertThat(simulator.ledger().callbacks()).containsExactly(401);
        }
    }

    private static void postNaming(String webhook, Caller caller) {
        String body =
                new JsonObject(Caller.body("a dog")).put("webhook", webhook).encode();
        HttpResponse<String> answer = caller.send(caller.to("/v1/videos/generations", "simulator-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{}", "{\"fault\":\"no-such\"}", "{\"fault\":\"throttle\",\"times\":0}"})
    void aWrongOrderForAFaultIsRefused(String order) {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
                Caller caller = new Caller(simulator)) {
            assertThat(caller.button("/sim/faults", order).getInteger("http")).isEqualTo(400);
        }
    }

    @Test
    void askedToGoAwayItComesBackByItself() throws IOException {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
                Caller caller = new Caller(simulator);
                Socket open = RawCall.answered(simulator)) {
            caller.button("/sim/away", "{\"millis\":1}");
            assertThat(open.getInputStream().readAllBytes()).endsWith('}');

            Waiting.until(
                    "its return",
                    () -> RawCall.post(simulator, Caller.body("a dog")).equals("200 code 200"));
            assertThat(simulator.totals().charges()).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsSaidSo() {
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            SimulatorSettings same = SimulatorSettings.defaults().withPort(simulator.port());

            assertThatThrownBy(() -> Simulator.start(same).close()).hasMessageContaining("cannot listen on port");
        }
    }

    @Test
    void theCommandLineSaysHowItIsToBe() {
        SimulatorSettings settings = SimulatorMain.parse(List.of(
                "--host",
                "0.0.0.0",
                "--port",
                "8099",
                "--key",
                "k",
                "--task-seconds",
                "2..2",
                "--requests-per-minute",
                "500",
                "--ignore-keys"));

        assertThat(settings)
                .returns("0.0.0.0", SimulatorSettings::host)
                .returns(8099, SimulatorSettings::port)
                .returns("k", SimulatorSettings::apiKey)
                .returns(500, read -> read.requestsPerMinute().orElseThrow())
                .returns(KeyPolicy.IGNORE, SimulatorSettings::keyPolicy)
                .returns(Duration.ofSeconds(2), read -> read.durations().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot 1", "--port", "--port x", "--task-seconds 6..2", "--task-seconds fast"})
    void aWrongCommandLineIsAnError(String line) {
        assertThatThrownBy(() -> SimulatorMain.parse(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asAProcessItSaysWhereItListens() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).matches("simulator listening on http://127\\.0\\.0\\.1:\\d+");
        } finally {
            process.destroyForcibly();
        }
    }
}
