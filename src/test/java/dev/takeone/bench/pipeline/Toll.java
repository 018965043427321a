package dev.takeone.bench.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
     * @param endings the id of every ending that was told
     * @param charges the id of every charge
     */
    static Toll of(Collection<String> requests, List<String> endings, List<String> charges) {
        Set<String> lost = new HashSet<>(requests);
        endings.forEach(lost::remove);
        return new Toll(lost.size(), severalTimes(endings), severalTimes(charges));
    }

    private static int severalTimes(List<String> ids) {
        Map<String, Long> counts =
                ids.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return (int) counts.values().stream().filter(count -> count > 1).count();
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
