package dev.takeone.bench.pipeline;

import dev.takeone.bench.Orders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * The limit: the bare calls, with Takeone's connections and the same JSON, and neither Kafka nor memory. Told what to do
 * by {@code GET /run?name=NAME&jobs=N&from=N&millis=N}, which is answered when it is done.
 */
final class LimitMain {
    private final Vertx vertx;
    private final Calls calls;

    private LimitMain(Vertx vertx, Role role) {
        this.vertx = vertx;
        this.calls = new Calls(vertx, role, false);
    }

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        LimitMain limit = new LimitMain(vertx, Role.of(arguments));
        vertx.createHttpServer()
                .requestHandler(request -> limit.run(request)
                        .onComplete(done -> request.response()
                                .setStatusCode(done.succeeded() ? 200 : 500)
                                .end(String.valueOf(done.cause()))))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(Role.READY + " " + server.actualPort()));
    }

    private Future<Void> run(HttpServerRequest request) {
        int from = Integer.parseInt(request.getParam("from"));
        int jobs = Integer.parseInt(request.getParam("jobs"));
        Duration pause = Duration.ofMillis(Long.parseLong(request.getParam("millis")));
        Run run = new Run(request.getParam("name"), from, from + jobs);
        for (int lane = 0; lane < (pause.isZero() ? Role.OPEN_CALLS : 1); lane++) {
            run.next(pause);
        }
        return run.done.future();
    }

    private Future<JsonObject> job(String id, Promise<Void> accepted) {
        JsonObject request = new JsonObject(Orders.body(id));
        return calls.submit(request, Optional.of(id))
                .onComplete(answer -> accepted.tryComplete())
                .compose(task -> {
                    Told.submitted(id, task);
                    return calls.ending(task);
                })
                .onSuccess(task -> Told.completed(id, task));
    }

    /** The jobs of one call, by their numbers. */
    private final class Run {
        private final String name;
        private final int end;
        private final Promise<Void> done = Promise.promise();
        private int next;
        private int open;

        Run(String name, int from, int end) {
            this.name = name;
            this.next = from;
            this.end = end;
        }

        /** Begins the next one when this one is accepted, or a pause after its begin where there is one. */
        void next(Duration pause) {
            if (next == end) {
                return;
            }
            open++;
            Promise<Void> accepted = Promise.promise();
            job(name + "-" + next++, accepted).onComplete(ended -> {
                open--;
                if (ended.failed()) {
                    done.tryFail(ended.cause());
                } else if (open == 0 && next == end) {
                    done.tryComplete();
                }
            });
            if (pause.isZero()) {
                accepted.future().onSuccess(answered -> next(pause));
            } else {
                vertx.setTimer(pause.toMillis(), timer -> next(pause));
            }
        }
    }
}
