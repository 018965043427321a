package dev.takeone.console.view;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How what was typed into the filter box may go on. Pure. */
public final class Suggestions {
    private static final int MOST = 10;

    private Suggestions() {}

    /**
     * Texts for the whole box.
     *
     * @param models those of which there are jobs
     * @param groups those that are there
     */
    public static List<String> of(String typed, Collection<String> models, Collection<String> groups) {
        int from = Math.max(typed.lastIndexOf(' '), typed.lastIndexOf('\t')) + 1;
        String before = typed.substring(0, from);
        String word = typed.substring(from);
        int colon = word.indexOf(':');
        Stream<String> words = colon < 0
                ? FilterReader.FIELDS.stream().map(field -> field + ":").filter(FilterReader.startsWith(word))
                : values(word.substring(0, colon).toLowerCase(Locale.ROOT), word.substring(colon + 1), models, groups);
        return words.map(before::concat).limit(MOST).toList();
    }

    private static Stream<String> values(
            String field, String typed, Collection<String> models, Collection<String> groups) {
        int from = typed.lastIndexOf(',') + 1;
        String begin = typed.substring(from);
        Stream<String> values = switch (field) {
            case "model" -> models.stream().filter(FilterReader.startsWith(begin));
            case "group" -> groups.stream().filter(FilterReader.startsWith(begin));
            default -> FilterReader.values(field, begin);
        };
        // What stands in quotes is one value, and no list.
        return values.map(FilterReader::written)
                .filter(value -> from == 0 || !value.startsWith("\""))
                .map(value -> field + ":" + typed.substring(0, from) + value);
    }
}
