package dev.takeone.console.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.job.Identity;
import java.util.Arrays;

/**
 * What people call a job: request id, CloudEvents source and first task, one after another in UTF-8. A search looks through
 * those of all jobs, and as one array each they are half of its time, and half of their memory.
 */
final class Names {
    /** Is in no word that is searched for. */
    private static final char BETWEEN = '\n';

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

    static Names of(Identity identity, String taskId) {
        byte[] text = (identity.id() + BETWEEN + identity.source() + BETWEEN + taskId).getBytes(UTF_8);
        int source = identity.id().getBytes(UTF_8).length + 1;
        int task = source + identity.source().getBytes(UTF_8).length + 1;
        return new Names(text, identity.kind(), source, task);
    }

    Identity identity() {
        return new Identity(kind, text(source, task - 1), text(0, source - 1));
    }

    /** Empty where there is none. */
    String taskId() {
        return text(task, text.length);
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
