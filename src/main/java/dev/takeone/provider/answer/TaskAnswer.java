package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where in an answer the task stands that was asked for. */
final class TaskAnswer {
    private static final List<String> IDS = List.of("id", "task_id", "taskId");

    private TaskAnswer() {}

    /**
     * The task; missing where there is none. It is the answer's {@code data}, by itself or in a list, or the whole
     * answer where that names this task: any page of an edge may have a {@code status}.
     */
    static JsonNode of(Envelope envelope, String taskId) {
        JsonNode data = envelope.data();
        if (isNamed(envelope.root(), taskId) && !data.path("status").isTextual()) {
            return envelope.root();
        }
        if (!data.isArray()) {
            return data;
        }
        return StreamSupport.stream(data.spliterator(), false)
                .filter(each -> isNamed(each, taskId))
                .findFirst()
                .orElseGet(() -> data.size() == 1 ? data.path(0) : MissingNode.getInstance());
    }

    /**
     * Whether an answer is about another task than the one that was asked for. An id that is part of the other is another
     * way to write it: nothing paid for may be lost to a prefix.
     */
    static boolean isAnothers(JsonNode task, String taskId) {
        return ids(task).findAny().isPresent() && ids(task).noneMatch(id -> id.contains(taskId) || taskId.contains(id));
    }

    private static boolean isNamed(JsonNode task, String taskId) {
        return ids(task).anyMatch(taskId::equals);
    }

    private static Stream<String> ids(JsonNode task) {
        return IDS.stream()
                .map(task::path)
                .filter(JsonNode::isTextual)
                .map(id -> id.textValue().strip())
                .filter(id -> !id.isEmpty());
    }
}
