package dev.takeone.simulator;

import dev.takeone.simulator.SimulatedTask.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The provider's JSON shapes.
 *
 * <p>The status answer has one shape whatever the version header says, since none other is documented. Result URLs
 * point at a host that cannot exist, so that nobody takes them for videos.
 */
final class Answers {
    private static final Duration URL_LIFE = Duration.ofHours(24);
    private static final String FILTERED = "The output was filtered for safety reasons";

    private Answers() {}

    /** What an accepted submission is told. */
    static JsonObject submitted(List<SimulatedTask> tasks, boolean versioned) {
        SimulatedTask first = tasks.getFirst();
        if (first.is(Fault.Trait.OLD_SHAPE)) {
            return ok(oldShape(first));
        }
        if (first.is(Fault.Trait.EXT_SHAPE)) {
            return new JsonObject().put("code", 202).put("data", extShape(first));
        }
        if (first.is(Fault.Trait.AT_ONCE)) {
            return negotiated(first, "generation.result", first.word(Status.COMPLETED));
        }
        if (versioned && tasks.size() == 1) {
            return negotiated(first, "generation.task", "submitted");
        }
        JsonArray data = new JsonArray();
        tasks.forEach(task ->
                data.add(estimated(new JsonObject().put("status", "submitted").put("task_id", task.id()), task)));
        return new JsonObject().put("code", 200).put("data", data);
    }

    /** What a check of {@code task} is told at {@code now}. */
    static JsonObject status(SimulatedTask task, Instant now) {
        Status status = task.at(now);
        JsonObject data = new JsonObject()
                .put("id", task.id())
                .put("status", task.word(status))
                .put("progress", task.progress(now))
                .put("created", task.created().getEpochSecond())
                .put("estimated_time", Math.max(1, task.duration().toSeconds()));
        return ok(
                switch (status) {
                    case PENDING, PROCESSING, CANCELLED -> data;
                    case FAILED -> failed(data, task);
                    case COMPLETED -> completed(data, task, now);
                });
    }

    private static JsonObject failed(JsonObject data, SimulatedTask task) {
        data.put("error", failure("generation failed on request"));
        return task.is(Fault.Trait.FAILS_CHARGED) ? data.put("cost", task.cost().doubleValue()) : data;
    }

    /** The same answer as if the task had failed. */
    static JsonObject asFailed(JsonObject status) {
        status.getJsonObject("data").put("status", "failed").put("error", failure("upstream timeout"));
        return status;
    }

    private static JsonObject oldShape(SimulatedTask task) {
        return new JsonObject()
                .put("id", task.id())
                .put("object", "video.generation.task")
                .put("model", task.model())
                .put("status", "pending")
                .put("progress", 0)
                .put("created", task.created().getEpochSecond())
                .put("task_info", estimated(new JsonObject().put("can_cancel", true), task))
                .put("type", "video");
    }

    private static JsonObject extShape(SimulatedTask task) {
        return new JsonObject()
                .put("object", "generation.task")
                .put("id", task.id())
                .put("status", "submitted")
                .put("poll_url", "/v1/tasks/" + task.id());
    }

    private static JsonObject negotiated(SimulatedTask task, String object, String status) {
        JsonObject data =
                new JsonObject().put("object", object).put("id", task.id()).put("status", status);
        return new JsonObject().put("request_id", "req_" + task.id()).put("data", estimated(data, task));
    }

    private static JsonObject estimated(JsonObject data, SimulatedTask task) {
        Integer seconds = task.traits().get(Fault.Trait.ESTIMATED_TIME);
        return seconds == null ? data : data.put("estimated_time", seconds);
    }

    private static JsonObject completed(JsonObject data, SimulatedTask task, Instant now) {
        Instant end = task.created().plus(task.duration());
        data.put("completed", end.getEpochSecond())
                .put("actual_time", task.duration().toSeconds())
                .put("cost", task.cost().doubleValue())
                .put("credits_cost", task.samples())
                .put("result", new JsonObject().put("videos", videos(task, end, now)));
        return task.is(Fault.Trait.NO_URL) ? data.put("error_message", FILTERED) : data;
    }

    private static JsonArray videos(SimulatedTask task, Instant end, Instant now) {
        Instant from = end.plusSeconds(task.traits().getOrDefault(Fault.Trait.LATE_URL, 0));
        Instant expires = end.plus(URL_LIFE);
        JsonArray videos = new JsonArray();
        if (!task.is(Fault.Trait.NO_URL) && !now.isBefore(from)) {
            IntStream.range(0, task.samples())
                    .forEach(n -> videos.add(
                            new JsonObject().put("url", url(task, n)).put("expires_at", expires.getEpochSecond())));
        }
        return videos;
    }

    private static Object url(SimulatedTask task, int n) {
        String path = "/f/video/" + task.id() + "-" + n + ".mp4";
        String url = task.is(Fault.Trait.URL_RELATIVE) ? path : "https://simulator.invalid" + path;
        if (task.is(Fault.Trait.URL_STRING)) {
            return url;
        }
        return task.is(Fault.Trait.EMPTY_URL) ? new JsonArray() : new JsonArray().add(url);
    }

    private static JsonObject failure(String message) {
        return new JsonObject()
                .put("code", "generation_failed")
                .put("message", message)
                .put("type", "server_error");
    }

    private static JsonObject ok(JsonObject data) {
        return new JsonObject().put("code", 200).put("data", data);
    }
}
