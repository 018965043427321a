package dev.takeone.bench.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The provider's two calls as a user of the Vert.x Web Client writes them, without Takeone's care. */
final class Calls {
    /** In the id of requests that carry it as idempotency key with those who mostly send none. */
    static final String KEYED = "-keyed";

    private final Vertx vertx;
    private final URI provider;
    private final String authorization;
    private final Duration pause;
    private final WebClient posts;
    private final WebClient checks;

    /**
     * Opens no connection yet.
     *
     * @param keepPosts whether POSTs may share connections; Takeone's may not
     */
    Calls(Vertx vertx, Role role, boolean keepPosts) {
        this.vertx = vertx;
        this.provider = role.provider();
        this.authorization = "Bearer " + role.apiKey();
        this.pause = role.pause();
        WebClientOptions options = new WebClientOptions().setMaxPoolSize(Role.OPEN_CALLS);
        this.posts = WebClient.create(vertx, new WebClientOptions(options).setKeepAlive(keepPosts));
        this.checks = WebClient.create(vertx, options);
    }

    /** The client for checks, for whoever wants one. */
    WebClient client() {
        return checks;
    }

    /** The idempotency key of those who mostly send none. */
    static Optional<String> keyOf(String requestId) {
        return requestId.contains(KEYED) ? Optional.of(requestId) : Optional.empty();
    }

    /** POSTs a request; the task's id. Fails where the provider does not accept it. */
    Future<String> submit(JsonObject body, Optional<String> idempotencyKey) {
        HttpRequest<Buffer> request =
                with(posts.post(provider.getPort(), provider.getHost(), "/v1/videos/generations"));
        idempotencyKey.ifPresent(key -> request.putHeader("Idempotency-Key", key));
        return request.sendJsonObject(body).compose(Calls::read).map(data -> data.getString("id"));
    }

    /** Asks again and again, a pause before each time, until the task is over; the provider's last word of it. */
    Future<JsonObject> ending(String taskId) {
        return later().compose(now -> check(taskId))
                .compose(data -> isOver(data.getString("status")) ? Future.succeededFuture(data) : ending(taskId));
    }

    private Future<JsonObject> check(String taskId) {
        return with(checks.get(provider.getPort(), provider.getHost(), "/v1/tasks/" + taskId))
                .send()
                .compose(Calls::read);
    }

    private Future<Void> later() {
        Promise<Void> due = Promise.promise();
        vertx.setTimer(pause.toMillis(), timer -> due.complete());
        return due.future();
    }

    private HttpRequest<Buffer> with(HttpRequest<Buffer> request) {
        return request.putHeader("Authorization", authorization)
                .putHeader("Accept", "application/json")
                .putHeader("X-APIMart-Response-Version", "2026-07-27");
    }

    private static Future<JsonObject> read(HttpResponse<Buffer> answer) {
        return answer.statusCode() == 200
                ? Future.succeededFuture(answer.bodyAsJsonObject().getJsonObject("data"))
                : Future.failedFuture("HTTP " + answer.statusCode());
    }

    private static boolean isOver(String status) {
        return switch (status) {
            case "completed", "failed", "cancelled" -> true;
            default -> false;
        };
    }
}
