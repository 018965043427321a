package dev.takeone.request;

import dev.takeone.job.Bytes;
import dev.takeone.request.text.StrictJson;
import dev.takeone.request.text.Violations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a file of requests apart, without judging any: JSON, one a line; an array; or one request over several lines. */
final class RequestFile {
    /**
     * One of them.
     *
     * @param place where it stands, such as {@code line 3}
     * @param value its bytes, as the value of a record would have them
     */
    record Part(String place, Bytes value) {}

    private final byte[] bytes;
    private final List<Part> parts = new ArrayList<>();

    private RequestFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** All parts, in the file's order; whatever else a file holds is a part that is no request. */
    static List<Part> parts(byte[] bytes) {
        RequestFile file = new RequestFile(bytes);
        int start = file.nextVisible(0);
        if (start < bytes.length && bytes[start] == '[') {
            file.array(start);
        } else if (start < bytes.length && isOneValue(bytes)) {
            file.add("request 1", 0, bytes.length);
        } else {
            file.lines();
        }
        return List.copyOf(file.parts);
    }

    private static boolean isOneValue(byte[] bytes) {
        return bytes.length <= RequestReader.MAX_VALUE_BYTES
                && StrictJson.read(bytes, "value", new Violations()).isPresent();
    }

    private void lines() {
        int line = 1;
        for (int start = 0; start < bytes.length; line++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (nextVisible(start) < end) {
                add("line " + line, start, end);
            }
            start = end + 1;
        }
    }

    /** Only what parts the array's items is looked at: each item shows by itself whether it is JSON. */
    private void array(int open) {
        int depth = 0;
        boolean inText = false;
        int start = open + 1;
        for (int at = open; at < bytes.length; at++) {
            byte each = bytes[at];
            if (inText) {
                at += each == '\\' ? 1 : 0;
                inText = each != '"';
            } else if (each == '"') {
                inText = true;
            } else if (each == '[' || each == '{') {
                depth++;
            } else if (each == ',' && depth == 1) {
                item(start, at);
                start = at + 1;
            } else if (each == ']' || each == '}') {
                depth--;
                if (depth == 0) {
                    close(start, at);
                    return;
                }
            }
        }
        item(open, bytes.length);
    }

    private void close(int start, int end) {
        if (!parts.isEmpty() || nextVisible(start) < end) {
            item(start, end);
        }
        if (nextVisible(end + 1) < bytes.length) {
            item(end, bytes.length);
        }
    }

    private void item(int start, int end) {
        add("request " + (parts.size() + 1), start, end);
    }

    private void add(String place, int start, int end) {
        parts.add(new Part(place, Bytes.copyOf(Arrays.copyOfRange(bytes, start, end))));
    }

    private int nextVisible(int from) {
        int at = from;
        while (at < bytes.length && " \t\r\n".indexOf(bytes[at]) >= 0) {
            at++;
        }
        return at;
    }
}
