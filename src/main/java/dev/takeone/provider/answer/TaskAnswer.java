package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Where in an answer the task stands that was asked for. */
final class TaskAnswer {
    private static final List<String> IDS = List.of("id", "task_id", "taskId");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

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
     * Whether an answer is about another task than the one that was asked for. An id that is a whole part of the other is
     * another way to write it: nothing paid for may be lost to a prefix.
     */
    static boolean isAnothers(JsonNode task, String taskId) {
        List<String> ids = ids(task, taskId);
        return !ids.isEmpty() && ids.stream().noneMatch(id -> isPart(id, taskId) || isPart(taskId, id));
    }

    private static boolean isNamed(JsonNode task, String taskId) {
        return ids(task, taskId).contains(taskId);
    }

    /** Numbers beside a text are those of rows; and so they are where it is a text that was asked for. */
    private static List<String> ids(JsonNode task, String taskId) {
        List<String> texts = values(task)
                .filter(JsonNode::isTextual)
                .map(id -> id.textValue().strip())
                .filter(id -> !id.isEmpty())
                .toList();
        return texts.isEmpty() && NUMBER.matcher(taskId).matches()
                ? values(task)
                        .filter(JsonNode::isIntegralNumber)
                        .flatMap(id -> TaskIds.id(id).stream())
                        .toList()
                : texts;
    }

    private static Stream<JsonNode> values(JsonNode task) {
        return IDS.stream().map(task::path);
    }

    /** Whether one id stands in the other as a whole, as in {@code task_1} does {@code 1}, and in {@code task_12} it does not. */
    private static boolean isPart(String id, String other) {
        for (int at = other.indexOf(id); at >= 0; at = other.indexOf(id, at + 1)) {
            if (isBorder(other, at - 1) && isBorder(other, at + id.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBorder(String id, int at) {
        return at < 0 || at >= id.length() || !Character.isLetterOrDigit(id.charAt(at));
    }
}
