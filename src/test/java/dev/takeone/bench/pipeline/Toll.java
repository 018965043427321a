package dev.takeone.bench.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a {@code kill -9} cost.
 *
 * @param lost requests without an ending
 * @param doubled requests whose ending was told more than once
 * @param chargedTwice requests that were paid for more than once
 */
record Toll(int lost, int doubled, int chargedTwice) {

    /**
     * Draws the line.
     *
     * @param requests every id that was asked for
     * @param endings the id of every ending that was told, maybe of others too
     * @param chargedTwice the ids that were charged more than once, maybe of others too
     */
    static Toll of(Collection<String> requests, List<String> endings, Set<String> chargedTwice) {
        Map<String, Long> told =
                endings.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new Toll(
                count(requests, id -> !told.containsKey(id)),
                count(requests, id -> told.getOrDefault(id, 0L) > 1),
                count(requests, chargedTwice::contains));
    }

    private static int count(Collection<String> requests, Predicate<String> which) {
        return (int) requests.stream().filter(which).count();
    }

    String text() {
        return String.format(Locale.ROOT, "%d lost, %d doubled, %d charged twice", lost, doubled, chargedTwice);
    }

    ObjectNode raw() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("lost", lost)
                .put("doubled", doubled)
                .put("charged_twice", chargedTwice);
    }
}
