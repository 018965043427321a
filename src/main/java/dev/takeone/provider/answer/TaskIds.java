package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.takeone.job.Task;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds the task ids in an answer to a POST, wherever the provider's family puts them: in {@code data}, which is an
 * object, a list or the id itself, or beside it.
 *
 * <p>A plain {@code id} beside {@code data} may be that of the answer. It is the task's where the body is the task: where
 * it has a status or a kind, nothing is wrong, and {@code data} names none; where that is a text that may be one, or names a number alone, both are.
 */
final class TaskIds {
    private static final List<String> ONE = List.of("task_id", "taskId");
    private static final List<String> SEVERAL = List.of("task_ids", "taskIds");

    /** A text in the place of the task: one word with a digit in it, which "ok" and "success" are not. */
    private static final Pattern WORD_WITH_DIGIT = Pattern.compile("(?=\\S*\\d)\\S+");

    private TaskIds() {}

    /** All of them, each once, in the provider's order; empty where there is none. */
    static List<String> of(Envelope envelope) {
        JsonNode root = envelope.root();
        List<String> inData = sane(entries(envelope.data()).flatMap(entry -> ids(entry, true)));
        Stream<String> beside =
                entries(root).flatMap(entry -> ids(entry, isRowAlone(inData) && isTask(entry, envelope)));
        Stream<String> broken = ONE.stream().flatMap(name -> envelope.seen(name).stream());
        List<String> found = sane(Stream.concat(inData.stream(), Stream.concat(beside, broken)));
        return isNamed(inData, root) ? found : sane(Stream.concat(text(envelope), found.stream()));
    }

    /** Whether nothing but a number, which may be that of a row, is named where the task should be. */
    private static boolean isRowAlone(List<String> inData) {
        return inData.stream().allMatch(id -> id.chars().allMatch(Character::isDigit));
    }

    /** Whether an id stands where none but a task's does. */
    private static boolean isNamed(List<String> inData, JsonNode root) {
        return !inData.isEmpty()
                || !sane(entries(root).flatMap(entry -> ids(entry, false))).isEmpty();
    }

    private static List<String> sane(Stream<String> ids) {
        return ids.filter(id -> !id.isBlank() && id.length() <= Task.MAX_ID)
                .distinct()
                .limit(Task.MOST)
                .toList();
    }

    private static Stream<String> ids(JsonNode entry, boolean isTask) {
        Stream<JsonNode> one =
                Stream.concat(ONE.stream().map(entry::path), isTask ? Stream.of(entry.path("id")) : Stream.empty());
        Stream<String> several =
                SEVERAL.stream().flatMap(name -> entries(entry.path(name))).flatMap(id -> id(id).stream());
        return Stream.concat(
                one.flatMap(id -> id(id).stream()).filter(id -> !id.isBlank()).limit(1), several);
    }

    private static boolean isTask(JsonNode entry, Envelope envelope) {
        return !envelope.isError()
                && !envelope.isAmiss()
                && (entry.path("status").isTextual() || entry.path("object").isTextual());
    }

    /** The id itself where the task should be. */
    private static Stream<String> text(Envelope envelope) {
        return envelope.isError() || envelope.isAmiss()
                ? Stream.empty()
                : entries(envelope.data())
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .filter(text -> WORD_WITH_DIGIT.matcher(text).matches());
    }

    private static Stream<JsonNode> entries(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }

    /** An id is opaque: any text, or a whole number as its digits; but 0 is what a field holds that nobody has set. */
    static Optional<String> id(JsonNode node) {
        boolean isNumber = node.isIntegralNumber() && node.bigIntegerValue().signum() > 0;
        return node.isTextual() || isNumber ? Optional.of(node.asText()) : Optional.empty();
    }
}
