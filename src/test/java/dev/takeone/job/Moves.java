package dev.takeone.job;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.Rules.InDoubt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** States and inputs for the tests of this package, in a few words each. */
final class Moves {
    static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final FirstCheck FIRST_CHECK = new FirstCheck(Optional.empty(), Duration.ofSeconds(40));
    static final ProviderError ERROR = ProviderError.transport("connection reset");
    static final Rules REPLAY = rules(InDoubt.REPLAY);
    static final Rules FAIL = rules(InDoubt.FAIL);
    static final Video VIDEO = new Video("https://cdn.example/1.mp4", Optional.empty());

    private Moves() {}

    private static Rules rules(InDoubt inDoubt) {
        return new Rules(
                inDoubt, Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(2), Duration.ofMinutes(10));
    }

    static Accepted waiting() {
        return new Accepted(SampleJobs.full(), SampleJobs.BODY, 0, Optional.empty(), T0);
    }

    /** The first POST, started at {@link #T0}. */
    static Submitting posting() {
        return waiting().post(T0);
    }

    /** The first POST, started at {@link #T0} and cut ten seconds later. */
    static Submitting doubtful() {
        return (Submitting) new Decisions(REPLAY)
                .decide(posting(), answered(1, new SubmitOutcome.InDoubt(ERROR)), T0.plusSeconds(10))
                .next();
    }

    /** Tasks accepted at {@link #T0}, each due 40 s later. */
    static Submitted submitted(String... taskIds) {
        return posting().accepted(List.of(taskIds), false, T0, T0.plusSeconds(40));
    }

    static JobInput answered(int attempt, SubmitOutcome outcome) {
        return answered(attempt, outcome, Duration.ZERO);
    }

    /** The same, where this part of the time since the last refusal counts. */
    static JobInput answered(int attempt, SubmitOutcome outcome, Duration tried) {
        return new JobInput.Answered(attempt, outcome, tried, FIRST_CHECK, false);
    }

    /** The same, where others were accepted since the job was refused with a 403. */
    static JobInput answeredWhileOthersPass(int attempt, SubmitOutcome outcome) {
        return new JobInput.Answered(attempt, outcome, Duration.ZERO, FIRST_CHECK, true);
    }

    static JobInput receipt(String... taskIds) {
        return new JobInput.ReceiptFound(List.of(taskIds), false, FIRST_CHECK);
    }

    static JobInput checked(String taskId, StatusOutcome outcome) {
        return new JobInput.Checked(taskId, outcome, true, 0, PAUSE, Duration.ZERO);
    }

    static SubmitOutcome accept(String... taskIds) {
        return new SubmitOutcome.Accepted(List.of(taskIds), false, Optional.empty());
    }

    static SubmitOutcome throttle(Duration... after) {
        return new SubmitOutcome.Throttled(Arrays.stream(after).findFirst(), error(429));
    }

    /** 503, without a promise. */
    static SubmitOutcome unavailable(Duration... after) {
        return new SubmitOutcome.Unavailable(Arrays.stream(after).findFirst(), error(503));
    }

    static StatusOutcome running() {
        return new StatusOutcome.Running();
    }

    static StatusOutcome notFound() {
        return new StatusOutcome.NotFound(error(404));
    }

    static StatusOutcome unreadable() {
        return new StatusOutcome.Unreadable(ERROR);
    }

    /** The same word of a bad end in this state, told so often that it counts. */
    static Transition toldTwice(Decisions decisions, Submitted state, JobInput input, Instant now) {
        Transition once = decisions.decide(state, input, now);
        return decisions.decide((Submitted) once.next(), input, now.plus(Rules.TOLD_TWICE));
    }

    static StatusOutcome generationFailed(String... cost) {
        return new StatusOutcome.Failed(ERROR, cost(cost));
    }

    static StatusOutcome cancelled(String... cost) {
        return new StatusOutcome.Cancelled(ERROR, cost(cost));
    }

    static StatusOutcome noOutput(String... cost) {
        return new StatusOutcome.NoOutput(Optional.empty(), cost(cost), "{}");
    }

    static StatusOutcome filtered(String... cost) {
        return new StatusOutcome.NoOutput(Optional.of(ERROR), cost(cost), "{}");
    }

    private static Optional<BigDecimal> cost(String... cost) {
        return Arrays.stream(cost).findFirst().map(BigDecimal::new);
    }

    static StatusOutcome done(String cost, Duration generation, Video... videos) {
        return new StatusOutcome.Completed(List.of(videos), Optional.of(generation), Optional.of(new BigDecimal(cost)));
    }

    static StatusOutcome done() {
        return new StatusOutcome.Completed(List.of(VIDEO), Optional.empty(), Optional.empty());
    }

    static ProviderError error(int status) {
        return new ProviderError(
                Optional.of(status), Optional.of("" + status), Optional.of("word"), Optional.of("said"));
    }
}
