package dev.takeone.console.act;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What would come of an action.
 *
 * @param action what to give to {@link Actions#perform}
 * @param count the jobs that it is about, as far as they are known; 0 where a hold keeps none
 * @param sum what is not spent (withdraw), or is spent (go on, send again), US dollars by the catalogue or by what it cost before;
 *     empty where nobody can tell
 * @param says the question, a sentence: what will happen to how many, and what it costs
 * @param warnings what to think of first, sentences, such as that some may have been charged
 * @param refused why it cannot be done, a sentence; empty where it can
 */
public record Preview(
        Action action,
        int count,
        Optional<BigDecimal> sum,
        String says,
        List<String> warnings,
        Optional<String> refused) {
    public Preview {
        warnings = List.copyOf(warnings);
    }
}
