package dev.takeone.worker;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Gate;
import dev.takeone.provider.Lane;
import dev.takeone.provider.Pass;
import dev.takeone.provider.Portion;
import dev.takeone.provider.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether the provider may be called now: the gate, the quota and the account's tasks in one hand. */
final class Allowance {
    private final Optional<Integer> maxTasks;
    private final Gate gate = new Gate();
    private final Quota quota;
    private final Workload workload = new Workload();
    private int total = 1;

    Allowance(int callsPerMinute, Optional<Integer> maxTasks) {
        this.maxTasks = maxTasks;
        this.quota = new Quota(callsPerMinute);
    }

    /** This replica owns these of all partitions. */
    void owns(Set<Integer> partitions, int allPartitions, Instant now) {
        total = allPartitions;
        quota.owns(partitions, total, now);
    }

    /**
     * Leave for one POST, to be brought back by {@link #submitted}.
     *
     * @param running tasks in flight
     */
    Optional<Pass> post(Instant now, int running) {
        return gate.mayPass(Lane.SUBMISSION, now)
                        && quota.trySubmit(now, workload.forSubmissions(running, quota.available(now)))
                ? Optional.of(gate.passed(Lane.SUBMISSION, now))
                : Optional.empty();
    }

    /** Leave for one status check, to be brought back by {@link #checked}. */
    Optional<Pass> check(Instant now, boolean submissionsWaiting) {
        return gate.mayPass(Lane.CHECK, now)
                        && quota.tryCheck(now, submissionsWaiting && gate.mayPass(Lane.SUBMISSION, now))
                ? Optional.of(gate.passed(Lane.CHECK, now))
                : Optional.empty();
    }

    void submitted(Pass pass, SubmitOutcome outcome, Instant now) {
        if (outcome instanceof SubmitOutcome.Throttled) {
            throttled(pass, now);
        }
        gate.submitted(pass, outcome, now);
    }

    void checked(Pass pass, StatusOutcome outcome, Instant now) {
        if (outcome instanceof StatusOutcome.Throttled) {
            throttled(pass, now);
        }
        gate.checked(pass, outcome, now);
    }

    /** Once for all the calls that were open together. */
    private void throttled(Pass pass, Instant now) {
        if (gate.isCurrent(pass)) {
            quota.throttled(now);
        }
    }

    /** A task has ended after so many checks. */
    void ended(int polls) {
        workload.ended(polls);
    }

    /** The tasks that a partition may have at the provider. */
    int taskSlots(int partition) {
        return maxTasks.map(max -> Portion.of(max, partition, Math.max(total, partition + 1)))
                .orElse(Integer.MAX_VALUE);
    }

    /** This replica's calls a minute, of both kinds. */
    double callsPerMinute(Instant now) {
        return quota.available(now);
    }

    /** The part of this replica's calls that the last minute has used, 0 to 1. */
    double use(Instant now) {
        double available = quota.available(now);
        return available > 0 ? Math.min(1, quota.used(now) / available) : 1;
    }

    Duration accountHeldBetween(Instant from, Instant to) {
        return from.isBefore(to) ? gate.accountHeldBetween(from, to) : Duration.ZERO;
    }

    /** For those who watch. */
    WorkerStatus.Calls calls(Instant now) {
        return new WorkerStatus.Calls(quota.available(now), quota.used(now), gate.holds());
    }
}
