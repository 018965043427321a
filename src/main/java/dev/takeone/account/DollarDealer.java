package dev.takeone.account;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Who may promise how many dollars: what is left under the ceilings, by need and weight. Half of what nobody asks for is
 * spread over all, so that a request which comes to an idle worker waits for nobody; the other half waits for whoever asks
 * next. Who has promised the least for its weight comes first, and is waited for where what is left does not carry its next
 * request: else dear requests would wait for ever behind cheap ones. What is dearer than a whole ceiling nobody waits for.
 *
 * <p>What a life has promised counts from its own start, so those who want are even when they are seen first: whoever comes
 * to want, as one that was restarted or was idle for days, comes with the least of them and has nothing to catch up. Another
 * dealer sees all of them first at once, the dearest of which it waits for.
 */
final class DollarDealer {
    private final Reckoning reckoning;
    /** By life, what of all that it has promised for its weight is not held against it. */
    private final Map<String, Double> forgiven = new HashMap<>();

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
        rows.forEach(row -> had.put(row.life(), headroom(board, row, now)));
        long free = outlay.unknown().isEmpty() ? reckoning.free(outlay, ceilings) : Long.MIN_VALUE / 4;
        long whole = free + had.values().stream().mapToLong(Long::longValue).sum();
        forgive(rows);
        List<BoardRow> order = order(rows);
        Map<String, Long> targets = targets(order, Math.max(0, whole), ceilings);
        for (BoardRow row : order) {
            long has = had.getOrDefault(row.life(), 0L);
            long give = Math.min(targets.getOrDefault(row.life(), 0L), has + Math.max(0, free));
            free -= Math.max(0, give - has);
            dealt.put(row.life(), OptionalLong.of(row.report().purse().drawn() + give));
        }
        return dealt;
    }

    private static long headroom(Board board, BoardRow row, long now) {
        return board.member(row.life()).map(member -> member.headroom(now)).orElse(0L);
    }

    /** Whoever does not want, or is new, has promised no less than the least of those who do. */
    private void forgive(List<BoardRow> rows) {
        OptionalDouble least = rows.stream()
                .filter(row -> wants(row) && forgiven.containsKey(row.life()))
                .mapToDouble(this::held)
                .min();
        if (least.isEmpty()) {
            forgiven.clear();
        }
        forgiven.keySet().retainAll(rows.stream().map(BoardRow::life).toList());
        rows.stream()
                .filter(row -> !wants(row) || !forgiven.containsKey(row.life()))
                .forEach(row -> forgiven.merge(row.life(), promised(row) - least.orElse(0), Math::min));
    }

    private static boolean wants(BoardRow row) {
        return row.report().purse().wanted() > 0;
    }

    private static double promised(BoardRow row) {
        return row.report().purse().drawn() / row.who().weight();
    }

    private double held(BoardRow row) {
        return promised(row) - forgiven.getOrDefault(row.life(), 0.0);
    }

    /** @param rows who comes first, first */
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
        for (BoardRow row : rows) {
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

    private List<BoardRow> order(List<BoardRow> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((BoardRow row) -> !wants(row))
                        .thenComparingDouble(this::held)
                        .thenComparingLong(row -> -row.report().purse().step())
                        .thenComparing(BoardRow::life))
                .toList();
    }
}
