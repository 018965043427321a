package dev.takeone.account;

import dev.takeone.account.Report.Part;
import java.util.List;
import java.util.function.Predicate;

/**
 * The tasks that one worker has, or may have, at the provider. They outlive its leases and itself: a task counts until the
 * partition of its job is served by another worker, which then tells of it.
 *
 * <p>Of a worker that is silent, all that it was leased may be where nobody tells of it: what it has begun after its last word,
 * while others have ended, may be in any of its partitions, or in one that had just come to it. Whoever serves a partition
 * tells of what is there; and once the lease has passed, one that is stopped has what was told of it last. What is silent for
 * longer than tasks take has none, though the board may need its row for its dollars.
 *
 * @param own those of the partitions that it has, and those that it may have begun since it told of them
 * @param orphaned those of partitions that it has let go, and nobody serves yet
 */
record TaskCount(int own, int orphaned) {
    private static final Predicate<Part.State> SERVED = state -> state == Part.State.SERVING;
    private static final Predicate<Part.State> DECIDED = SERVED.or(state -> state == Part.State.STOPPED);

    static TaskCount of(Board board, Member member, long now) {
        if (member.silence(now).compareTo(Seat.FORGOTTEN) > 0) {
            return new TaskCount(0, 0);
        }
        int leased = member.tasks(now);
        return member.row().map(row -> of(board, member, row, leased, now)).orElse(new TaskCount(leased, 0));
    }

    private static TaskCount of(Board board, Member member, BoardRow row, int leased, long now) {
        List<Part> unserved = row.report().partitions().stream()
                .filter(part -> !board.isServedElsewhere(row, part, now))
                .toList();
        if (member.isThere(now)) {
            return new TaskCount(Math.max(row.report().tasks(), leased), sum(unserved, true));
        }
        boolean leaseRuns = member.silence(now).compareTo(Lease.LENGTH) < 0 && !row.left();
        int told = sum(unserved, false);
        if (!row.left() && !board.isEach(row.group(), leaseRuns ? SERVED : DECIDED, now)) {
            return new TaskCount(Math.max(told, leased), sum(unserved, true));
        }
        boolean owned = unserved.stream().anyMatch(part -> part.state() != Part.State.LEFT);
        // It may wake, and begin them in a partition that comes to it.
        int more = leaseRuns || owned ? Math.max(0, leased - row.report().tasks()) : 0;
        return new TaskCount((int) Math.min((long) told + more, Integer.MAX_VALUE), sum(unserved, true));
    }

    private static int sum(List<Part> parts, boolean left) {
        long sum = parts.stream()
                .filter(part -> (part.state() == Part.State.LEFT) == left)
                .mapToLong(Part::tasks)
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
