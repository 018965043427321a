package dev.takeone.provider.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What an answer looks like: the names and types of its fields, and no value, so that anyone may read it. */
final class AnswerShape {
    private static final int MAX_LENGTH = 500;
    private static final int MAX_DEPTH = 8;

    /** Anything else may be a value in the place of a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,39}");

    private final StringBuilder text = new StringBuilder();

    private AnswerShape() {}

    /** The shape of {@code node}, at most 500 characters of it; of an array its first element stands for all. */
    static String of(JsonNode node) {
        AnswerShape shape = new AnswerShape();
        shape.add(node, MAX_DEPTH);
        return shape.text.length() <= MAX_LENGTH ? shape.text.toString() : shape.text.substring(0, MAX_LENGTH);
    }

    private void add(JsonNode node, int depth) {
        if (text.length() > MAX_LENGTH || (depth == 0 && node.isContainerNode())) {
            text.append("...");
        } else if (node.isObject()) {
            object(node, depth);
        } else if (node.isArray()) {
            array(node, depth);
        } else {
            text.append(node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }

    private void object(JsonNode node, int depth) {
        text.append('{');
        String comma = "";
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (text.length() > MAX_LENGTH) {
                break;
            }
            text.append(comma)
                    .append(NAME.matcher(field.getKey()).matches() ? field.getKey() : "?")
                    .append(':');
            add(field.getValue(), depth - 1);
            comma = ",";
        }
        text.append('}');
    }

    private void array(JsonNode node, int depth) {
        text.append('[');
        if (!node.isEmpty()) {
            add(node.path(0), depth - 1);
        }
        text.append(node.size() > 1 ? ",...]" : "]");
    }
}
