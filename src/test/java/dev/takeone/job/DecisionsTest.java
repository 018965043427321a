package dev.takeone.job;

import static dev.takeone.job.Moves.ERROR;
import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.accept;
import static dev.takeone.job.Moves.answered;
import static dev.takeone.job.Moves.checked;
import static dev.takeone.job.Moves.done;
import static dev.takeone.job.Moves.doubtful;
import static dev.takeone.job.Moves.posting;
import static dev.takeone.job.Moves.receipt;
import static dev.takeone.job.Moves.running;
import static dev.takeone.job.Moves.submitted;
import static dev.takeone.job.Moves.throttle;
import static dev.takeone.job.Moves.toldTwice;
import static dev.takeone.job.Moves.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Completed;
import dev.takeone.job.JobState.Failed;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.Transition.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and every input: which state follows, why, and what is written, told and done. */
class DecisionsTest {
    private static final Instant NOW = T0.plusSeconds(60);
    private static final JobInput TOO_EXPENSIVE = new JobInput.TooExpensive(new BigDecimal("0.10"));

    private final Decisions decisions = new Decisions(REPLAY);

    static Stream<Arguments> legal() {
        JobInput resumed = new JobInput.Resumed();
        JobInput granted = new JobInput.Granted();
        return Stream.of(
                row(waiting(), granted, Submitting.class, Reason.POSTING, "row, post"),
                row(waiting(), resumed, Accepted.class, Reason.RESUMED, ""),
                row(waiting(), TOO_EXPENSIVE, Failed.class, Reason.FAILED, "row, event"),
                row(posting(), resumed, Submitting.class, Reason.RESUMED, ""),
                row(posting(), new JobInput.Settled(), Submitting.class, Reason.IN_DOUBT, ""),
                row(posting(), answered(1, accept("t")), Submitted.class, Reason.SUBMITTED, "row, event"),
                row(posting(), answered(1, rejected()), Failed.class, Reason.FAILED, "row, event"),
                row(posting(), answered(1, throttle()), Accepted.class, Reason.NOT_ACCEPTED, "row"),
                row(posting(), answered(1, notSent()), Accepted.class, Reason.NOT_ACCEPTED, "row"),
                row(posting(), answered(1, held()), Accepted.class, Reason.ACCOUNT_HELD, "row"),
                row(posting(), answered(1, withheld()), Accepted.class, Reason.WITHHELD, "row"),
                row(posting(), answered(1, inDoubt()), Submitting.class, Reason.IN_DOUBT, "row"),
                row(doubtful(), granted, Submitting.class, Reason.REPLAYING, "row, post"),
                row(doubtful(), resumed, Submitting.class, Reason.RESUMED, ""),
                row(doubtful(), answered(1, accept("t")), Submitted.class, Reason.SUBMITTED, "row, event"),
                row(doubtful(), answered(1, rejected()), Submitting.class, Reason.IN_DOUBT, "row"),
                row(doubtful(), answered(1, throttle()), Submitting.class, Reason.IN_DOUBT, "row"),
                row(doubtful(), answered(1, notSent()), Submitting.class, Reason.IN_DOUBT, "row"),
                row(doubtful(), answered(1, held()), Submitting.class, Reason.IN_DOUBT, "row"),
                row(doubtful(), answered(1, withheld()), Submitting.class, Reason.WITHHELD, "row"),
                row(doubtful(), answered(1, inDoubt()), Submitting.class, Reason.IN_DOUBT, "row"),
                row(waiting(), answered(1, accept("t")), Submitted.class, Reason.ADOPTED, "row, event"),
                row(waiting(), receipt("t"), Submitted.class, Reason.ADOPTED, "row, event"),
                row(posting(), receipt("t", "u"), Submitted.class, Reason.ADOPTED, "row, event"),
                row(doubtful(), receipt("t"), Submitted.class, Reason.ADOPTED, "row, event"),
                row(submitted("t"), receipt("other"), Submitted.class, Reason.DOUBLE_CHARGE_SUSPECTED, "row"),
                row(
                        submitted("t"),
                        answered(1, accept("other")),
                        Submitted.class,
                        Reason.DOUBLE_CHARGE_SUSPECTED,
                        "row"),
                row(submitted("t"), resumed, Submitted.class, Reason.RESUMED, ""),
                row(submitted("t"), checked("t", running()), Submitted.class, Reason.CHECKED, ""),
                row(submitted("t"), checked("t", done()), Completed.class, Reason.COMPLETED, "row, event"),
                row(submitted("t", "u"), checked("t", done()), Submitted.class, Reason.TASK_ENDED, "row"));
    }

    @ParameterizedTest
    @MethodSource("legal")
    void aMoveHasItsStateItsReasonAndItsConsequences(
            Live state, JobInput input, Class<? extends JobState> next, Reason reason, String consequences) {
        Transition move = decisions.decide(state, input, NOW);

        assertThat(move.next()).isInstanceOf(next);
        assertThat(move.reason()).isEqualTo(reason);
        assertThat(consequences(move)).isEqualTo(consequences);
    }

    static Stream<Arguments> unwaitedFor() {
        return Stream.of(
                Arguments.of(waiting(), new JobInput.Due()),
                Arguments.of(waiting(), answered(0, inDoubt())),
                Arguments.of(waiting(), checked("t", done())),
                Arguments.of(posting(), new JobInput.Due()),
                Arguments.of(posting(), TOO_EXPENSIVE),
                Arguments.of(posting(), new JobInput.Granted()),
                Arguments.of(posting(), checked("t", done())),
                Arguments.of(posting(), answered(0, rejected())),
                Arguments.of(posting(), answered(2, throttle())),
                Arguments.of(posting(), answered(0, inDoubt())),
                Arguments.of(doubtful(), new JobInput.Due()),
                Arguments.of(doubtful(), TOO_EXPENSIVE),
                Arguments.of(doubtful(), checked("t", done())),
                Arguments.of(doubtful(), answered(0, withheld())),
                Arguments.of(doubtful(), answered(0, held())),
                Arguments.of(submitted("t"), new JobInput.Due()),
                Arguments.of(submitted("t"), TOO_EXPENSIVE),
                Arguments.of(submitted("t"), new JobInput.Granted()),
                Arguments.of(submitted("t"), answered(1, accept("t"))),
                Arguments.of(submitted("t"), receipt("t")),
                Arguments.of(submitted("t"), answered(1, inDoubt())),
                Arguments.of(submitted("t"), checked("unknown", done())));
    }

    @ParameterizedTest
    @MethodSource("unwaitedFor")
    void anInputThatNobodyWaitsForChangesNothing(Live state, JobInput input) {
        Transition move = decisions.decide(state, input, NOW);

        assertThat(move).isEqualTo(new Transition(state, Reason.IGNORED, false, List.of(), List.of()));
    }

    @Test
    void theMessageOfALongViolationIsCut() {
        Violation longest = new Violation("x".repeat(499) + "\uD83D\uDE00", "unknown_field", "y".repeat(500));
        JobEvent.Failure failure = new JobEvent.Failure(
                FailureReason.INVALID_REQUEST,
                Charge.of(FailureReason.INVALID_REQUEST),
                longest.field() + ": " + longest.message(),
                List.of(longest),
                0,
                Optional.empty(),
                Optional.empty());

        assertThat(failure.message()).as("not in the middle of a character").hasSize(499);
    }

    @Test
    void aTaskThatIsOverHearsNothingMore() {
        Live oneOver = (Live)
                decisions.decide(submitted("t", "u"), checked("t", done()), NOW).next();

        assertThat(decisions.decide(oneOver, checked("t", running()), NOW).reason())
                .isEqualTo(Reason.IGNORED);
    }

    @Test
    void aValidRequestOpensAJobThatIsDueAtOnce() {
        Transition move = decisions.open(SampleJobs.full(), SampleJobs.BODY, T0);

        assertThat(move).isEqualTo(new Transition(waiting(), Reason.ACCEPTED, true, List.of(), List.of()));
    }

    @Test
    void anInvalidRequestEndsAsItBegins() {
        List<Violation> violations = List.of(new Violation("prompt", "required", "Must be there."));

        Transition move = decisions.refuse(SampleJobs.full(), violations, 0, T0);

        assertThat(move.reason()).isEqualTo(Reason.REFUSED);
        JobEvent.Failure failure = failure(move);
        assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_REQUEST);
        assertThat(failure.violations()).isEqualTo(violations);
        assertThat(failure.message()).isEqualTo("The request was not sent: prompt: Must be there.");
    }

    @Test
    void severalViolationsAreCountedWithThoseLeftOut() {
        Violation one = new Violation("prompt", "required", "Must be there.");

        JobEvent.Failure failure = failure(decisions.refuse(SampleJobs.full(), List.of(one, one), 3, T0));

        assertThat(failure.violationsOmitted()).isEqualTo(3);
        assertThat(failure.message()).endsWith("it has 5 violations.");
    }

    @Test
    void aConflictNamesTheIdentityThatItClashesWith() {
        Identity taken = SampleJobs.full().identity();

        JobEvent.Failure failure = failure(decisions.conflict(SampleJobs.bare(), taken, T0));

        assertThat(failure.reason()).isEqualTo(FailureReason.CONFLICTING_DUPLICATE);
        assertThat(failure.conflictsWith()).contains(taken);
    }

    @Test
    void aRequestInHandThatIsTooExpensiveEndsInTheWordsOfOneThatComes() {
        BigDecimal most = new BigDecimal("0.10");
        JobEvent.Failure inHand = failure(decisions.decide(waiting(), new JobInput.TooExpensive(most), NOW));

        assertThat(inHand).isEqualTo(failure(decisions.tooExpensive(SampleJobs.full(), most, NOW)));
        assertThat(inHand.reason()).isEqualTo(FailureReason.TOO_EXPENSIVE);
        assertThat(inHand.charge().charged()).isEqualTo(FailureReason.Charged.NO);
        assertThat(inHand.message()).endsWith("(takeone.spend.per-request, $0.10).");
    }

    static Stream<Transition> endings() {
        Decisions decisions = new Decisions(REPLAY);
        return Stream.of(
                decisions.refuse(SampleJobs.full(), List.of(new Violation("f", "c", "m")), 0, NOW),
                decisions.conflict(SampleJobs.full(), SampleJobs.bare().identity(), NOW),
                decisions.decide(posting(), answered(1, rejected()), NOW),
                decisions.decide(waiting(), TOO_EXPENSIVE, NOW),
                new Decisions(Moves.FAIL).decide(posting(), answered(1, inDoubt()), NOW),
                decisions.decide(submitted("t"), checked("t", done()), NOW),
                toldTwice(
                        decisions,
                        submitted("t"),
                        checked("t", Moves.generationFailed()),
                        NOW.minus(Rules.TOLD_TWICE)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void anEndingIsWrittenAndToldOnceAndKeepsNothingOfTheSenders(Transition move) {
        Job full = SampleJobs.full();

        assertThat(consequences(move)).isEqualTo("row, event");
        assertThat(move.events().getFirst().job()).isEqualTo(full);
        assertThat(move.next().job())
                .isEqualTo(new Job(
                        full.id(),
                        full.identity(),
                        full.origin(),
                        Optional.empty(),
                        full.contentHash(),
                        full.model(),
                        full.profile(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(((JobState.Ended) move.next()).endedAt()).isEqualTo(NOW);
    }

    private static JobEvent.Failure failure(Transition move) {
        return ((JobEvent.Failed) move.events().getFirst()).failure();
    }

    private static String consequences(Transition move) {
        Stream<String> row = move.recorded() ? Stream.of("row") : Stream.of();
        Stream<String> events = move.events().stream().map(_event -> "event");
        Stream<String> effects = move.effects().stream().map(_effect -> "post");
        return String.join(
                ", ", Stream.of(row, events, effects).flatMap(each -> each).toList());
    }

    private static Arguments row(
            Live state, JobInput input, Class<? extends JobState> next, Reason reason, String consequences) {
        return Arguments.of(state, input, next, reason, consequences);
    }

    private static SubmitOutcome rejected() {
        return new SubmitOutcome.Rejected(ERROR);
    }

    private static SubmitOutcome notSent() {
        return new SubmitOutcome.NotSent(ERROR);
    }

    private static SubmitOutcome held() {
        return new SubmitOutcome.AccountHeld(ERROR);
    }

    private static SubmitOutcome withheld() {
        return new SubmitOutcome.Withheld();
    }

    private static SubmitOutcome inDoubt() {
        return new SubmitOutcome.InDoubt(ERROR);
    }
}
