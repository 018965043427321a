package dev.takeone.provider.quota;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The one gate in front of the provider. It is held when the provider, the network or the account cannot be used, lets one
 * call probe when the pause is over, and opens when that call is answered. Beside it there is no other circuit breaker.
 *
 * <p>An account that is at fault for a POST holds submissions only, since running tasks go on; what is not the account's
 * limit (503) holds the submissions of its model; everything else holds all calls. Evidence about one job is no evidence
 * about the provider: what is counted is what different jobs have met. Owned by one thread; reads no clock.
 */
public final class Gate {
    /** Jobs in a row without a readable answer that mean more than a hiccup. */
    private static final int FAILURES_IN_A_ROW = 5;

    /** However long a POST is told to wait: what runs already is asked for after this. */
    private static final Duration LONGEST_FOR_CHECKS = Duration.ofSeconds(60);

    /** Status checks that probe in vain before a POST has its turn. */
    private static final int PROBES_OF_CHECKS = 2;

    /** How long the probe is left to a POST that could go. */
    private static final Duration FOR_A_POST = Duration.ofSeconds(1);

    /** More models than a catalogue has; those beyond are held with all others. */
    private static final int MAX_MODELS = 64;

    private final Barrier everything = new Barrier(EnumSet.allOf(Lane.class), Optional.empty());
    private final Barrier submissions = new Barrier(Set.of(Lane.SUBMISSION), Optional.empty());
    private final Map<String, Barrier> models = new TreeMap<>();
    private final HeldTimes accountHeld = new HeldTimes();
    private int failures;
    private int checksProbed;

    /** Whether such a call may go now. */
    public boolean mayPass(Call call, Instant now) {
        return everything.mayPass(now)
                && (call.lane() == Lane.CHECK
                        || (submissions.mayPass(now)
                                && model(call.model())
                                        .map(barrier -> barrier.mayPass(now))
                                        .orElse(true)));
    }

    /** Whether the next call will be a probe: then it should be one for a job that is no suspect. */
    public boolean probes() {
        return everything.hold().isPresent();
    }

    /** Whether the next POST for this model will be a probe: of the account, of the model, or of everything. */
    public boolean probes(String model) {
        return probes()
                || submissions.hold().isPresent()
                || model(model).flatMap(Barrier::hold).isPresent();
    }

    /** Whether a status check should leave the next probe to a POST that could go: checks have probed in vain. */
    public boolean isPostsTurn(Instant now) {
        return checksProbed >= PROBES_OF_CHECKS
                && everything
                        .hold()
                        .filter(held -> now.isBefore(held.until().plus(FOR_A_POST)))
                        .isPresent();
    }

    /** Whether this call began as the gate stands now, so that its answer counts. */
    public boolean isCurrent(Pass pass) {
        return everything.isCurrent(pass.everything());
    }

    /**
     * A call that {@link #mayPass} allowed is started now. What becomes of it has to be told, with the pass returned, by
     * {@link #submitted} or {@link #checked}.
     */
    public Pass passed(Call call, Instant now) {
        checksProbed = probes() && call.lane() == Lane.CHECK ? checksProbed + 1 : 0;
        Turn all = everything.enter(now);
        return call.lane() == Lane.CHECK
                ? new Pass(call, all, Turn.FIRST, Turn.FIRST)
                : new Pass(
                        call,
                        all,
                        submissions.enter(now),
                        model(call.model()).map(barrier -> barrier.enter(now)).orElse(Turn.FIRST));
    }

    /** What became of a POST. */
    public void submitted(Pass pass, SubmitOutcome outcome, Instant now) {
        switch (outcome) {
            case SubmitOutcome.Accepted accepted -> works(pass);
            case SubmitOutcome.Rejected rejected -> works(pass);
            case SubmitOutcome.Throttled(Optional<Duration> after, ProviderError error) ->
                postThrottled(pass, after, error, now);
            case SubmitOutcome.Unavailable(Optional<Duration> after, ProviderError error) ->
                postThrottled(pass, after, error, now);
            case SubmitOutcome.NotSent notSent -> away(pass, notSent.error(), now);
            case SubmitOutcome.AccountHeld held -> submissionsHeld(pass, held.error(), now);
            case SubmitOutcome.Withheld withheld -> release(pass);
            case SubmitOutcome.InDoubt inDoubt -> broken(pass, inDoubt.error(), now);
            case SubmitOutcome.InProgress answered -> works(pass);
            case SubmitOutcome.Indeterminate answered -> works(pass);
            case SubmitOutcome.KeyReused answered -> works(pass);
        }
        noteAccount(now);
    }

    /** What became of a status check. */
    public void checked(Pass pass, StatusOutcome outcome, Instant now) {
        switch (outcome) {
            case StatusOutcome.Running running -> works(pass);
            case StatusOutcome.Completed completed -> works(pass);
            case StatusOutcome.NoOutput noOutput -> works(pass);
            case StatusOutcome.Failed failed -> works(pass);
            case StatusOutcome.Refused refused -> works(pass);
            case StatusOutcome.Cancelled cancelled -> works(pass);
            case StatusOutcome.NotFound notFound -> works(pass);
            case StatusOutcome.Unknown unknown -> works(pass);
            case StatusOutcome.Throttled(Optional<Duration> after, ProviderError error) ->
                checkThrottled(pass, after, error, now);
            case StatusOutcome.AccountHeld held -> checksHeld(pass, held.error(), now);
            case StatusOutcome.NotSent notSent -> away(pass, notSent.error(), now);
            case StatusOutcome.Unreadable unreadable -> broken(pass, unreadable.error(), now);
        }
        noteAccount(now);
    }

    /** Nothing is left to submit: what holds submissions ends with what it was about. */
    public void forgetSubmissions(Instant now) {
        submissions.drop();
        models.values().forEach(Barrier::drop);
        noteAccount(now);
    }

    /**
     * A model for which nothing is left to submit is held no more once its time is over: no call would come that opens it. Not
     * sooner, for a request that comes meanwhile has to keep the pause that the provider asked for.
     *
     * @param isWanted whether something is left to submit for a model; asked only of those whose time is over
     */
    public void forgetModelsUnless(Predicate<String> isWanted, Instant now) {
        models.forEach((name, barrier) -> {
            if (barrier.hold().isPresent() && barrier.mayPass(now) && !isWanted.test(name)) {
                barrier.drop();
            }
        });
    }

    /** Nothing is left to call for at all. */
    public void forgetAll(Instant now) {
        everything.drop();
        forgetSubmissions(now);
    }

    /** Every hold in force, that of all calls first; empty where the gate is open. */
    public List<Closure> holds() {
        if (models.isEmpty()
                && everything.hold().isEmpty()
                && submissions.hold().isEmpty()) {
            return List.of();
        }
        return Stream.concat(Stream.of(everything, submissions), models.values().stream())
                .flatMap(barrier -> barrier.hold().stream())
                .toList();
    }

    /** How long the account was held between two times. */
    public Duration accountHeldBetween(Instant from, Instant to) {
        return accountHeld.between(from, to);
    }

    /** Whether it is the account that is asked to slow down, whichever call was told so. */
    public static boolean isAccountsLimit(ProviderError error) {
        return error.httpStatus().filter(status -> status == 429).isPresent()
                || error.code().filter("429"::equals).isPresent();
    }

    private Optional<Barrier> model(String name) {
        return Optional.ofNullable(models.get(name));
    }

    private void works(Pass pass) {
        answered(pass);
        everything.open(pass.everything());
        if (pass.isSubmission()) {
            submissions.open(pass.submissions());
            model(pass.call().model()).ifPresent(barrier -> barrier.open(pass.model()));
        }
    }

    private void postThrottled(Pass pass, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        String name = pass.call().model();
        if (isAccountsLimit(error) || !hasPlace(name)) {
            limited(pass, retryAfter, error, now);
            return;
        }
        answered(pass);
        everything.open(pass.everything());
        submissions.release(pass.submissions());
        // Where it has none any more, a pass of before is as good as a new one: there is no hold that it could prolong.
        Turn turn = models.containsKey(name) ? pass.model() : Turn.FIRST;
        models.computeIfAbsent(name, any -> new Barrier(Set.of(Lane.SUBMISSION), Optional.of(name)))
                .close(turn, Closure.Cause.THROTTLED, retryAfter, error, now);
    }

    /** Whether a model can be held by itself; what is open again gives its place to what is not. */
    private boolean hasPlace(String name) {
        if (models.size() >= MAX_MODELS && !models.containsKey(name)) {
            models.values().removeIf(barrier -> barrier.hold().isEmpty());
        }
        return models.size() < MAX_MODELS || models.containsKey(name);
    }

    /** A long pause is one for submissions: what is paid for is asked for nevertheless. */
    private void limited(Pass pass, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        Optional<Duration> tooLong = retryAfter.filter(pause -> pause.compareTo(LONGEST_FOR_CHECKS) > 0);
        throttled(pass, retryAfter.map(Gate::forChecks), error, now);
        if (tooLong.isPresent()) {
            submissions.close(pass.submissions(), Closure.Cause.THROTTLED, tooLong, error, now);
        }
    }

    /** What is not the account's limit may be one task's own trouble: a word of one job about the provider counts as one. */
    private void checkThrottled(Pass pass, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        if (isAccountsLimit(error)) {
            throttled(pass, retryAfter, error, now);
        } else {
            failed(pass, Closure.Cause.THROTTLED, retryAfter.map(Gate::forChecks), error, now);
        }
    }

    private static Duration forChecks(Duration pause) {
        return pause.compareTo(LONGEST_FOR_CHECKS) > 0 ? LONGEST_FOR_CHECKS : pause;
    }

    private void throttled(Pass pass, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        answered(pass);
        everything.close(pass.everything(), Closure.Cause.THROTTLED, retryAfter, error, now);
        releaseSubmissions(pass);
    }

    /** A connection is nobody's own: one that fails is enough, whichever job it was for. */
    private void away(Pass pass, ProviderError error, Instant now) {
        everything.close(pass.everything(), Closure.Cause.PROVIDER_AWAY, Optional.empty(), error, now);
        releaseSubmissions(pass);
    }

    private void submissionsHeld(Pass pass, ProviderError error, Instant now) {
        answered(pass);
        if (everything.isHeldBy(Closure.Cause.ACCOUNT_HELD)) {
            allHeld(pass, error, now);
        } else {
            everything.open(pass.everything());
            submissions.close(pass.submissions(), Closure.Cause.ACCOUNT_HELD, Optional.empty(), error, now);
            model(pass.call().model()).ifPresent(barrier -> barrier.release(pass.model()));
        }
    }

    /** A task that is refused again, while others are not, is refused for its own sake. */
    private void checksHeld(Pass pass, ProviderError error, Instant now) {
        answered(pass);
        if (pass.call().suspect()) {
            everything.asBefore(pass.everything(), error, now);
        } else {
            allHeld(pass, error, now);
        }
    }

    private void allHeld(Pass pass, ProviderError error, Instant now) {
        answered(pass);
        everything.close(pass.everything(), Closure.Cause.ACCOUNT_HELD, Optional.empty(), error, now);
        releaseSubmissions(pass);
    }

    private void broken(Pass pass, ProviderError error, Instant now) {
        failed(pass, Closure.Cause.PROVIDER_AWAY, Optional.empty(), error, now);
    }

    /** One failed call is a hiccup; a probe that fails, or several jobs in a row, mean that it is not the jobs. */
    private void failed(
            Pass pass, Closure.Cause cause, Optional<Duration> retryAfter, ProviderError error, Instant now) {
        if (pass.isSubmission()) {
            submissions.again(pass.submissions(), error, now);
            model(pass.call().model()).ifPresent(barrier -> barrier.again(pass.model(), error, now));
        }
        if (pass.call().suspect()) {
            everything.asBefore(pass.everything(), error, now);
        } else if (everything.isCurrent(pass.everything())) {
            failures++;
            if (everything.hold().isPresent() || failures >= FAILURES_IN_A_ROW) {
                everything.close(pass.everything(), cause, retryAfter, error, now);
            }
        }
    }

    private void release(Pass pass) {
        everything.release(pass.everything());
        releaseSubmissions(pass);
    }

    private void releaseSubmissions(Pass pass) {
        if (pass.isSubmission()) {
            submissions.release(pass.submissions());
            model(pass.call().model()).ifPresent(barrier -> barrier.release(pass.model()));
        }
    }

    private void answered(Pass pass) {
        if (everything.isCurrent(pass.everything())) {
            failures = 0;
        }
    }

    private void noteAccount(Instant now) {
        accountHeld.set(
                everything.isHeldBy(Closure.Cause.ACCOUNT_HELD) || submissions.isHeldBy(Closure.Cause.ACCOUNT_HELD),
                now);
    }
}
