package dev.takeone.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Disagreement disagreement = Disagreement.of(rows, self);
        return new Sight(
                lease,
                deals,
                rows,
                disagreement.limits(),
                disagreement.others(),
                board.unreadable(),
                board.strangers(now),
                board.silence(now),
                Spending.of(board, now));
    }
}
