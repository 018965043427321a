package dev.takeone.account;

import dev.takeone.account.Report.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * What the account has spent, or may have, as the board tells; in millionths of a dollar.
 *
 * @param running the estimates of what is in flight or in doubt
 * @param leased what workers may still promise that they have not told of
 * @param hour what has ended within the hour
 * @param day what has ended within 24 h
 * @param unknown partitions of which nobody has told yet what they have spent: as long as there are any, nothing is dealt
 */
record Outlay(long running, long leased, long hour, long day, List<String> unknown) {
    /** The windows, and what clocks may differ. */
    private static final Duration HOUR = Duration.ofMinutes(65);

    private static final Duration DAY = Duration.ofHours(24).plusMinutes(5);

    Outlay {
        unknown = List.copyOf(unknown);
    }

    /** What one life says of a partition. */
    private record Claim(Member member, Part part, Spent spent) {
        boolean serves(long now) {
            return member.isThere(now) && part.state() == Part.State.SERVING;
        }
    }

    static Outlay of(Board board, long now) {
        Map<String, List<Claim>> claims = claims(board);
        long running = 0;
        long hour = 0;
        long day = 0;
        for (List<Claim> each : claims.values()) {
            List<Claim> count = counting(each, now);
            running += most(count, claim -> claim.spent().running());
            hour += most(
                    count,
                    claim -> isOlder(claim, HOUR, now) ? 0 : claim.spent().hour());
            day += most(
                    count, claim -> isOlder(claim, DAY, now) ? 0 : claim.spent().day());
        }
        long leased = board.members().stream()
                .mapToLong(member -> isSettled(member, claims, now) ? 0 : member.headroom())
                .sum();
        return new Outlay(running, leased, hour, day, unknown(board, claims, now));
    }

    /** What is left under the ceilings; below 0 where more is spent already. */
    long left(Ceilings ceilings) {
        return Math.min(left(ceilings.hour(), hour), left(ceilings.day(), day));
    }

    private long left(OptionalLong ceiling, long ended) {
        return ceiling.isPresent() ? ceiling.getAsLong() - running - leased - ended : Long.MAX_VALUE;
    }

    /** Whether the board still needs what this life has told, though nothing is heard of it any more. */
    static boolean needs(Board board, Member member, long now) {
        Map<String, List<Claim>> claims = claims(board);
        boolean leased = member.headroom() > 0 && !isSettled(member, claims, now);
        return member.silence(now).compareTo(DAY.plusHours(1)) < 0
                && (leased
                        || claims.values().stream()
                                .flatMap(each -> counting(each, now).stream())
                                .anyMatch(claim -> claim.member() == member
                                        && claim.spent().counts()));
    }

    private static Map<String, List<Claim>> claims(Board board) {
        Map<String, List<Claim>> claims = new TreeMap<>();
        for (Member member : board.members()) {
            member.row()
                    .ifPresent(row -> row.report()
                            .partitions()
                            .forEach(part -> part.spent()
                                    .ifPresent(spent -> claims.computeIfAbsent(
                                                    name(row.who().group(), part.number()), any -> new ArrayList<>())
                                            .add(new Claim(member, part, spent)))));
        }
        return claims;
    }

    private static String name(String group, int partition) {
        return group + "-" + partition;
    }

    /** Who serves a partition has read its journal, and knows all; as long as nobody does, whoever has told the most. */
    private static List<Claim> counting(List<Claim> claims, long now) {
        int newest = claims.stream()
                .mapToInt(claim -> claim.spent().generation())
                .max()
                .orElse(0);
        List<Claim> serving = claims.stream()
                .filter(claim -> claim.serves(now) && claim.spent().generation() >= newest)
                .toList();
        return serving.isEmpty() ? claims : serving;
    }

    private static boolean isOlder(Claim claim, Duration window, long now) {
        return claim.member().silence(now).compareTo(window) > 0;
    }

    private static long most(List<Claim> claims, ToLongFunction<Claim> of) {
        return claims.stream().mapToLong(of).max().orElse(0);
    }

    /**
     * Whether all that a life may have promised is told of by others: it makes no call any more, and each partition for
     * which it may have promised something is served by somebody who got it later.
     */
    private static boolean isSettled(Member member, Map<String, List<Claim>> claims, long now) {
        if (member.isThere(now) || member.mayCall(now)) {
            return false;
        }
        return member.row().stream()
                .flatMap(row -> row.report().partitions().stream()
                        .filter(part -> part.state() != Part.State.LEFT)
                        .map(part -> claims.getOrDefault(name(row.who().group(), part.number()), List.of())))
                .noneMatch(each -> counting(each, now).stream().anyMatch(claim -> claim.member() == member));
    }

    private static List<String> unknown(Board board, Map<String, List<Claim>> claims, long now) {
        Map<String, Integer> all = new TreeMap<>();
        board.rows(now).forEach(row -> all.merge(row.who().group(), row.report().allPartitions(), Math::max));
        TreeSet<String> unknown = new TreeSet<>();
        all.forEach((group, count) -> IntStream.range(0, count)
                .mapToObj(number -> name(group, number))
                .filter(name -> !claims.containsKey(name))
                .forEach(unknown::add));
        return List.copyOf(unknown);
    }
}
