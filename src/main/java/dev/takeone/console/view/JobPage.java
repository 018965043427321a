package dev.takeone.console.view;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some of the jobs that a filter finds.
 *
 * @param lines the newest first
 * @param counts of all that the filter finds, by stage; a stage with none is missing
 * @param byOtherStages the same without regard to the filter's own words for state, and to nothing else of it: what a click
 *     on another state would find
 * @param found the sum of the counts
 * @param unspent what those that wait would cost by the catalogue, US dollars
 * @param newer the page before this one, where there is one
 * @param older the page after this one, where there is one
 */
public record JobPage(
        List<JobLine> lines,
        Map<Stage, Integer> counts,
        Map<Stage, Integer> byOtherStages,
        int found,
        BigDecimal unspent,
        Optional<PageKey> newer,
        Optional<PageKey> older) {
    public JobPage {
        lines = List.copyOf(lines);
        counts = Map.copyOf(counts);
        byOtherStages = Map.copyOf(byOtherStages);
    }
}
