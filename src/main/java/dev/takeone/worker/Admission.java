package dev.takeone.worker;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import java.time.Instant;
import java.util.Optional;

/** Whose turn it is to be paid for, and whether this worker has the task and the dollars for it; changes nothing. */
final class Admission {
    private final JobTable table;
    private final Allowance allowance;
    private final Obeyed obeyed;
    private final HeldTasks tasks;
    private final Wallet wallet;

    Admission(JobTable table, Allowance allowance, Obeyed obeyed, HeldTasks tasks, Wallet wallet) {
        this.table = table;
        this.allowance = allowance;
        this.obeyed = obeyed;
        this.tasks = tasks;
        this.wallet = wallet;
    }

    /**
     * Who goes first: a replay, since money may be spent on it already; which is also why no order holds it. Where one call is
     * to find out whether the provider can be used again, it is each in turn, lest a request that is refused for its own sake
     * be the only one that is ever tried.
     *
     * @return nobody where the journal takes nothing of this partition: its POSTs would keep others' calls
     */
    Optional<LiveJob> next(Partition partition, Instant now) {
        if (partition.journalIsBehind) {
            return Optional.empty();
        }
        Optional<LiveJob> replay = partition.replays.peek(now, allowance::maySubmit);
        boolean othersTurn = partition.replayProbed
                && replay.filter(job -> allowance.probes(job.model())).isPresent();
        return othersTurn
                ? fresh(partition, now).filter(this::hasRoom).or(() -> replay)
                : replay.or(() -> fresh(partition, now));
    }

    private Optional<LiveJob> fresh(Partition partition, Instant now) {
        return partition.submissions.peek(now, model -> allowance.maySubmit(model) && !obeyed.holds(model));
    }

    /** Whether a task and the dollars for it are there: for what may be paid for already, they are. */
    boolean hasRoom(LiveJob job) {
        boolean hasOne = switch (job.state) {
            case Accepted waits -> waits.unclearSince().isPresent();
            case Submitting _posts -> true;
            case Submitted _runs -> true;
        };
        return hasOne || (mayBegin() && isPaidFor(job));
    }

    private boolean isPaidFor(LiveJob job) {
        return allowance.lease().filter(lease -> wallet.carries(job, lease)).isPresent();
    }

    /** Whether requests wait for dollars alone: what goes next, this worker may not pay for. */
    boolean isParked(Instant now) {
        return table.partitions().stream()
                .filter(Partition::serving)
                .flatMap(partition -> next(partition, now).stream())
                .anyMatch(job -> isUnpaid(job) && !isPaidFor(job));
    }

    /** Whether the job is not paid for yet, as far as anyone knows. */
    static boolean isUnpaid(LiveJob job) {
        return job.state instanceof Accepted waits && waits.unclearSince().isEmpty();
    }

    /** The dearest of the jobs that come next and are not paid for, in millionths of a dollar. */
    long step(Instant now) {
        return table.partitions().stream()
                .filter(Partition::serving)
                .flatMap(partition -> next(partition, now).stream())
                .filter(Admission::isUnpaid)
                .mapToLong(job -> table.prices().of(job).orElse(0))
                .max()
                .orElse(0);
    }

    private boolean mayBegin() {
        return allowance.mayBegin(lease -> tasks.under(lease, table.partitions()));
    }

    /** Whether one would go now, if there were a connection and quota for it. */
    boolean anyGoes(Instant now) {
        for (Partition partition : table.partitions()) {
            if (partition.serving()
                    && next(partition, now).filter(this::hasRoom).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Jobs that would be submitted now, as far as gate and orders are concerned. */
    int wanting(Instant now) {
        boolean any = table.partitions().stream()
                .anyMatch(
                        partition -> partition.serving() && next(partition, now).isPresent());
        return any ? table.counts().waiting() + table.counts().inDoubt() : 0;
    }
}
