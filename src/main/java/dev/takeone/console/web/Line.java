package dev.takeone.console.web;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts as a line, for an inline picture.
 *
 * @param points the corners, as SVG has them
 * @param says the same in a sentence, for those who do not see it
 */
record Line(String points, String says) {
    static final int WIDTH = 300;
    static final int HEIGHT = 60;

    /** @param counts one a minute, the oldest first, at most 30 */
    static Line of(List<Integer> counts) {
        if (counts.isEmpty()) {
            return new Line("", "no calls are known yet");
        }
        int most = Collections.max(counts);
        double step = WIDTH / (double) Math.max(1, counts.size() - 1);
        String points = IntStream.range(0, counts.size())
                .mapToObj(each -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        each * step,
                        HEIGHT - counts.get(each) * HEIGHT / (double) Math.max(1, most)))
                .collect(Collectors.joining(" "));
        return new Line(
                points,
                "calls in each of " + counts.size() + " of the last 30 min: at most " + most
                        + ", in the latest of them " + counts.getLast());
    }
}
