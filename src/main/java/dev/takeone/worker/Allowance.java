package dev.takeone.worker;

import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.quota.Call;
import dev.takeone.provider.quota.Gate;
import dev.takeone.provider.quota.Lane;
import dev.takeone.provider.quota.Pass;
import dev.takeone.provider.quota.Place;
import dev.takeone.provider.quota.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Whether the provider may be called now: the gate, and what is leased to this worker, in one hand. */
final class Allowance {
    private final SteadyClock clock;
    private final Gate gate = new Gate();
    private final Quota quota = new Quota();
    private final Workload workload = new Workload();

    /** How long a call may take from its grant to its write. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(30);

    /** Checks that are later than this give way to few submissions: more are needed than was thought. */
    private static final Duration LATE = Duration.ofSeconds(5);

    /** The last one, whether it still runs or not; read on any thread. */
    private volatile Optional<Lease> leased = Optional.empty();

    /** The leave for one call: its pass through the gate, its place in the quota, and when it was granted. */
    record Leave(Pass pass, Place place, Moment granted) {}

    Allowance(SteadyClock clock) {
        this.clock = clock;
    }

    /** This worker may use this from now on. */
    void leased(Lease lease) {
        leased = Optional.of(lease);
        renew();
    }

    /** What it may use now. */
    Optional<Lease> lease() {
        return leased.filter(last -> last.runs(clock.moment()));
    }

    /** The last lease, whether it still runs or not. */
    Optional<Lease> lastLease() {
        return leased;
    }

    private void renew() {
        quota.lease(leased.map(last -> last.calls(clock.moment())).orElse(0.0), clock.now());
    }

    /** Whether a call that was granted then may still be written; asked on any thread. */
    boolean mayWrite(Leave leave) {
        return lease().isPresent() && !isTooLate(leave);
    }

    /** Whether a call that was granted then may be written no more. */
    boolean isTooLate(Leave leave) {
        return hasWaited(leave, WRITTEN_WITHIN);
    }

    /** Whether it is so long ago that a call was granted. */
    boolean hasWaited(Leave leave, Duration time) {
        return clock.moment().since(leave.granted()).compareTo(time) >= 0;
    }

    /**
     * Whether one more task may be begun.
     *
     * @param tasks how many count as this worker's under a lease; asked where that has a limit
     */
    boolean mayBegin(ToIntFunction<Lease> tasks) {
        return lease().filter(each -> each.tasks().isEmpty()
                        || tasks.applyAsInt(each) < each.tasks().getAsInt())
                .isPresent();
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
        renew();
        Instant now = clock.now();
        return gate.mayPass(call, now)
                ? quota.trySubmit(now, partOfSubmissions(running, now))
                        .map(place -> new Leave(gate.passed(call, now), place, clock.moment()))
                : Optional.empty();
    }

    private double partOfSubmissions(int running, Instant now) {
        return Math.min(leasedPart(), workload.forSubmissions(running, quota.available(now), leasedPart() < 1));
    }

    /** Beside other lanes checks give way to little: to more than may go they would in vain. */
    private double keptForSubmissions(Duration late) {
        return leasedPart() < 1 || late.compareTo(LATE) > 0 ? Workload.LEAST : workload.keptForSubmissions();
    }

    private double leasedPart() {
        return leased.map(Lease::partOfSubmissions).orElse(1.0);
    }

    /**
     * Leave for one status check, to be brought back by {@link #checked}.
     *
     * @param late for how long it has been due
     */
    Optional<Leave> check(Call call, boolean submissionsWaiting, Duration late) {
        renew();
        Instant now = clock.now();
        return gate.mayPass(call, now) && !(submissionsWaiting && gate.isPostsTurn(now))
                ? quota.tryCheck(now, submissionsWaiting ? keptForSubmissions(late) : 0)
                        .map(place -> new Leave(gate.passed(call, now), place, clock.moment()))
                : Optional.empty();
    }

    /** Whether the next call is to find out if the provider can be used again. */
    boolean probes() {
        return gate.probes();
    }

    /** The same of the next POST for this model. */
    boolean probes(String model) {
        return gate.probes(model);
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
        switch (outcome) {
            case StatusOutcome.NotSent _unwritten -> quota.release(leave.place());
            case StatusOutcome.Throttled throttled -> throttled(leave, throttled.error());
            case StatusOutcome.Running _answer -> written(leave);
            case StatusOutcome.Completed _answer -> written(leave);
            case StatusOutcome.NoOutput _answer -> written(leave);
            case StatusOutcome.Failed _answer -> written(leave);
            case StatusOutcome.Cancelled _answer -> written(leave);
            case StatusOutcome.Refused _answer -> written(leave);
            case StatusOutcome.NotFound _answer -> written(leave);
            case StatusOutcome.Unknown _answer -> written(leave);
            case StatusOutcome.AccountHeld _answer -> written(leave);
            case StatusOutcome.Unreadable _perhaps -> written(leave);
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

    /** The same of each model by itself, as far as others have something to submit. */
    void onlyToSubmitFor(Predicate<String> isWanted) {
        gate.forgetModelsUnless(isWanted, clock.now());
    }

    /** The same where nothing is left to ask for either. */
    void nothingToCall() {
        gate.forgetAll(clock.now());
    }

    /** A task has ended after so many checks. */
    void ended(int polls) {
        workload.ended(polls);
    }

    /**
     * This worker's calls a minute, of both kinds, as far as can be planned: what it was leased last, or an even part of the
     * account where that is more, since checks are dealt to whoever needs them. Of a 429 nothing is left in a minute, and what
     * is planned by it would wait for longer than that.
     */
    double callsPerMinute() {
        return leased.map(last -> Math.max(last.calls(), last.fair())).orElse(0.0);
    }

    /** The part of this worker's calls that the last minute has used, 0 to 1. */
    double use() {
        Instant now = clock.now();
        double available = quota.available(now);
        return available > 0 ? Math.min(1, quota.used(now) / available) : 1;
    }

    /** How many calls of a kind it makes a minute, as of late. */
    double lately(Lane lane) {
        return quota.lately(lane, clock.now());
    }

    /** For how long the account was held since then, by the {@link SteadyClock}. */
    Duration accountHeldSince(Instant then) {
        Instant now = clock.now();
        return then.isBefore(now) ? gate.accountHeldBetween(then, now) : Duration.ZERO;
    }

    /** For those who watch. */
    WorkerStatus.Calls calls() {
        renew();
        Instant now = clock.now();
        return new WorkerStatus.Calls(
                quota.available(now),
                quota.used(now),
                gate.holds().stream().map(hold -> hold.by(clock::timeOfDay)).toList());
    }
}
