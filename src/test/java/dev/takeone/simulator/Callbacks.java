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
 * its envelope; again after some pauses where nothing or a 5xx is answered, and not again after a 4xx.
 *
 * <p>Unlike the provider it calls private addresses and any port too.
 */
final class Callbacks {
    /** The pauses before the repeats. */
    private static final List<Duration> REPEATS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** From a call's beginning to its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SERVER_ERROR = 500;

    private final HttpClient client;
    private final Ledger ledger;
    private final long patienceMillis;
    private final Timers timers;
    private volatile boolean silent;

    /** The time that passes between a task's beginning, its call and the repeats. */
    interface Timers {
        /** Runs it so much later, on any thread. */
        void in(Duration time, Runnable then);
    }

    /** By the real clock. */
    Callbacks(Vertx vertx, Ledger ledger) {
        this(
                vertx.createHttpClient(new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                        .setMaxPoolSize(100)),
                ledger,
                PATIENCE,
                (time, then) -> vertx.setTimer(Math.max(1, time.toMillis()), due -> then.run()));
    }

    Callbacks(HttpClient client, Ledger ledger, Duration patience, Timers timers) {
        this.client = client;
        this.ledger = ledger;
        this.patienceMillis = patience.toMillis();
        this.timers = timers;
    }

    void silence(boolean nobody) {
        silent = nobody;
    }

    /** Will call when the task ends. */
    void promise(String address, SimulatedTask task, Instant now) {
        if (task.is(Fault.Trait.CALLBACK_FORGED)) {
            call(address, Answers.asFailed(Answers.status(task, now)), REPEATS.size());
        }
        if (!task.is(Fault.Trait.CALLBACK_LOST)) {
            task.ends().ifPresent(end -> promise(address, task, now, end));
        }
    }

    private void promise(String address, SimulatedTask task, Instant now, Instant end) {
        int late = task.traits().getOrDefault(Fault.Trait.CALLBACK_LATE, 0);
        int times = task.is(Fault.Trait.CALLBACK_TWICE) ? 2 : 1;
        timers.in(Duration.between(now, end).plusMillis(late), () -> {
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
                .setTimeout(patienceMillis)
                .putHeader("Content-Type", "application/json");
        client.request(options)
                .compose(request -> request.send(status.getJsonObject("data").toBuffer()))
                .onSuccess(answer -> answered(address, status, repeat, answer.statusCode()))
                .onFailure(silence -> answered(address, status, repeat, 0));
    }

    private void answered(String address, JsonObject status, int repeat, int code) {
        if ((code == 0 || code >= SERVER_ERROR) && repeat < REPEATS.size()) {
            timers.in(REPEATS.get(repeat), () -> call(address, status, repeat + 1));
        }
        // Last, so that whoever reads of an answer knows that its repeat is due.
        ledger.calledBack(code);
    }
}
