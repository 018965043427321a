package dev.takeone.bench.pipeline;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** The events of those who are compared, with about what Takeone's say. */
public final class Told {
    private Told() {}

    static String submitted(String id, String taskId) {
        return new JsonObject()
                .put("request_id", id)
                .put("task_id", taskId)
                .put("submitted_at", Instant.now().toString())
                .encode();
    }

    static String completed(String id, JsonObject task) {
        return new JsonObject()
                .put("request_id", id)
                .put("task_id", task.getString("id"))
                .put("completed_at", Instant.now().toString())
                .put("cost", task.getValue("cost"))
                .put("videos", task.getJsonObject("result").getJsonArray("videos"))
                .encode();
    }
}
