package dev.takeone.console.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.job.Identity;
import java.util.Arrays;
import java.util.List;

/**
 * What people call a job: request id, CloudEvents source and its tasks, one after another in UTF-8. A search looks through
 * those of all jobs, and as one array each they are half of its time, and half of their memory.
 */
final class Names {
    /** Is in no word that is searched for. */
    private static final char BETWEEN = '\n';

    private static final String NEXT = String.valueOf(BETWEEN);

    private final byte[] text;
    private final Identity.Kind kind;
    private final int source;
    private final int task;

    private Names(byte[] text, Identity.Kind kind, int source, int task) {
        this.text = text;
        this.kind = kind;
        this.source = source;
        this.task = task;
    }

    static Names of(Identity identity, List<String> taskIds) {
        byte[] text =
                (identity.id() + BETWEEN + identity.source() + BETWEEN + String.join(NEXT, taskIds)).getBytes(UTF_8);
        int source = identity.id().getBytes(UTF_8).length + 1;
        int task = source + identity.source().getBytes(UTF_8).length + 1;
        return new Names(text, identity.kind(), source, task);
    }

    /** What those of this source and request id begin with. */
    static byte[] begin(String source, String requestId) {
        return (requestId + BETWEEN + source + BETWEEN).getBytes(UTF_8);
    }

    static boolean beginWith(byte[] names, byte[] begin) {
        return names.length >= begin.length && Arrays.equals(names, 0, begin.length, begin, 0, begin.length);
    }

    Identity identity() {
        return new Identity(kind, text(source, task - 1), text(0, source - 1));
    }

    /** The first; empty where there is none. */
    String taskId() {
        int end = task;
        while (end < text.length && text[end] != BETWEEN) {
            end++;
        }
        return text(task, end);
    }

    private String text(int from, int to) {
        return new String(text, from, to - from, UTF_8);
    }

    /** All of them; not to be written to. */
    byte[] all() {
        return text;
    }

    /** Whether one of {@code names}, as {@link #all} gives them, has this part, a word in UTF-8 that is not empty. */
    static boolean have(byte[] names, byte[] part) {
        int last = part.length - 1;
        for (int at = last; at < names.length; at++) {
            // The ends of numbered names differ, their beginnings do not.
            if (names[at] == part[last]
                    && names[at - last] == part[0]
                    && Arrays.equals(names, at - last, at + 1, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
