package dev.takeone.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In what the workers of one board do not agree, by their names; nothing where they do.
 *
 * @param limits what each was told that the account allows, where they were not all told the same
 * @param others workers of another address or key, which are of another account then, with what is other
 */
public record Disagreement(Map<String, String> limits, Map<String, String> others) {
    public Disagreement {
        limits = Map.copyOf(limits);
        others = Map.copyOf(others);
    }

    /**
     * What these rows do not agree in.
     *
     * @param self the life of the worker whose account is meant; where it has no row, none is of another
     */
    public static Disagreement of(List<BoardRow> rows, String self) {
        return new Disagreement(differing(rows), others(rows, self));
    }

    private static Map<String, String> differing(List<BoardRow> rows) {
        Map<String, String> said = new TreeMap<>();
        if (rows.stream().map(BoardRow::limits).distinct().count() > 1) {
            rows.forEach(row -> said.put(
                    row.who().name(),
                    row.limits().callsPerMinute() + " calls a minute, "
                            + row.limits()
                                    .tasks()
                                    .map(tasks -> tasks + " tasks")
                                    .orElse("any number of tasks")
                            + said(row.limits().ceilings())));
        }
        return said;
    }

    private static String said(Ceilings ceilings) {
        String hour = ceilings.hour().isPresent()
                ? ", " + Dollars.text(ceilings.hour().getAsLong()) + " an hour"
                : "";
        String day =
                ceilings.day().isPresent() ? ", " + Dollars.text(ceilings.day().getAsLong()) + " a day" : "";
        return hour + day;
    }

    /** A key that was exchanged is known to somebody together with the one before it; that joins them. */
    private static Map<String, String> others(List<BoardRow> rows, String self) {
        Set<String> ours = new TreeSet<>();
        Optional<BoardRow> own =
                rows.stream().filter(row -> row.life().equals(self)).findFirst();
        own.ifPresent(row -> ours.addAll(row.who().keys()));
        List<BoardRow> apart = new ArrayList<>(rows);
        while (apart.removeIf(row -> row.who().keys().stream().anyMatch(ours::contains) && join(ours, row))) {
            // Whoever has joined may know a key that joins another.
        }
        Map<String, String> others = new TreeMap<>();
        own.ifPresent(mine -> {
            apart.forEach(row -> others.put(row.who().name(), "another key"));
            rows.stream()
                    .filter(row -> !row.who().address().equals(mine.who().address()))
                    .forEach(row -> others.put(
                            row.who().name(), "the provider at " + row.who().address()));
        });
        return others;
    }

    private static boolean join(Set<String> ours, BoardRow row) {
        ours.addAll(row.who().keys());
        return true;
    }
}
