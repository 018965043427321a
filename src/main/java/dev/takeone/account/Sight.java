package dev.takeone.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The board as one worker sees it, for people.
 *
 * @param lease what this worker may use
 * @param deals whether it is the dealer
 * @param workers that tell of themselves
 * @param differing what which workers were told that the account allows, where they were not all told the same
 * @param others workers of another address or key, which are of another account then
 * @param unreadable records that are ignored, by key, with what is wrong with them
 * @param strangers the part of the account, 0 to 1, that is left to workers which are not on the board
 * @param silence how long no dealing was read
 * @param spending what the account has spent
 */
public record Sight(
        Optional<Lease> lease,
        boolean deals,
        List<BoardRow> workers,
        Map<String, String> differing,
        Map<String, String> others,
        Map<String, String> unreadable,
        double strangers,
        Duration silence,
        Spending spending) {
    /** A board that was not read yet. */
    public static final Sight NONE = new Sight(
            Optional.empty(), false, List.of(), Map.of(), Map.of(), Map.of(), 0, Duration.ZERO, Spending.NONE);

    public Sight {
        workers = List.copyOf(workers);
        differing = Map.copyOf(differing);
        others = Map.copyOf(others);
        unreadable = Map.copyOf(unreadable);
    }

    static Sight of(Board board, String self, Optional<Lease> lease, boolean deals, long now) {
        List<BoardRow> rows = board.rows(now).toList();
        return new Sight(
                lease,
                deals,
                rows,
                differing(rows),
                others(rows, self),
                board.unreadable(),
                board.strangers(now),
                board.silence(now),
                Spending.of(board, now));
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
                rows.stream().filter(row -> row.who().life().equals(self)).findFirst();
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
