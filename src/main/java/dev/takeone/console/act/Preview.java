package dev.takeone.console.act;

import java.util.List;
import java.util.Optional;

/**
 * What would come of an action.
 *
 * @param action what to give to {@link Actions#perform}
 * @param says the question, a sentence: what will happen to how many, and what it costs
 * @param warnings what to think of first, sentences, such as that some may have been charged
 * @param refused why it cannot be done, a sentence; empty where it can
 */
public record Preview(Action action, String says, List<String> warnings, Optional<String> refused) {
    public Preview {
        warnings = List.copyOf(warnings);
    }

    /** The same, which cannot be done. */
    Preview refused(String why) {
        return new Preview(action, says, warnings, Optional.of(why));
    }
}
