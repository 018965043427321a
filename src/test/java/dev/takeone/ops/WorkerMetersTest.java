package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SampleJobs;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.worker.WorkerObserver.TimedCall;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerMetersTest {
    private static final String MODEL = "veo3.1-fast-official";
    private static final Job JOB = SampleJobs.full();
    private static final Instant PUBLISHED = JOB.origin().publishedAt();
    private static final ProviderError TOO_MANY =
            new ProviderError(Optional.of(429), Optional.empty(), Optional.empty(), Optional.empty());
    private static final ProviderError AWAY =
            new ProviderError(Optional.of(503), Optional.empty(), Optional.empty(), Optional.empty());

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final WorkerMeters meters = new WorkerMeters(metrics, List.of(MODEL));

    static Stream<SubmitOutcome> submissions() {
        return Stream.of(
                new SubmitOutcome.Accepted(List.of("t"), false, Optional.empty()),
                new SubmitOutcome.Accepted(List.of("t"), true, Optional.empty()),
                new SubmitOutcome.Rejected(AWAY),
                new SubmitOutcome.Throttled(Optional.empty(), AWAY),
                new SubmitOutcome.Unavailable(Optional.empty(), AWAY),
                new SubmitOutcome.NotSent(AWAY),
                new SubmitOutcome.AccountHeld(AWAY),
                new SubmitOutcome.Withheld(),
                new SubmitOutcome.InDoubt(AWAY),
                new SubmitOutcome.KeyReused(AWAY));
    }

    static Stream<StatusOutcome> checks() {
        return Stream.of(
                new StatusOutcome.Running(),
                new StatusOutcome.Completed(List.of(), Optional.empty(), Optional.empty()),
                new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), "{}"),
                new StatusOutcome.Failed(AWAY, Optional.empty()),
                new StatusOutcome.Cancelled(AWAY, Optional.empty()),
                new StatusOutcome.Refused(AWAY),
                new StatusOutcome.NotFound(AWAY),
                new StatusOutcome.Unknown("odd"),
                new StatusOutcome.Throttled(Optional.empty(), AWAY),
                new StatusOutcome.AccountHeld(AWAY),
                new StatusOutcome.NotSent(AWAY),
                new StatusOutcome.Unreadable(AWAY));
    }

    @ParameterizedTest
    @MethodSource("submissions")
    void everyPostCountsUnderItsOutcomeOnly(SubmitOutcome outcome) {
        meters.posted(call(Duration.ofMillis(300)), 1, outcome);

        assertThat(counted("takeone.submissions", "outcome")).containsExactly(Outcomes.label(outcome));
        assertThat(total("takeone.submission.duration")).isEqualTo(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void everyCheckCountsUnderItsOutcomeOnly(StatusOutcome outcome) {
        meters.checked(call(Duration.ofMillis(40)), "task_1", outcome);

        assertThat(counted("takeone.checks", "outcome")).containsExactly(Outcomes.label(outcome));
        assertThat(total("takeone.check.duration")).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void everyOutcomeHasAWordOfItsOwnAndNoOtherWordIsShown() {
        assertThat(submissions().map(Outcomes::label)).containsExactlyInAnyOrderElementsOf(Outcomes.SUBMISSIONS);
        assertThat(checks().map(Outcomes::label)).containsExactlyInAnyOrderElementsOf(Outcomes.CHECKS);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonOfAFailureIsCountedFromZeroOn(FailureReason reason) {
        assertThat(metrics.get("takeone.transitions")
                        .tag("reason", reason.label())
                        .counter()
                        .count())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FAILED", "REFUSED"})
    void everyOtherReasonIsCountedFromZeroOn(Transition.Reason reason) {
        assertThat(metrics.get("takeone.transitions")
                        .tag("reason", reason.label())
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void onlyThe429sCountAsTooManyRequests() {
        meters.posted(call(Duration.ZERO), 1, new SubmitOutcome.Throttled(Optional.empty(), AWAY));
        meters.posted(call(Duration.ZERO), 2, new SubmitOutcome.Throttled(Optional.empty(), TOO_MANY));
        meters.checked(call(Duration.ZERO), "task_1", new StatusOutcome.Throttled(Optional.empty(), TOO_MANY));

        assertThat(metrics.get("takeone.provider.too.many.requests").counter().count())
                .isEqualTo(2);
    }

    @Test
    void theFirstPostEndsTheWaitOfTheRecord() {
        meters.posted(call(Duration.ofSeconds(1)), 1, new SubmitOutcome.NotSent(AWAY));
        meters.posted(call(Duration.ofSeconds(1)), 2, new SubmitOutcome.NotSent(AWAY));

        assertThat(metrics.get("takeone.submission.wait").timer().count()).isEqualTo(1);
        assertThat(total("takeone.submission.wait")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aSenderWhoseClockIsAheadWaitsForNoTime() {
        Instant before = PUBLISHED.minusSeconds(5);
        meters.posted(new TimedCall(JOB, before, before.plusSeconds(1)), 1, new SubmitOutcome.Withheld());

        assertThat(metrics.get("takeone.submission.wait").timer().count()).isEqualTo(1);
        assertThat(total("takeone.submission.wait")).isZero();
    }

    @Test
    void anEndingIsTimedFromItsAnswerAndFromItsRequest() {
        Instant answered = PUBLISHED.plusSeconds(100);
        meters.told(completed(Optional.empty(), answered), answered.plusMillis(20));

        assertThat(timer("takeone.event.delay", "event", "completed")).isEqualTo(Duration.ofMillis(20));
        assertThat(timer("takeone.request.duration", "event", "completed")).isEqualTo(Duration.ofMillis(100_020));
        assertThat(timer("takeone.generation.duration", "model", MODEL)).isEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void aSubmissionIsNoEnding() {
        Instant answered = PUBLISHED.plusSeconds(2);
        meters.told(new JobEvent.Submitted(JOB, List.of("t"), 1, false, answered), answered.plusMillis(5));

        assertThat(timer("takeone.event.delay", "event", "submitted")).isEqualTo(Duration.ofMillis(5));
        assertThat(metrics.get("takeone.request.duration").timers()).allMatch(timer -> timer.count() == 0);
    }

    @Test
    void whatTheProviderTookIsAddedUpByModel() {
        meters.told(completed(Optional.of(new BigDecimal("0.125")), PUBLISHED), PUBLISHED);
        meters.told(completed(Optional.of(new BigDecimal("0.25")), PUBLISHED), PUBLISHED);
        meters.told(completed(Optional.of(new BigDecimal("-1")), PUBLISHED), PUBLISHED);

        assertThat(metrics.get("takeone.cost").tag("model", MODEL).counter().count())
                .isEqualTo(0.375);
    }

    @Test
    void whatAnEndingWithoutAVideoCostIsAddedToo() {
        meters.told(failed(Optional.of(new BigDecimal("0.125"))), PUBLISHED);
        meters.told(failed(Optional.empty()), PUBLISHED);
        meters.told(completed(Optional.of(new BigDecimal("0.25")), PUBLISHED), PUBLISHED);

        assertThat(metrics.get("takeone.cost").tag("model", MODEL).counter().count())
                .isEqualTo(0.375);
    }

    /** Where unknown models pass through, a sender could make as many series as it likes. */
    @Test
    void aModelOutsideTheCatalogueHasNoLabelOfItsOwn() {
        WorkerMeters strict = new WorkerMeters(metrics, List.of());
        strict.told(completed(Optional.of(BigDecimal.ONE), PUBLISHED), PUBLISHED);

        assertThat(metrics.get("takeone.cost").tag("model", "other").counter().count())
                .isEqualTo(1);
    }

    @Test
    void aTaskIdThatNoJobClaimsIsCounted() {
        meters.unclaimed("a1", new SubmitOutcome.Rejected(AWAY));
        meters.unclaimed("a1", new SubmitOutcome.Accepted(List.of("t"), false, Optional.empty()));

        assertThat(metrics.get("takeone.submissions.unclaimed").counter().count())
                .isEqualTo(1);
    }

    private static TimedCall call(Duration took) {
        Instant begun = PUBLISHED.plusSeconds(7);
        return new TimedCall(JOB, begun, begun.plus(took));
    }

    @Test
    void whatIsSubmittedIsEstimatedAndWhatItCostIsComparedWithThat() {
        Job job = SampleJobs.priced();
        meters.told(new JobEvent.Submitted(job, List.of("t"), 1, false, PUBLISHED), PUBLISHED);
        meters.told(new JobEvent.Submitted(SampleJobs.full(), List.of("t"), 1, false, PUBLISHED), PUBLISHED);
        meters.told(done(job, Optional.of(new BigDecimal("0.4096"))), PUBLISHED);
        meters.told(done(job, Optional.of(BigDecimal.ZERO)), PUBLISHED);
        meters.told(done(job, Optional.empty()), PUBLISHED);
        meters.told(done(SampleJobs.full(), Optional.of(BigDecimal.ONE)), PUBLISHED);

        assertThat(metrics.get("takeone.cost.estimated")
                        .tag("model", MODEL)
                        .counter()
                        .count())
                .isEqualTo(0.512);
        assertThat(metrics.get("takeone.cost.ratio").tag("model", MODEL).summary())
                .satisfies(ratio -> assertThat(ratio.count()).isEqualTo(1))
                .satisfies(ratio -> assertThat(ratio.totalAmount()).isCloseTo(0.8, within(1e-9)));
    }

    private static JobEvent done(Job job, Optional<BigDecimal> cost) {
        return new JobEvent.Completed(
                job, new JobEvent.Result(List.of("t"), List.of(), Optional.empty(), cost, 3), PUBLISHED, PUBLISHED);
    }

    private static JobEvent completed(Optional<BigDecimal> cost, Instant at) {
        JobEvent.Result result =
                new JobEvent.Result(List.of("t"), List.of(), Optional.of(Duration.ofSeconds(80)), cost, 3);
        return new JobEvent.Completed(JOB, result, at, at);
    }

    private static JobEvent failed(Optional<BigDecimal> cost) {
        return new JobEvent.Failed(
                JOB,
                List.of("t"),
                new JobEvent.Failure(
                        FailureReason.NO_OUTPUT,
                        new Charge(FailureReason.Charged.YES, cost),
                        "No video.",
                        List.of(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                PUBLISHED);
    }

    private List<String> counted(String name, String label) {
        return metrics.get(name).counters().stream()
                .filter(counter -> counter.count() > 0)
                .map(Meter::getId)
                .map(id -> String.valueOf(id.getTag(label)))
                .toList();
    }

    private Duration total(String name) {
        return total(metrics.get(name).timer());
    }

    private Duration timer(String name, String label, String value) {
        return total(metrics.get(name).tag(label, value).timer());
    }

    private static Duration total(Timer timer) {
        return Duration.ofNanos((long) timer.totalTime(TimeUnit.NANOSECONDS));
    }
}
