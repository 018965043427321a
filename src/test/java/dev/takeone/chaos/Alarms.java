package dev.takeone.chaos;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors that the workers log. An error is for an operator to act on, so that an attack alone is no reason for one. */
final class Alarms {
    private static final Pattern ERROR = Pattern.compile("[0-9:.]+ ERROR (.*)");
    private static final int MOST = 20;

    /** After a doubt that was given up, the task id may still turn up: just what an operator has to hear. */
    private static final String UNCLAIMED = "a task id came for a job that has ended";

    private final InDoubt policy;
    private final Set<String> texts = new LinkedHashSet<>();

    Alarms(InDoubt policy) {
        this.policy = policy;
    }

    /** Takes note of a line of that worker's log. May be called by any thread. */
    synchronized void line(int worker, String line) {
        Matcher error = ERROR.matcher(line);
        if (error.matches() && texts.size() < MOST && !isWanted(error.group(1))) {
            texts.add("worker " + (worker + 1) + " logged an error: " + error.group(1));
        }
    }

    private boolean isWanted(String text) {
        return switch (policy) {
            case REPLAY -> false;
            case FAIL -> text.startsWith(UNCLAIMED);
        };
    }

    /** A sentence each, no two the same; of very many the first. */
    synchronized List<String> all() {
        return List.copyOf(texts);
    }
}
