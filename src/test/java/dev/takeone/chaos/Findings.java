package dev.takeone.chaos;

import java.util.ArrayList;
import java.util.List;

/**
 * What the closed books say; request ids, but for {@code toldTwice}.
 *
 * @param lost published, and without an ending
 * @param twoEndings with more than one ending, or with one that nobody asked for
 * @param doubleCharges charged more than once
 * @param inDoubt ended as {@code submission_in_doubt}
 * @param unexplained of those, the ones that neither a fault nor an attack explains
 * @param unannounced completed without exactly one {@code submitted} before
 * @param toldTwice event ids that came more than once
 * @param deniedCharges charged and not refunded, while the ending says that they were not charged
 */
record Findings(
        List<String> lost,
        List<String> twoEndings,
        List<String> doubleCharges,
        List<String> inDoubt,
        List<String> unexplained,
        List<String> unannounced,
        List<String> toldTwice,
        List<String> deniedCharges) {
    private static final int NAMED = 8;

    /** A sentence for each promise that was not kept; none if all were. */
    List<String> problems(InDoubt policy) {
        List<String> problems = new ArrayList<>();
        add(problems, "without an ending", lost);
        add(problems, "with two endings, or one that nobody asked for", twoEndings);
        add(problems, "charged twice", doubleCharges);
        add(problems, "completed without one submitted event before", unannounced);
        add(problems, "told twice, by event id", toldTwice);
        add(problems, "charged, and told that they were not", deniedCharges);
        switch (policy) {
            case REPLAY -> add(problems, "in doubt, although keys are honoured", inDoubt);
            case FAIL -> add(problems, "in doubt, and neither a fault nor an attack explains it", unexplained);
        }
        return problems;
    }

    private static void add(List<String> problems, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            String more = ids.size() > NAMED ? ", ..." : "";
            problems.add(ids.size() + " " + what + ": " + String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())))
                    + more);
        }
    }
}
