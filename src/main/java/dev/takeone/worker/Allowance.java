package dev.takeone.worker;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Call;
import dev.takeone.provider.Gate;
import dev.takeone.provider.Pass;
import dev.takeone.provider.Place;
import dev.takeone.provider.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether the provider may be called now: the gate, the quota and the account's tasks in one hand. */
final class Allowance {
    private final SteadyClock clock;
    private final TaskSlots slots;
    private final Gate gate = new Gate();
    private final Quota quota;
    private final Workload workload = new Workload();

    /** The leave for one call: its pass through the gate, and its place in the quota. */
    record Leave(Pass pass, Place place) {}

    Allowance(WorkerSettings settings, SteadyClock clock) {
        this.clock = clock;
        this.slots = new TaskSlots(settings.maxTasks());
        this.quota = new Quota(settings.callsPerMinute(), clock::timeOfDay);
    }

    /** This replica owns these of all partitions. One that owns none has nothing to hold. */
    void owns(Set<Integer> partitions, int allPartitions) {
        slots.of(allPartitions);
        quota.owns(partitions, allPartitions, clock.now());
    }

    /** Whether a POST for this model may be granted, as far as the gate is concerned. */
    boolean maySubmit(String model) {
        return gate.mayPass(Call.post(model, false), clock.now());
    }

    /**
     * Leave for one POST, to be brought back by {@link #submitted}.
     *
     * @param running tasks in flight
     */
    Optional<Leave> post(Call call, int running) {
        Instant now = clock.now();
        return gate.mayPass(call, now)
                ? quota.trySubmit(now, workload.forSubmissions(running, quota.available(now)))
                        .map(place -> new Leave(gate.passed(call, now), place))
                : Optional.empty();
    }

    /** Leave for one status check, to be brought back by {@link #checked}. */
    Optional<Leave> check(Call call, boolean submissionsWaiting) {
        Instant now = clock.now();
        return gate.mayPass(call, now) && !(submissionsWaiting && gate.isPostsTurn(now))
                ? quota.tryCheck(now, submissionsWaiting).map(place -> new Leave(gate.passed(call, now), place))
                : Optional.empty();
    }

    /** Whether the next call is to find out if the provider can be used again. */
    boolean probes() {
        return gate.probes();
    }

    /** The call is being written, or was a moment ago. */
    void written(Leave leave) {
        quota.written(leave.place(), clock.now());
    }

    void submitted(Leave leave, SubmitOutcome outcome) {
        switch (outcome) {
            case SubmitOutcome.Withheld _unwritten -> quota.release(leave.place());
            case SubmitOutcome.NotSent _unwritten -> quota.release(leave.place());
            case SubmitOutcome.Throttled throttled -> throttled(leave, throttled.error());
            case SubmitOutcome.Accepted _answer -> written(leave);
            case SubmitOutcome.Rejected _answer -> written(leave);
            case SubmitOutcome.AccountHeld _answer -> written(leave);
            case SubmitOutcome.Unavailable _answer -> written(leave);
            case SubmitOutcome.Doubtful _perhaps -> written(leave);
        }
        gate.submitted(leave.pass(), outcome, clock.now());
    }

    void checked(Leave leave, StatusOutcome outcome) {
        written(leave);
        if (outcome instanceof StatusOutcome.Throttled throttled) {
            throttled(leave, throttled.error());
        }
        gate.checked(leave.pass(), outcome, clock.now());
    }

    /** Once for all the calls that were open together. */
    private void throttled(Leave leave, ProviderError error) {
        written(leave);
        if (gate.isCurrent(leave.pass()) && Gate.isAccountsLimit(error)) {
            quota.throttled(clock.now());
        }
    }

    /** A hold ends with what it was about. */
    void nothingToSubmit() {
        gate.forgetSubmissions(clock.now());
    }

    /** The same where nothing is left to ask for either. */
    void nothingToCall() {
        gate.forgetAll(clock.now());
    }

    /** A task has ended after so many checks. */
    void ended(int polls) {
        workload.ended(polls);
    }

    /** The tasks that a partition may have at the provider now. */
    int taskSlots(int partition) {
        return slots.at(partition, clock.timeOfDay(clock.now()));
    }

    /** This replica's calls a minute, of both kinds. */
    double callsPerMinute() {
        return quota.available(clock.now());
    }

    /** The part of this replica's calls that the last minute has used, 0 to 1. */
    double use() {
        Instant now = clock.now();
        double available = quota.available(now);
        return available > 0 ? Math.min(1, quota.used(now) / available) : 1;
    }

    /** For how long the account was held since then, by the {@link SteadyClock}. */
    Duration accountHeldSince(Instant then) {
        Instant now = clock.now();
        return then.isBefore(now) ? gate.accountHeldBetween(then, now) : Duration.ZERO;
    }

    /** For those who watch. */
    WorkerStatus.Calls calls() {
        Instant now = clock.now();
        return new WorkerStatus.Calls(
                quota.available(now),
                quota.used(now),
                gate.holds().stream().map(hold -> hold.by(clock::timeOfDay)).toList());
    }
}
