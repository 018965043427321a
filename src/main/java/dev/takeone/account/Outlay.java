package dev.takeone.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the account has spent, or may have, as the board tells; in millionths of a dollar. What counts of what is told of a
 * partition is {@link SpentClaim#spent}.
 *
 * @param running the estimates of what is in flight or in doubt
 * @param leased what workers may still promise that they have not told of
 * @param hour what has ended within the hour
 * @param day what has ended within 24 h
 * @param unknown partitions of which nobody has told yet what they have spent: as long as there are any, nothing is dealt
 */
record Outlay(long running, long leased, long hour, long day, List<String> unknown) {
    Outlay {
        unknown = List.copyOf(unknown);
    }

    static Outlay of(Board board, long now) {
        Map<String, List<SpentClaim>> claims = claims(board, now);
        List<Spent> spent = spent(claims);
        long leased = Dollars.sum(board.members().stream().mapToLong(member -> promised(member, claims, now)));
        return new Outlay(
                Dollars.sum(spent.stream().mapToLong(Spent::running)),
                leased,
                Dollars.sum(spent.stream().mapToLong(Spent::hour)),
                Dollars.sum(spent.stream().mapToLong(Spent::day)),
                SpentClaim.unknown(board.rows(now), claims));
    }

    /** What counts of each partition. */
    static List<Spent> spent(Board board, long now) {
        return spent(claims(board, now));
    }

    private static List<Spent> spent(Map<String, List<SpentClaim>> claims) {
        return claims.values().stream().map(SpentClaim::spent).toList();
    }

    /** What workers may have promised that make no call any more, and of which nobody tells. */
    static long promisedByGone(Board board, long now) {
        Map<String, List<SpentClaim>> claims = claims(board, now);
        return Dollars.sum(board.members().stream()
                .filter(member -> !member.isThere(now) && !member.mayCall(now))
                .mapToLong(member -> promised(member, claims, now)));
    }

    /** What a life may have promised, or may still, and nobody tells of; after a day all of it has left every window. */
    private static long promised(Member member, Map<String, List<SpentClaim>> claims, long now) {
        return isSettled(member, claims, now) || member.silenceByLog(now).compareTo(SpentClaim.DAY) > 0
                ? 0
                : member.headroom(now);
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
        Map<String, List<SpentClaim>> claims = claims(board, now);
        if (isLastToTell(board, member, claims, now)) {
            return true;
        }
        boolean leased = (member.hasBudget() || hasCeiling(board, now))
                && member.headroom(now) > 0
                && !isSettled(member, claims, now);
        return member.silenceByLog(now).compareTo(SpentClaim.DAY.plusHours(1)) < 0
                && (leased
                        || claims.values().stream()
                                .flatMap(each -> SpentClaim.counting(each).stream())
                                .anyMatch(claim ->
                                        isOf(member, claim) && claim.spent().counts()));
    }

    /**
     * Whether nobody else tells of some partition of a group that is there, as where each owner since has been stopped there:
     * without this life nobody would know that little or nothing was spent, and under a ceiling the whole account would buy
     * nothing.
     */
    private static boolean isLastToTell(Board board, Member member, Map<String, List<SpentClaim>> claims, long now) {
        if (!hasCeiling(board, now)) {
            return false;
        }
        Map<String, Integer> all = SpentClaim.allPartitions(board.rows(now));
        return claims.values().stream()
                .filter(ofPartition -> ofPartition.stream().allMatch(claim -> isOf(member, claim)))
                .map(List::getFirst)
                .anyMatch(claim -> Optional.ofNullable(all.get(claim.row().group()))
                        .filter(count -> count == 0 || claim.part().number() < count)
                        .isPresent());
    }

    private static boolean hasCeiling(Board board, long now) {
        return board.limits(now).filter(limits -> limits.ceilings().any()).isPresent();
    }

    private static Map<String, List<SpentClaim>> claims(Board board, long now) {
        return SpentClaim.byPartition(board.members().stream()
                .flatMap(member -> member.row().stream()
                        .flatMap(row -> SpentClaim.of(row, member.isThere(now), member.silenceByLog(now)))));
    }

    private static boolean isOf(Member member, SpentClaim claim) {
        return member.row().filter(row -> row.life().equals(claim.row().life())).isPresent();
    }

    /**
     * Whether all that a life may have promised is told of by others: it makes no call any more, and each partition for
     * which it may have promised something is served by somebody who got it later.
     */
    private static boolean isSettled(Member member, Map<String, List<SpentClaim>> claims, long now) {
        if (member.isThere(now) || member.mayCall(now)) {
            return false;
        }
        return member.row().filter(row -> SpentClaim.counts(row, claims)).isEmpty();
    }
}
