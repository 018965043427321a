package dev.takeone.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What the account has spent, for people; in millionths of a dollar.
 *
 * @param ceilings the lowest that any worker was told
 * @param running the estimates of what is in flight or in doubt
 * @param leased what workers may promise that they have not told of yet
 * @param gone what of it those may have promised that make no call any more: it counts until their partitions are served
 * @param hour what has ended within the hour
 * @param day what has ended within 24 h
 * @param hourRoom when the next request has room below the hour's ceiling, where it has none now and that is known
 * @param dayRoom likewise below the day's
 * @param unknown partitions of which nobody has told what they have spent: until then nothing is bought
 * @param parked whether requests wait for room under a ceiling
 */
public record Spending(
        Ceilings ceilings,
        long running,
        long leased,
        long gone,
        long hour,
        long day,
        Optional<Instant> hourRoom,
        Optional<Instant> dayRoom,
        List<String> unknown,
        boolean parked) {
    /** Of a board that was not read yet. */
    public static final Spending NONE =
            new Spending(Ceilings.NONE, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty(), List.of(), false);

    public Spending {
        unknown = List.copyOf(unknown);
    }

    static Spending of(Board board, long now) {
        Outlay outlay = Outlay.of(board, now);
        List<BoardRow> rows = board.rows(now).toList();
        Ceilings ceilings = board.limits(now).map(AccountLimits::ceilings).orElse(Ceilings.NONE);
        long gone = Outlay.promisedByGone(board, now);
        Outlay told = new Outlay(outlay.running(), gone, outlay.hour(), outlay.day(), outlay.unknown());
        boolean parked = ceilings.any()
                && rows.stream()
                        .map(row -> row.report().purse())
                        .anyMatch(purse -> purse.wanted() > 0
                                && (!outlay.unknown().isEmpty() || purse.step() > told.left(ceilings)));
        long next = rows.stream()
                .mapToLong(row -> row.report().purse().step())
                .filter(step -> step > 0)
                .min()
                .orElse(1);
        List<Spent> spent = Outlay.spent(board, now);
        return new Spending(
                ceilings,
                outlay.running(),
                outlay.leased(),
                ceilings.any() ? gone : 0,
                outlay.hour(),
                outlay.day(),
                room(ceilings.hour(), outlay.running() + outlay.hour(), next, spent, Spent::leavesHour),
                room(ceilings.day(), outlay.running() + outlay.day(), next, spent, Spent::leavesDay),
                ceilings.any() ? outlay.unknown() : List.of(),
                parked);
    }

    private static Optional<Instant> room(
            OptionalLong ceiling, long counts, long next, List<Spent> spent, Function<Spent, Optional<Leaving>> of) {
        return ceiling.isEmpty()
                ? Optional.empty()
                : Leaving.room(
                        ceiling.getAsLong(),
                        counts,
                        next,
                        spent.stream().map(of).flatMap(Optional::stream));
    }

    /** What counts against the hour's ceiling. */
    public long lastHour() {
        return running + hour;
    }

    /** What counts against the day's ceiling. */
    public long lastDay() {
        return running + day;
    }

    /** What may still be spent of a ceiling; empty where there is none. */
    public static OptionalLong left(OptionalLong ceiling, long spent) {
        return ceiling.isPresent() ? OptionalLong.of(Math.max(0, ceiling.getAsLong() - spent)) : ceiling;
    }
}
