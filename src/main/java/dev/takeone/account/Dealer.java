package dev.takeone.account;

import dev.takeone.account.Dealing.Allotment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Who gets what: a function of the board and the time. Status checks of paid tasks come first, a tenth aside that is left
 * to submissions that wait; these go by the groups' weights; and what nobody asks for is spread over all, so that a
 * request that comes to an idle worker waits for nobody.
 */
final class Dealer {
    private static final double MINUTE = 61e9;

    /** What fractions that add up to a whole number may lack of it. */
    private static final double NEARLY = 1e-6;

    /** Calls a minute, burst included, that are worth a turn: of less, most would go for bursts. */
    private static final double EACH = 4;

    /**
     * A need is told of now and then, and is a little more by the time that it is answered. Where a worker submits too, its own
     * submissions give way to that, and not another lane's: what it got for more checks than it makes would be submissions
     * beyond its weight.
     */
    private static final double MORE = 1.1;

    private final Reckoning reckoning;
    private final DollarDealer dollars;

    Dealer(Reckoning reckoning) {
        this.reckoning = reckoning;
        this.dollars = new DollarDealer(reckoning);
    }

    /**
     * Deals.
     *
     * @param number of the dealing, higher than any before
     * @param now by the monotonic clock that the board was read by, in nanoseconds
     */
    Dealing deal(Board board, String office, DealingNumber number, long now) {
        List<BoardRow> rows = board.rows(now).toList();
        if (rows.isEmpty()) {
            return new Dealing(office, number, List.of());
        }
        AccountLimits limits = board.limits(now).orElseThrow();
        Map<String, Double> calls = calls(board, rows, limits, now);
        Map<String, Integer> tasks = limits.tasks().isPresent() ? tasks(board, rows, limits, now) : Map.of();
        Map<String, OptionalLong> credits = dollars.deal(board, rows, limits.ceilings(), now);
        return new Dealing(
                office,
                number,
                rows.stream()
                        .map(row -> new Allotment(
                                row.life(),
                                row.number(),
                                calls.getOrDefault(row.life(), 0.0),
                                limits.tasks().isPresent()
                                        ? OptionalInt.of(tasks.getOrDefault(row.life(), 0))
                                        : OptionalInt.empty(),
                                credits.getOrDefault(row.life(), OptionalLong.empty())))
                        .toList());
    }

    private static Member member(Board board, BoardRow row) {
        return board.member(row.life()).orElseThrow();
    }

    private Map<String, Double> calls(Board board, List<BoardRow> rows, AccountLimits limits, long now) {
        double whole = (limits.callsPerMinute() * (1 - board.strangers(now))) + 1;
        double free = whole;
        double gone = 0;
        for (Member member : board.members()) {
            double used = member.calls(now) + member.burst(now);
            free -= used;
            gone += member.isThere(now) ? 0 : used;
        }
        List<BoardRow> holders = holders(board, rows, whole - gone, now);
        double most = Math.max(0, reckoning.callsWithin(whole - gone - (holders.size() - 1)));
        Map<String, Double> targets = targets(holders, most);
        Map<String, Double> dealt = new LinkedHashMap<>();
        // Who has the least of what it is to have comes first: what is free is not enough for all at once.
        for (BoardRow row : sorted(
                rows,
                each -> member(board, each).calls(now) / Math.max(1e-9, targets.getOrDefault(each.life(), 0.0)))) {
            Member member = member(board, row);
            double used = member.calls(now);
            double burst = member.burst(now);
            double target = targets.getOrDefault(row.life(), 0.0);
            double room = used + burst + Math.max(0, free);
            double give = Math.min(target, Math.max(used, Math.min(room - burst, reckoning.callsWithin(room))));
            double lacks = target > give ? target + Math.max(burst, reckoning.burst(target)) - room : 0;
            free -= Math.max(used, give) + Math.max(burst, reckoning.burst(give)) - used - burst + Math.max(0, lacks);
            dealt.put(row.life(), give);
        }
        return dealt;
    }

    /** Who has calls at all: of a small account not everybody can, and those who want some take turns. */
    private static List<BoardRow> holders(Board board, List<BoardRow> rows, double whole, long now) {
        int most = Math.max(1, (int) (whole / EACH));
        if (rows.size() <= most) {
            return rows;
        }
        Comparator<BoardRow> order = Comparator.comparing(
                        (BoardRow row) -> !row.report().need().isForCalls())
                .thenComparingInt(row -> turn(board, row, turnLength(whole / most), now))
                .thenComparingLong(row -> member(board, row).lastHeld())
                .thenComparing(BoardRow::life);
        return rows.stream().sorted(order).limit(most).toList();
    }

    /** Those in the middle of their turn, then those who wait, then those whose turn is over. */
    private static int turn(Board board, BoardRow row, double length, long now) {
        OptionalLong since = member(board, row).heldSince();
        if (since.isEmpty()) {
            return 1;
        }
        return now - since.getAsLong() < length ? 0 : 2;
    }

    /** Long enough for some calls: the first comes a whole step after the turn's begin. */
    private static double turnLength(double callsEach) {
        return MINUTE * (1 + 1 / Math.max(callsEach - 1, 0.5));
    }

    private Map<String, Double> targets(List<BoardRow> rows, double whole) {
        Map<String, Double> checksNeeded =
                needs(rows, need -> need.submissions() > 0 ? need.checks() : need.checks() * MORE);
        Map<String, Double> submissionsNeeded = needs(rows, need -> need.submissions() * MORE);
        boolean submits = submissionsNeeded.values().stream().anyMatch(need -> need > 0);
        double forChecks = submits ? whole * reckoning.partOfChecks() : whole;
        Map<String, Double> checks = Filling.of(forChecks, checksNeeded, Map.of());
        Map<String, Double> submissions = byWeight(rows, submissionsNeeded, whole - sum(checks));
        double rest = whole - sum(checks) - sum(submissions);
        Map<String, Double> targets = new HashMap<>();
        rows.forEach(row -> targets.put(
                row.life(),
                checks.getOrDefault(row.life(), 0.0)
                        + submissions.getOrDefault(row.life(), 0.0)
                        + Math.max(0, rest) / rows.size()));
        return targets;
    }

    private static List<BoardRow> sorted(List<BoardRow> rows, ToDoubleFunction<BoardRow> by) {
        return rows.stream().sorted(Comparator.comparingDouble(by)).toList();
    }

    private static Map<String, Double> needs(List<BoardRow> rows, ToDoubleFunction<Need> which) {
        Map<String, Double> needs = new LinkedHashMap<>();
        rows.forEach(
                row -> needs.put(row.life(), which.applyAsDouble(row.report().need())));
        return needs;
    }

    /** Over the groups by weight, and within each evenly. */
    static Map<String, Double> byWeight(List<BoardRow> rows, Map<String, Double> needs, double whole) {
        Map<String, List<BoardRow>> groups = rows.stream()
                .collect(Collectors.groupingBy(row -> row.group(), LinkedHashMap::new, Collectors.toList()));
        Map<String, Double> wanted = new LinkedHashMap<>();
        Map<String, Double> weights = new HashMap<>();
        groups.forEach((group, members) -> {
            wanted.put(
                    group,
                    members.stream()
                            .mapToDouble(row -> needs.getOrDefault(row.life(), 0.0))
                            .sum());
            weights.put(
                    group,
                    members.stream()
                            .mapToDouble(row -> row.who().weight())
                            .min()
                            .orElse(1));
        });
        Map<String, Double> shares = new HashMap<>();
        Filling.of(whole, wanted, weights).forEach((group, share) -> {
            Map<String, Double> own = new LinkedHashMap<>();
            groups.getOrDefault(group, List.of())
                    .forEach(row -> own.put(row.life(), needs.getOrDefault(row.life(), 0.0)));
            shares.putAll(Filling.of(share, own, Map.of()));
        });
        return shares;
    }

    private static double sum(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Map<String, Integer> tasks(Board board, List<BoardRow> rows, AccountLimits limits, long now) {
        int whole = (int) Math.floor(limits.tasks().orElseThrow() * (1 - board.strangers(now)) + NEARLY);
        Map<String, Integer> used = new HashMap<>();
        long gone = 0;
        for (Member member : board.members()) {
            TaskCount count = TaskCount.of(board, member, now);
            member.row().ifPresent(row -> used.put(row.life(), count.own()));
            gone += (long) count.orphaned() + (member.isThere(now) ? 0 : count.own());
        }
        long free = whole
                - gone
                - rows.stream()
                        .mapToLong(row -> used.getOrDefault(row.life(), 0))
                        .sum();
        Map<String, Integer> targets = wholeTargets(rows, (int) Math.max(0, whole - gone), used);
        Map<String, Integer> dealt = new HashMap<>();
        for (BoardRow row : rows) {
            int has = used.getOrDefault(row.life(), 0);
            int target = targets.getOrDefault(row.life(), 0);
            // Tasks that went with a partition do not count as this worker's any more, and what is there of one that is
            // being read back nobody knows: what it keeps may not replace them.
            int give = (int) Math.min(target, Math.max(row.report().served(), has + free));
            free -= Math.max(0, give - has);
            dealt.put(row.life(), give);
        }
        return dealt;
    }

    private static Map<String, Integer> wholeTargets(List<BoardRow> rows, int whole, Map<String, Integer> used) {
        Map<String, Double> needs = needs(rows, Need::tasks);
        Map<String, Double> shares = new HashMap<>(byWeight(rows, needs, whole));
        double idle = Math.max(0, whole - sum(shares)) / rows.size();
        Map<String, Integer> targets = new HashMap<>();
        rows.forEach(row ->
                targets.put(row.life(), (int) Math.floor(shares.getOrDefault(row.life(), 0.0) + idle + NEARLY)));
        int left = whole - targets.values().stream().mapToInt(Integer::intValue).sum();
        List<BoardRow> order = new ArrayList<>(rows);
        order.sort(Comparator.comparing((BoardRow row) -> targets.getOrDefault(row.life(), 0)
                        >= row.report().need().tasks())
                .thenComparingDouble(
                        row -> used.getOrDefault(row.life(), 0) / row.who().weight())
                .thenComparing(BoardRow::life));
        for (BoardRow row : order.subList(0, Math.min(order.size(), Math.max(0, left)))) {
            targets.merge(row.life(), 1, Integer::sum);
        }
        return targets;
    }
}
