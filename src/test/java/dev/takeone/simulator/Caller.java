package dev.takeone.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls a simulator as a well-behaved client does. */
final class Caller implements AutoCloseable {
    static final String VERSION = "X-APIMart-Response-Version";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Simulator simulator;

    Caller(Simulator simulator) {
        this.simulator = simulator;
    }

    /** A request body with that prompt. */
    static String body(String prompt) {
        return new JsonObject()
                .put("model", "veo3.1-fast-official")
                .put("prompt", prompt)
                .encode();
    }

    /** POSTs a prompt under the right key, with further headers, name and value in turn. */
    HttpResponse<String> post(String prompt, String... headers) {
        return send(to("/v1/videos/generations", "simulator-key", headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(prompt))));
    }

    /** POSTs a prompt that must be accepted; its first task id. */
    String accepted(String prompt) {
        return new JsonObject(post(prompt).body())
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("task_id");
    }

    /** The answer to a check. */
    HttpResponse<String> check(String taskId) {
        return send(to("/v1/tasks/" + taskId + "?language=en", "simulator-key").GET());
    }

    /** What a check says of the task. */
    JsonObject task(String taskId) {
        return new JsonObject(check(taskId).body()).getJsonObject("data");
    }

    /** The status a check reports. */
    String status(String taskId) {
        return task(taskId).getString("status");
    }

    /** Presses a button of the simulator's own; {@code body} empty for GET. */
    JsonObject button(String path, String body) {
        HttpRequest.Builder request = to(path, "none");
        HttpResponse<String> answer =
                send(body.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(body)));
        return new JsonObject(answer.body()).put("http", answer.statusCode());
    }

    HttpRequest.Builder to(String path, String key, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(simulator.url().resolve(path));
        return (headers.length == 0 ? request : request.headers(headers)).header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
