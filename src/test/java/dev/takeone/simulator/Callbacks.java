package dev.takeone.simulator;

import dev.takeone.simulator.SimulatedTask.Status;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Calls webhooks, as the provider's page says: when a task has completed or failed, with what a check would be told, without
 * its envelope; again after some pauses where nothing or a 5xx is answered, and not again after a 4xx. By the real clock.
 *
 * <p>Unlike the provider it calls private addresses and any port too.
 */
final class Callbacks {
    /** The pauses before the repeats. */
    static final List<Duration> REPEATS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final int PATIENCE_MS = 10_000;
    private static final int SERVER_ERROR = 500;

    private final Vertx vertx;
    private final HttpClient client;
    private final Ledger ledger;
    private final List<Duration> repeats;
    private volatile boolean silent;

    Callbacks(Vertx vertx, Ledger ledger, List<Duration> repeats) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(PATIENCE_MS).setMaxPoolSize(100));
        this.ledger = ledger;
        this.repeats = repeats;
    }

    void silence(boolean nobody) {
        silent = nobody;
    }

    /** Will call when the task ends. */
    void promise(String address, SimulatedTask task, Instant now) {
        if (task.is(Fault.Trait.CALLBACK_FORGED)) {
            call(address, Answers.asFailed(Answers.status(task, now)), repeats.size());
        }
        if (!task.is(Fault.Trait.CALLBACK_LOST)) {
            task.ends().ifPresent(end -> promise(address, task, now, end));
        }
    }

    private void promise(String address, SimulatedTask task, Instant now, Instant end) {
        int late = task.traits().getOrDefault(Fault.Trait.CALLBACK_LATE, 0);
        int times = task.is(Fault.Trait.CALLBACK_TWICE) ? 2 : 1;
        vertx.setTimer(Math.max(1, Duration.between(now, end).toMillis() + late), ended -> {
            boolean told = task.at(end) == Status.COMPLETED || task.at(end) == Status.FAILED;
            for (int each = 0; told && !silent && each < times; each++) {
                call(address, Answers.status(task, end), 0);
            }
        });
    }

    private void call(String address, JsonObject status, int repeat) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address.replaceFirst("/$", "") + "/callback")
                .setTimeout(PATIENCE_MS)
                .putHeader("Content-Type", "application/json");
        client.request(options)
                .compose(request -> request.send(status.getJsonObject("data").toBuffer()))
                .onSuccess(answer -> answered(address, status, repeat, answer.statusCode()))
                .onFailure(silence -> answered(address, status, repeat, 0));
    }

    private void answered(String address, JsonObject status, int repeat, int code) {
        ledger.calledBack(code);
        if ((code == 0 || code >= SERVER_ERROR) && repeat < repeats.size()) {
            vertx.setTimer(Math.max(1, repeats.get(repeat).toMillis()), again -> call(address, status, repeat + 1));
        }
    }
}
