package dev.takeone.request.text;

import dev.takeone.job.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what is wrong with one record, within bounds however much that is. */
public final class Violations {
    /** The most violations that are listed; the rest is counted. */
    static final int MAX_LISTED = 50;
    /** The most UTF-16 characters of a field's name and of a message. */
    public static final int MAX_TEXT = 500;

    private final List<Violation> listed = new ArrayList<>();
    private int omitted;

    /**
     * Takes note of one.
     *
     * @param field bounded and made visible here, so any text will do
     * @param message must not hold a value of the request
     */
    public void add(String field, ViolationCode code, String message) {
        add(() -> field, code, message);
    }

    /** The same, with a name that is made only where it will be listed. */
    public void add(Supplier<String> field, ViolationCode code, String message) {
        if (listed.size() == MAX_LISTED) {
            omitted++;
            return;
        }
        listed.add(new Violation(
                VisibleText.shown(field.get(), MAX_TEXT), code.word(), VisibleText.shown(message, MAX_TEXT)));
    }

    /** Takes note of one that was gathered elsewhere. */
    public void add(Violation gathered) {
        if (listed.size() == MAX_LISTED) {
            omitted++;
        } else {
            listed.add(gathered);
        }
    }

    /** Takes note of so many more that were gathered elsewhere, and are not listed there either. */
    public void omit(int more) {
        omitted += more;
    }

    /** Whether nothing is wrong so far. */
    public boolean isEmpty() {
        return listed.isEmpty();
    }

    /** The first of them, {@value #MAX_LISTED} at most, in the order in which they were found. */
    public List<Violation> listed() {
        return List.copyOf(listed);
    }

    /** How many more there were than are listed. */
    public int omitted() {
        return omitted;
    }
}
