package dev.takeone.job;

import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.checked;
import static dev.takeone.job.Moves.notFound;
import static dev.takeone.job.Moves.running;
import static dev.takeone.job.Moves.submitted;
import static dev.takeone.job.Moves.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.Transition.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a task may take: two hours here, longer by the time in which nobody could ask. */
class DeadlineTest {
    private static final Instant DUE = T0.plusSeconds(40);
    private static final Instant DEADLINE = T0.plus(REPLAY.deadline());

    /** An answer that cannot be read, while nobody's can. */
    private static final JobInput OUTAGE = outage("t");

    private final Decisions decisions = new Decisions(REPLAY);

    @Test
    void notDoneAtTheDeadlineMayGoOnAndLaterMayNot() {
        Submitted asked = askedAt(DEADLINE);

        assertThat(decisions.decide(asked, checked("t", running()), DEADLINE).reason())
                .isEqualTo(Reason.CHECKED);
        assertThat(failure(decisions.decide(
                        askedAt(DEADLINE.plusMillis(1)), checked("t", running()), DEADLINE.plusMillis(1))))
                .isEqualTo(FailureReason.DEADLINE_EXCEEDED);
    }

    @Test
    void anUnknownWordSaysNotDone() {
        Instant late = DEADLINE.plusSeconds(1);

        assertThat(failure(decisions.decide(askedAt(late), checked("t", new StatusOutcome.Unknown("")), late)))
                .isEqualTo(FailureReason.DEADLINE_EXCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"PT1H, false", "PT21H59M, false", "PT22H1M, true", "P30D, true"})
    void blindTimeExtendsTheDeadlineToAtMostADay(Duration blind, boolean over) {
        Submitted asked = askedAt(DEADLINE);
        Submitted blinded = pass(asked, OUTAGE, DEADLINE);

        Transition move = decisions.decide(blinded, checked("t", running()), DEADLINE.plus(blind));

        assertThat(move.reason()).isEqualTo(over ? Reason.FAILED : Reason.CHECKED);
    }

    @Test
    void blindTimeAddsUpOverSeveralOutages() {
        Submitted state = askedAt(T0.plus(Duration.ofHours(1)));
        state = pass(state, OUTAGE, state.dueAt());
        state = pass(state, running(), T0.plus(Duration.ofHours(2)));
        Instant secondOutage = state.dueAt();
        state = pass(state, OUTAGE, secondOutage);
        state = pass(state, running(), secondOutage.plus(Duration.ofHours(3)));

        assertThat(state.blind()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aSlowAnswerIsNotBlind() {
        Submitted state = pass(submitted("t"), slow("t", running(), Duration.ofSeconds(10)), DUE.plusSeconds(10));
        assertThat(state.blind()).isZero();

        state = pass(
                state,
                slow("t", unreadable(), Duration.ofSeconds(12)),
                state.dueAt().plusSeconds(12));
        assertThat(state.blind()).isZero();

        state = pass(
                state,
                slow("t", running(), Duration.ofSeconds(4)),
                state.dueAt().plusSeconds(9));
        assertThat(state.blind()).as("it was asked 5 s late").isEqualTo(Duration.ofSeconds(5));
    }

    /** No call takes so long: nobody was asked while the worker stood still. */
    @Test
    void timeInWhichAWorkerStandsStillWhileItAsksIsBlind() {
        Submitted state =
                pass(submitted("t"), slow("t", running(), Duration.ofHours(1)), DUE.plus(Duration.ofHours(1)));

        assertThat(state.blind()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void noTaskIsBlindForTheTimeThatItsSiblingsAnswersTake() {
        Submitted state = submitted("t", "u", "v", "w");
        Instant now = DUE;
        for (int answers = 0; answers < 100; answers++) {
            String next = state.nextTask().orElseThrow().id();
            now = (state.dueAt().isAfter(now) ? state.dueAt() : now).plusSeconds(1);
            state = pass(state, slow(next, running(), Duration.ofSeconds(1)), now);
        }

        assertThat(state.blind()).isZero();
    }

    @Test
    void anOutageCountsOnceForAllTasksOfAJob() {
        Instant end = DUE.plus(Duration.ofMinutes(30));
        Submitted state = pass(submitted("t", "u"), OUTAGE, DUE);
        state = pass(state, outage("u"), DUE);
        state = pass(state, checked("t", running()), end);
        state = pass(state, checked("u", running()), end);
        assertThat(state.blind()).isEqualTo(Duration.ofMinutes(30));

        Submitted ended = pass(submitted("t", "u"), checked("t", Moves.done()), end);
        assertThat(ended.blind()).as("also where one ends").isEqualTo(Duration.ofMinutes(30));
        assertThat(pass(ended, checked("u", running()), end).blind()).isEqualTo(Duration.ofMinutes(30));
    }

    /** Their due times differ: the one that waits longest has waited since before the other's were due. */
    @Test
    void anOutageCountsAsAWholeWhicheverTaskIsAnsweredFirst() {
        Instant end = DUE.plus(Duration.ofHours(1));
        Submitted state = pass(
                submitted("t", "u"),
                new JobInput.Checked("u", running(), true, 0, Duration.ofMinutes(5), Duration.ZERO),
                DUE);
        state = pass(state, OUTAGE, DUE);
        state = pass(state, checked("u", running()), end);

        assertThat(state.blind()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTaskThatIsNotFoundForAWhileIsNotHeardEither() {
        Submitted state = pass(submitted("t"), notFound(), DUE);

        assertThat(pass(state, running(), DUE.plusSeconds(70)).blind()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void anAnswerBeforeItsTimeIsNotBlind() {
        assertThat(pass(submitted("t"), running(), T0).blind()).isZero();
    }

    @Test
    void whileNobodyCanAskNoDeadlinePasses() {
        Instant late = T0.plus(Duration.ofDays(30));

        assertThat(decisions.decide(submitted("t"), OUTAGE, late).reason()).isEqualTo(Reason.CHECKED);
    }

    @Test
    void timeInWhichAChecksConnectionFailsIsBlindAndEndsNothingByItself() {
        Submitted asked = askedAt(DEADLINE);
        Transition move = decisions.decide(asked, checked("t", new StatusOutcome.NotSent(Moves.ERROR)), DEADLINE);
        assertThat(move.reason()).isEqualTo(Reason.CHECKED);

        Submitted blind = (Submitted) move.next();
        Instant inTime = DEADLINE.plus(Duration.ofHours(21));
        Instant late = DEADLINE.plus(Duration.ofHours(23));
        assertThat(decisions.decide(blind, checked("t", running()), inTime).reason())
                .isEqualTo(Reason.CHECKED);
        assertThat(failure(decisions.decide(blind, checked("t", running()), late)))
                .isEqualTo(FailureReason.DEADLINE_EXCEEDED);
    }

    @Test
    void aVideoAfterTheDeadlineIsStillAVideo() {
        Instant late = T0.plus(Duration.ofDays(30));

        assertThat(decisions
                        .decide(submitted("t"), checked("t", Moves.done()), late)
                        .reason())
                .isEqualTo(Reason.COMPLETED);
    }

    @Test
    void aTaskThatCannotBeReadWhileOthersCanEndsByItsDeadline() {
        Submitted state = submitted("t");
        Transition move = decisions.decide(state, checked("t", unreadable()), state.dueAt());
        while (move.next() instanceof Submitted next) {
            state = next;
            move = decisions.decide(state, checked("t", unreadable()), state.dueAt());
        }

        assertThat(failure(move)).isEqualTo(FailureReason.DEADLINE_EXCEEDED);
        assertThat(state.dueAt()).isBetween(DEADLINE, DEADLINE.plus(Moves.PAUSE));
    }

    @Test
    void fewAnswersThatCannotBeReadEndNothing() {
        Instant late = DEADLINE.plusSeconds(1);
        Submitted state = askedAt(late);
        for (int each = 1; each < Rules.UNREAD_ANSWERS; each++) {
            state = pass(state, unreadable(), state.dueAt());
        }

        assertThat(decisions
                        .decide(state, checked("t", Moves.done()), state.dueAt())
                        .reason())
                .isEqualTo(Reason.COMPLETED);
        assertThat(failure(decisions.decide(state, checked("t", unreadable()), state.dueAt())))
                .isEqualTo(FailureReason.DEADLINE_EXCEEDED);
    }

    @Test
    void aTaskThatCouldNotBeReadIsNotToldAsOneThatSaysNotDone() {
        StatusOutcome refused = new StatusOutcome.AccountHeld(Moves.error(403));
        Submitted state = askedAt(DEADLINE.plusSeconds(1));
        for (int each = 1; each < Rules.UNREAD_ANSWERS; each++) {
            state = pass(state, refused, state.dueAt());
        }

        JobEvent.Failure unread = told(decisions.decide(state, checked("t", refused), state.dueAt()));
        JobEvent.Failure running = told(decisions.decide(state, checked("t", running()), state.dueAt()));

        assertThat(unread.reason()).isEqualTo(FailureReason.DEADLINE_EXCEEDED);
        assertThat(unread.error()).contains(Moves.error(403));
        assertThat(unread.message()).contains("could not be read").doesNotContain("not done");
        assertThat(running.error()).isEmpty();
        assertThat(running.message()).contains("not done");
    }

    static Stream<StatusOutcome> silences() {
        return Stream.of(
                unreadable(),
                notFound(),
                new StatusOutcome.Refused(Moves.error(400)),
                new StatusOutcome.AccountHeld(Moves.error(403)),
                new StatusOutcome.Throttled(Optional.empty(), Moves.error(503)));
    }

    @ParameterizedTest
    @MethodSource("silences")
    void aVideoInHandWaitsOutAnOutageButNoLongerThanADay(StatusOutcome silence) {
        Submitted state = pass(submitted("t", "u"), checked("t", Moves.done()), DUE);
        for (int hour = 1; hour <= 24; hour++) {
            state = pass(state, silent("u", silence, Rules.UNREAD_ANSWERS), T0.plus(Duration.ofHours(hour)));
        }
        Instant late = T0.plus(Duration.ofHours(24)).plusMillis(1);

        assertThat(decisions.decide(state, checked("u", Moves.done()), late).reason())
                .isEqualTo(Reason.COMPLETED);
        Transition move = decisions.decide(state, silent("u", silence, Rules.UNREAD_ANSWERS), late);
        assertThat(((JobEvent.Completed) move.events().getFirst()).result().videos())
                .containsExactly(Moves.VIDEO);
    }

    @Test
    void whereOneTaskEndedWithoutAVideoTheOtherIsWaitedForNoLongerThanADayEither() {
        Submitted state = pass(submitted("t", "u"), checked("t", Moves.generationFailed()), DUE);
        state = pass(state, checked("t", Moves.generationFailed()), DUE.plusSeconds(10));
        state = pass(state, silent("u", unreadable(), Rules.UNREAD_ANSWERS), T0.plus(Duration.ofHours(24)));

        Instant late = T0.plus(Duration.ofHours(24)).plusMillis(1);
        assertThat(told(decisions.decide(state, silent("u", unreadable(), Rules.UNREAD_ANSWERS), late))
                        .reason())
                .isEqualTo(FailureReason.DEADLINE_EXCEEDED);
    }

    @Test
    void theFirstSilenceAfterADayInWhichNobodyAskedEndsNoTaskBesideAVideo() {
        Submitted state = pass(submitted("t", "u"), checked("t", Moves.done()), DUE);
        state = pass(state, silent("u", new StatusOutcome.NotSent(Moves.ERROR), 0), T0.plus(Duration.ofHours(25)));

        state = pass(state, silent("u", unreadable(), 1), T0.plus(Duration.ofHours(26)));

        assertThat(decisions
                        .decide(state, checked("u", Moves.done()), T0.plus(Duration.ofHours(27)))
                        .reason())
                .isEqualTo(Reason.COMPLETED);
    }

    /** The answers of an outage are nobody's: half an answer after them is as new as any. */
    @Test
    void theFirstHalfOfAnAnswerAfterAnOutageIsNotBelieved() {
        Submitted state = pass(submitted("t", "u"), checked("t", Moves.done()), DUE);
        for (int minute = 1; minute <= 10; minute++) {
            state = pass(state, silent("u", unreadable(), minute), DUE.plus(Duration.ofMinutes(minute)));
        }

        assertThat(decisions
                        .decide(
                                state,
                                checked(
                                        "u",
                                        new StatusOutcome.Completed(
                                                List.of(Moves.VIDEO), Optional.empty(), Optional.empty(), true)),
                                DUE.plus(Duration.ofMinutes(11)))
                        .reason())
                .isEqualTo(Reason.CHECKED);
    }

    @Test
    void theTimeInWhichNobodysAnswersCouldBeReadIsBlindAlsoForATaskThatIsReadNever() {
        Submitted state = pass(submitted("t"), unreadable(), DUE);
        Instant outage = state.dueAt();
        state = pass(state, OUTAGE, outage);
        state = pass(state, OUTAGE, outage.plus(Duration.ofHours(1)));
        state = pass(state, unreadable(), outage.plus(Duration.ofHours(3)));
        state = pass(state, unreadable(), state.dueAt());

        assertThat(state.blind()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void aTaskThatIsToldOneBadEndAfterTheOtherEndsByItsDeadline() {
        Submitted state = askedAt(DEADLINE.plusSeconds(1));
        state = pass(state, Moves.generationFailed(), state.dueAt());

        assertThat(failure(decisions.decide(state, checked("t", Moves.cancelled()), state.dueAt())))
                .isEqualTo(FailureReason.DEADLINE_EXCEEDED);
    }

    @Test
    void aDeadlineLongerThanADayHoldsAsItIs() {
        Rules patient =
                new Rules(Rules.InDoubt.REPLAY, Duration.ZERO, Duration.ZERO, Duration.ofDays(3), Duration.ZERO);

        assertThat(patient.pastDeadline(submitted("t"), T0.plus(Duration.ofDays(3))))
                .isFalse();
        assertThat(patient.pastDeadline(
                        submitted("t"), T0.plus(Duration.ofDays(3)).plusMillis(1)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-72, 72})
    void itMovesWithAClockThatIsSetAndWhenTheTaskWasSubmittedDoesNot(int hours) {
        Duration set = Duration.ofHours(hours);
        Submitted state = submitted("t").clockSet(set);

        assertThat(REPLAY.pastDeadline(state, DEADLINE.plus(set))).isFalse();
        assertThat(REPLAY.pastDeadline(state, DEADLINE.plus(set).plusMillis(1))).isTrue();
        assertThat(state.submittedAt()).isEqualTo(T0);
    }

    /** A task heard once, and due again at {@code next}. */
    private Submitted askedAt(Instant next) {
        JobInput input = new JobInput.Checked("t", running(), true, 0, Duration.between(DUE, next), Duration.ZERO);
        return (Submitted) decisions.decide(submitted("t"), input, DUE).next();
    }

    private static JobInput outage(String task) {
        return silent(task, unreadable(), 1);
    }

    private static JobInput silent(String task, StatusOutcome outcome, int silences) {
        return new JobInput.Checked(task, outcome, false, silences, Moves.PAUSE, Duration.ZERO);
    }

    private static JobInput slow(String task, StatusOutcome outcome, Duration took) {
        return new JobInput.Checked(task, outcome, true, 0, Moves.PAUSE, took);
    }

    private Submitted pass(Submitted state, JobInput input, Instant now) {
        return (Submitted) decisions.decide(state, input, now).next();
    }

    private Submitted pass(Submitted state, StatusOutcome outcome, Instant now) {
        return (Submitted) decisions.decide(state, checked("t", outcome), now).next();
    }

    private static FailureReason failure(Transition move) {
        return told(move).reason();
    }

    private static JobEvent.Failure told(Transition move) {
        return ((JobEvent.Failed) move.events().getFirst()).failure();
    }
}
