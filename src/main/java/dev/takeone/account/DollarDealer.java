package dev.takeone.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who may promise how many dollars: what is left under the ceilings, by need and weight. Half of what nobody asks for is
 * spread over all, so that a request which comes to an idle worker waits for nobody; the other half waits for whoever asks
 * next. Who has promised the least comes first, and is waited for where what is left does not carry its next request: else
 * dear requests would wait for ever behind cheap ones. What is dearer than a whole ceiling nobody waits for.
 */
final class DollarDealer {
    private final Reckoning reckoning;

    DollarDealer(Reckoning reckoning) {
        this.reckoning = reckoning;
    }

    /** The dollars up to which each life may draw; without values where the account has no ceiling. */
    Map<String, OptionalLong> deal(Board board, List<BoardRow> rows, Ceilings ceilings, long now) {
        Map<String, OptionalLong> dealt = new HashMap<>();
        if (!ceilings.any()) {
            return dealt;
        }
        Outlay outlay = Outlay.of(board, now);
        Map<String, Long> had = new HashMap<>();
        rows.forEach(row -> had.put(row.life(), headroom(board, row)));
        long free = outlay.unknown().isEmpty() ? reckoning.free(outlay, ceilings) : Long.MIN_VALUE / 4;
        long whole = free + had.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> targets = targets(rows, Math.max(0, whole), ceilings);
        for (BoardRow row : order(rows)) {
            long has = had.getOrDefault(row.life(), 0L);
            long give = Math.min(targets.getOrDefault(row.life(), 0L), has + Math.max(0, free));
            free -= Math.max(0, give - has);
            dealt.put(row.life(), OptionalLong.of(row.report().purse().drawn() + give));
        }
        return dealt;
    }

    private static long headroom(Board board, BoardRow row) {
        return board.member(row.life()).map(Member::headroom).orElse(0L);
    }

    private static Map<String, Long> targets(List<BoardRow> rows, long whole, Ceilings ceilings) {
        Map<String, Double> wanted = new LinkedHashMap<>();
        rows.forEach(row -> wanted.put(row.life(), (double) row.report().purse().wanted()));
        Map<String, Double> shares = Dealer.byWeight(rows, wanted, (double) whole);
        double rest = (double) whole
                - shares.values().stream().mapToDouble(Double::doubleValue).sum();
        long spare = (long) Math.max(0, rest / 2 / rows.size());
        Map<String, Long> targets = new HashMap<>();
        long left = whole;
        boolean waitedFor = false;
        for (BoardRow row : order(rows)) {
            Purse purse = row.report().purse();
            long share = Math.round(shares.getOrDefault(row.life(), 0.0)) + spare;
            boolean canBegin = purse.wanted() > 0 && !ceilings.areBelow(purse.step());
            long target = Math.min(left, canBegin ? Math.max(share, purse.step()) : share);
            waitedFor |= canBegin && target < purse.step();
            targets.put(row.life(), waitedFor ? 0 : target);
            left -= waitedFor ? 0 : target;
        }
        return targets;
    }

    private static List<BoardRow> order(List<BoardRow> rows) {
        List<BoardRow> order = new ArrayList<>(rows);
        order.sort(Comparator.comparing((BoardRow row) -> row.report().purse().wanted() == 0)
                .thenComparingDouble(
                        row -> row.report().purse().drawn() / row.who().weight())
                .thenComparing(BoardRow::life));
        return order;
    }
}
