package dev.takeone.account;

import dev.takeone.account.Report.Part;
import java.util.List;

/**
 * The tasks that one worker has, or may have, at the provider. They outlive its leases and itself: a task counts until the
 * partition of its job is served by another worker, which then tells of it.
 *
 * @param own those of the partitions that it has, and those that it may have begun since it told of them
 * @param orphaned those of partitions that it has let go, and nobody serves yet
 */
record TaskCount(int own, int orphaned) {

    static TaskCount of(Board board, Member member, long now) {
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
        boolean owned = unserved.stream().anyMatch(part -> part.state() != Part.State.LEFT);
        // What it has begun after its last word is told of by whoever serves its partitions.
        int begun = leaseRuns || owned ? Math.max(0, leased - row.report().tasks()) : 0;
        return new TaskCount(sum(unserved, false) + begun, sum(unserved, true));
    }

    private static int sum(List<Part> parts, boolean left) {
        return parts.stream()
                .filter(part -> (part.state() == Part.State.LEFT) == left)
                .mapToInt(Part::tasks)
                .sum();
    }
}
