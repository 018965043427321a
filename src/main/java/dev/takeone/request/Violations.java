package dev.takeone.request;

import dev.takeone.job.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what is wrong with one record, within bounds however much that is. */
final class Violations {
    /** The most violations that are listed; the rest is counted. */
    static final int MAX_LISTED = 50;
    /** The most UTF-16 characters of a field's name and of a message. */
    static final int MAX_TEXT = 500;

    private final List<Violation> listed = new ArrayList<>();
    private int omitted;

    /**
     * Takes note of one.
     *
     * @param field bounded and made visible here, so any text will do
     * @param message must not hold a value of the request
     */
    void add(String field, ViolationCode code, String message) {
        add(() -> field, code, message);
    }

    /** The same, with a name that is made only where it will be listed. */
    void add(Supplier<String> field, ViolationCode code, String message) {
        if (listed.size() == MAX_LISTED) {
            omitted++;
            return;
        }
        listed.add(new Violation(
                VisibleText.shown(field.get(), MAX_TEXT), code.word(), VisibleText.shown(message, MAX_TEXT)));
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    List<Violation> listed() {
        return List.copyOf(listed);
    }

    int omitted() {
        return omitted;
    }
}
