package dev.takeone.job;

import static dev.takeone.job.Moves.ERROR;
import static dev.takeone.job.Moves.PAUSE;
import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.VIDEO;
import static dev.takeone.job.Moves.cancelled;
import static dev.takeone.job.Moves.checked;
import static dev.takeone.job.Moves.done;
import static dev.takeone.job.Moves.error;
import static dev.takeone.job.Moves.filtered;
import static dev.takeone.job.Moves.generationFailed;
import static dev.takeone.job.Moves.noOutput;
import static dev.takeone.job.Moves.notFound;
import static dev.takeone.job.Moves.running;
import static dev.takeone.job.Moves.submitted;
import static dev.takeone.job.Moves.toldTwice;
import static dev.takeone.job.Moves.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.Transition.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The status checks of a job that is paid for. Tasks are due 40 s after {@link Moves#T0}. */
class StatusTest {
    private static final Instant DUE = T0.plusSeconds(40);
    private static final Video OTHER = new Video("https://cdn.example/2.mp4", Optional.of(DUE));

    private final Decisions decisions = new Decisions(REPLAY);

    static Stream<Arguments> waitingAnswers() {
        return Stream.of(
                Arguments.of(running(), 10, 0),
                Arguments.of(new StatusOutcome.Running(), 10, 0),
                Arguments.of(new StatusOutcome.Unknown("dreaming"), 10, 0),
                Arguments.of(notFound(), 10, 1),
                Arguments.of(unreadable(), 10, 0),
                Arguments.of(new StatusOutcome.NotSent(ERROR), 10, 0),
                Arguments.of(new StatusOutcome.AccountHeld(error(402)), 10, 0),
                Arguments.of(new StatusOutcome.Throttled(Optional.empty(), error(429)), 10, 0),
                Arguments.of(new StatusOutcome.Throttled(Optional.of(Duration.ofSeconds(3)), error(429)), 10, 0),
                Arguments.of(new StatusOutcome.Throttled(Optional.of(Duration.ofSeconds(90)), error(429)), 90, 0));
    }

    @ParameterizedTest
    @MethodSource("waitingAnswers")
    void anAnswerThatIsNoEndingMeansAskAgain(StatusOutcome outcome, int pauseSeconds, int notFound) {
        Submitted next = check(submitted("t"), checked("t", outcome), DUE);

        assertThat(next.dueAt()).isEqualTo(DUE.plusSeconds(pauseSeconds));
        assertThat(next.polls()).isEqualTo(1);
        assertThat(next.tasks().getFirst().notFound()).isEqualTo(notFound);
    }

    @Test
    void aVideoCompletesTheJob() {
        Submitted heard = check(submitted("t"), checked("t", running()), DUE);

        Transition move = decisions.decide(
                heard, checked("t", done("0.10", Duration.ofSeconds(83), VIDEO, OTHER)), DUE.plus(PAUSE));

        JobEvent.Result result = new JobEvent.Result(
                List.of("t"),
                List.of(VIDEO, OTHER),
                Optional.of(Duration.ofSeconds(83)),
                Optional.of(new BigDecimal("0.10")),
                2);
        assertThat(move.events())
                .containsExactly(new JobEvent.Completed(SampleJobs.full(), result, T0, DUE.plus(PAUSE)));
        assertThat(((JobState.Completed) move.next()).generation()).contains(Duration.ofSeconds(83));
    }

    static Stream<Arguments> badEnds() {
        return Stream.of(
                Arguments.of(generationFailed(), FailureReason.GENERATION_FAILED),
                Arguments.of(cancelled(), FailureReason.CANCELLED));
    }

    @ParameterizedTest
    @MethodSource("badEnds")
    void aBadEndThatIsToldTwiceFailsTheJobAndQuotesTheProvider(StatusOutcome outcome, FailureReason reason) {
        JobEvent.Failed event = failed(toldTwice(decisions, submitted("t"), checked("t", outcome), DUE));

        assertThat(event.failure().reason()).isEqualTo(reason);
        assertThat(event.failure().error()).contains(ERROR);
        assertThat(event.taskIds()).containsExactly("t");
        assertThat(event.at()).isEqualTo(DUE.plusSeconds(10));
    }

    @ParameterizedTest
    @MethodSource("badEnds")
    void aBadEndThatIsToldOnceEndsNothingAndIsJournaled(StatusOutcome outcome) {
        JobInput soon = new JobInput.Checked("t", outcome, true, 0, Duration.ofSeconds(5), Duration.ZERO);

        Transition move = decisions.decide(submitted("t"), soon, DUE);

        assertThat(move.reason()).isEqualTo(Reason.TOLD_ONCE);
        assertThat(move.recorded()).isTrue();
        assertThat(move.events()).isEmpty();
        assertThat(((Submitted) move.next()).dueAt()).isEqualTo(DUE.plusSeconds(10));
    }

    @ParameterizedTest
    @MethodSource("badEnds")
    void aBadEndThatIsToldTwiceWithinTenSecondsEndsNothing(StatusOutcome outcome) {
        Submitted once = check(submitted("t"), checked("t", outcome), DUE);

        Submitted still = check(once, checked("t", outcome), DUE.plusMillis(9_999));

        assertThat(decisions
                        .decide(still, checked("t", outcome), DUE.plusSeconds(10))
                        .reason())
                .isEqualTo(Reason.FAILED);
    }

    @ParameterizedTest
    @MethodSource("badEnds")
    void anEarlyBadEndLosesNoVideo(StatusOutcome outcome) {
        Submitted once = check(submitted("t"), checked("t", outcome), DUE);

        assertThat(decisions
                        .decide(once, checked("t", Moves.done()), DUE.plusSeconds(60))
                        .reason())
                .isEqualTo(Reason.COMPLETED);
    }

    @ParameterizedTest
    @MethodSource("badEnds")
    void anotherWordBetweenThemBeginsAnew(StatusOutcome outcome) {
        Submitted state = check(submitted("t"), checked("t", outcome), DUE);
        state = check(state, checked("t", running()), DUE.plusSeconds(20));
        state = check(state, checked("t", outcome), DUE.plusSeconds(40));
        state = check(state, checked("t", noOutput()), DUE.plusSeconds(60));

        assertThat(check(state, checked("t", outcome), DUE.plusSeconds(80)).nextTask())
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("badEnds")
    void anAnswerThatTellsNothingBetweenThemDoesNot(StatusOutcome outcome) {
        Submitted state = check(submitted("t"), checked("t", outcome), DUE);
        state = check(state, checked("t", unreadable()), DUE.plusSeconds(20));
        state = check(
                state, new JobInput.Checked("t", unreadable(), false, 0, PAUSE, Duration.ZERO), DUE.plusSeconds(30));
        state = check(state, checked("t", notFound()), DUE.plusSeconds(40));

        assertThat(decisions
                        .decide(state, checked("t", outcome), DUE.plusSeconds(50))
                        .reason())
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void aRefusedCheckEndsNoTaskWithinFiveMinutesAndNeverPromisesThatItWasFree() {
        Submitted state = submitted("t");
        for (int seconds = 0; seconds < 300; seconds += 10) {
            state = check(state, refused(true), DUE.plusSeconds(seconds));
        }
        assertThat(decisions
                        .decide(state, checked("t", Moves.done()), DUE.plusSeconds(300))
                        .reason())
                .isEqualTo(Reason.COMPLETED);

        JobEvent.Failed event = failed(decisions.decide(state, refused(true), DUE.plusSeconds(300)));

        assertThat(event.failure().reason()).isEqualTo(FailureReason.GENERATION_FAILED);
        assertThat(event.failure().charge().charged()).isEqualTo(FailureReason.Charged.UNKNOWN);
        assertThat(event.failure().error()).contains(ERROR);
    }

    @Test
    void aWordThatTheProviderHasNotPublishedPromisesNotThatNothingWasCharged() {
        StatusOutcome expired = new StatusOutcome.Failed(ERROR, Optional.empty(), true);
        StatusOutcome free = new StatusOutcome.Failed(ERROR, Optional.of(BigDecimal.ZERO), true);

        assertThat(failed(toldTwice(decisions, submitted("t"), checked("t", expired), DUE))
                        .failure()
                        .charge()
                        .charged())
                .isEqualTo(FailureReason.Charged.UNKNOWN);
        assertThat(failed(toldTwice(decisions, submitted("t"), checked("t", free), DUE))
                        .failure()
                        .charge()
                        .charged())
                .isEqualTo(FailureReason.Charged.NO);
    }

    @Test
    void halfAnAnswerCompletesNoJobBeforeAWholeOneHadItsChance() {
        StatusOutcome half = new StatusOutcome.Completed(List.of(VIDEO), Optional.empty(), Optional.empty(), true);
        Submitted state = submitted("t");
        for (int answers = 1; answers < Rules.UNREAD_ANSWERS; answers++) {
            state = check(state, checked("t", half), DUE.plusSeconds(10L * answers));
        }
        Instant last = DUE.plusSeconds(60);

        assertThat(decisions.decide(state, checked("t", Moves.done()), last).reason())
                .isEqualTo(Reason.COMPLETED);
        assertThat(decisions.decide(state, checked("t", half), last).reason()).isEqualTo(Reason.COMPLETED);
        assertThat(decisions
                        .decide(submitted("t"), checked("t", half), T0.plus(Duration.ofDays(2)))
                        .reason())
                .isEqualTo(Reason.CHECKED);
    }

    @Test
    void fewRefusalsEndNothingHoweverFarApart() {
        Submitted state = submitted("t");
        for (int day = 0; day < 5; day++) {
            state = check(state, refused(true), DUE.plus(Duration.ofDays(day)));
        }
        assertThat(state.nextTask()).isPresent();
    }

    @Test
    void aRefusalIsNotTheFirstWordOfAFailure() {
        Submitted state = check(submitted("t"), refused(true), DUE);

        assertThat(decisions
                        .decide(state, checked("t", generationFailed()), DUE.plusSeconds(60))
                        .reason())
                .isEqualTo(Reason.TOLD_ONCE);
    }

    @Test
    void aRefusalCountsOnlyWhileOthersChecksWork() {
        Submitted state = submitted("t");
        for (int minute = 0; minute < 60; minute++) {
            state = check(state, refused(false), DUE.plus(Duration.ofMinutes(minute)));
        }
        assertThat(state.nextTask()).isPresent();
    }

    private static JobInput refused(boolean othersReadable) {
        return new JobInput.Checked("t", new StatusOutcome.Refused(ERROR), othersReadable, 0, PAUSE, Duration.ZERO);
    }

    @Test
    void aClockThatIsSetBackPutsOffTheSecondWordByNoMoreThanItsTime() {
        Submitted once = check(submitted("t"), checked("t", generationFailed()), DUE.plusSeconds(3600));
        Submitted twice = check(once, checked("t", generationFailed()), DUE);

        assertThat(decisions
                        .decide(twice, checked("t", generationFailed()), DUE.plusSeconds(10))
                        .reason())
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void doneWithoutAnAddressIsAskedAgainForAsLongAsPatienceLasts() {
        Submitted state = check(submitted("t"), checked("t", noOutput()), DUE);
        for (int seconds = 10; seconds < 600; seconds += 10) {
            state = check(state, checked("t", noOutput()), DUE.plusSeconds(seconds));
            assertThat(state.dueAt()).isEqualTo(DUE.plusSeconds(seconds + 10));
        }

        JobEvent.Failed event = failed(decisions.decide(state, checked("t", noOutput("0.1")), DUE.plusSeconds(600)));
        assertThat(event.failure().reason()).isEqualTo(FailureReason.NO_OUTPUT);
        assertThat(event.failure().error()).isEmpty();
        assertThat(decisions
                        .decide(state, checked("t", Moves.done()), DUE.plusSeconds(600))
                        .reason())
                .isEqualTo(Reason.COMPLETED);
    }

    @Test
    void aShortPatienceForAnAddressIsObeyed() {
        Rules impatient = new Rules(
                REPLAY.inDoubt(),
                REPLAY.replayWindow(),
                REPLAY.giveUpAfter(),
                REPLAY.deadline(),
                Duration.ofSeconds(10));
        Submitted state = check(submitted("t"), checked("t", noOutput()), DUE);
        state = check(state, checked("t", noOutput()), DUE.plusSeconds(5));

        assertThat(failed(new Decisions(impatient).decide(state, checked("t", noOutput()), DUE.plusSeconds(10)))
                        .failure()
                        .reason())
                .isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void aClockThatIsSetAheadEndsNoPatienceWithAnAddress() {
        Submitted state = check(submitted("t"), checked("t", noOutput()), DUE);
        Instant ahead = DUE.plus(Duration.ofHours(1));
        for (int answers = 2; answers < Rules.NOT_FOUND_ANSWERS; answers++) {
            state = check(state, checked("t", noOutput()), ahead.plusSeconds(5L * answers));
        }
        Instant last = ahead.plusSeconds(5L * Rules.NOT_FOUND_ANSWERS);

        assertThat(decisions.decide(state, checked("t", Moves.done()), last).reason())
                .isEqualTo(Reason.COMPLETED);
        assertThat(failed(decisions.decide(state, checked("t", noOutput()), last))
                        .failure()
                        .reason())
                .isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void doneWithoutAnAddressAfterTheDeadlineIsStillDone() {
        Instant late = T0.plus(Duration.ofDays(1));

        assertThat(decisions
                        .decide(submitted("t"), checked("t", noOutput()), late)
                        .reason())
                .isEqualTo(Reason.TOLD_ONCE);
    }

    @Test
    void doneWithoutAnAddressAndWithAReasonEndsAtOnce() {
        JobEvent.Failed event = failed(decisions.decide(submitted("t"), checked("t", filtered()), DUE));

        assertThat(event.failure().reason()).isEqualTo(FailureReason.NO_OUTPUT);
        assertThat(event.failure().error()).contains(ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "failed, -, NO",
                "failed, 0.00, NO",
                "failed, 0.25, YES",
                "cancelled, -, UNKNOWN",
                "cancelled, 0.00, NO",
                "cancelled, 0.25, YES",
                "filtered, -, UNKNOWN",
                "filtered, 0.00, UNKNOWN",
                "filtered, 0.25, YES"
            })
    void aCostThatIsNamedIsCarriedAndSaysWhetherItWasCharged(String end, String cost, FailureReason.Charged charged) {
        String[] named = Stream.ofNullable(cost).toArray(String[]::new);
        StatusOutcome outcome = switch (end) {
            case "failed" -> generationFailed(named);
            case "cancelled" -> cancelled(named);
            default -> filtered(named);
        };

        Charge charge = new Charge(charged, Optional.ofNullable(cost).map(BigDecimal::new));
        Transition move = end.equals("filtered")
                ? decisions.decide(submitted("t"), checked("t", outcome), DUE)
                : toldTwice(decisions, submitted("t"), checked("t", outcome), DUE);
        assertThat(failed(move).failure().charge()).isEqualTo(charge);
        assertThat(((JobState.Failed) move.next()).charge()).isEqualTo(charge);
    }

    @Test
    void theTaskDueFirstIsAskedNext() {
        Submitted next = check(submitted("t", "u"), checked("t", running()), DUE);

        assertThat(next.nextTask().orElseThrow().id()).isEqualTo("u");
        assertThat(next.dueAt()).isEqualTo(DUE);
    }

    @Test
    void withSeveralTasksAllVideosAndCostsAreGathered() {
        Submitted first =
                check(submitted("t", "u", "v"), checked("u", done("0.25", Duration.ofSeconds(90), OTHER)), DUE);
        Submitted second = check(first, checked("v", filtered("0.03")), DUE);

        Transition move = decisions.decide(second, checked("t", done("0.10", Duration.ofSeconds(83), VIDEO)), DUE);

        JobEvent.Result result = ((JobEvent.Completed) move.events().getFirst()).result();
        assertThat(result.taskIds()).containsExactly("t", "u", "v");
        assertThat(result.videos()).containsExactly(VIDEO, OTHER);
        assertThat(result.cost()).contains(new BigDecimal("0.38"));
        assertThat(result.generation()).contains(Duration.ofSeconds(90));
        assertThat(result.polls()).isEqualTo(3);
        assertThat(((JobState.Completed) move.next()).cost()).contains(new BigDecimal("0.38"));
    }

    static Stream<Arguments> besideAVideoFor25Cents() {
        return Stream.of(
                Arguments.of(cancelled(), "0.25", "0.512"),
                Arguments.of(filtered(), "0.25", "0.512"),
                Arguments.of(filtered("0"), "0.25", "0.512"),
                Arguments.of(done(), "0.25", "0.512"),
                Arguments.of(cancelled("0"), "0.25", "0.25"),
                Arguments.of(cancelled("0.10"), "0.35", "0.35"),
                Arguments.of(generationFailed(), "0.25", "0.25"),
                Arguments.of(done("2.00", Duration.ofSeconds(9), OTHER), "2.25", "2.25"));
    }

    /** A ceiling counts the estimate of what ended with an unknown charge, also where another task made a video. */
    @ParameterizedTest
    @MethodSource("besideAVideoFor25Cents")
    void aTaskWhoseChargeNobodyKnowsIsNotTakenForFreeBesideAVideo(StatusOutcome other, String cost, String counts) {
        Submitted state = new JobState.Accepted(SampleJobs.priced(), SampleJobs.BODY, 0, Optional.empty(), T0)
                .post(T0)
                .accepted(List.of("t", "u"), false, T0, DUE);
        Submitted half = check(state, checked("t", done("0.25", Duration.ofSeconds(9), VIDEO)), DUE);
        Transition move = decisions.decide(half, checked("u", other), DUE);
        if (move.events().isEmpty()) {
            move = decisions.decide((Submitted) move.next(), checked("u", other), DUE.plus(Rules.TOLD_TWICE));
        }

        JobEvent.Result result = ((JobEvent.Completed) move.events().getFirst()).result();
        assertThat(result.cost().orElseThrow()).isEqualByComparingTo(cost);
        assertThat(((JobState.Ended) move.next()).spent().orElseThrow()).isEqualByComparingTo(counts);
    }

    @Test
    void aGenerationLongerThanItsTaskCanHaveRunIsNeitherToldNorLearned() {
        Duration inMilliseconds = Duration.ofMinutes(1750);
        assertThat(generation(inMilliseconds, DUE)).isEmpty();
        assertThat(generation(Duration.ofSeconds(3_641), DUE)).isEmpty();
        assertThat(generation(Duration.ofSeconds(3_640), DUE)).contains(Duration.ofSeconds(3_640));
        assertThat(generation(inMilliseconds, T0.plus(inMilliseconds))).contains(inMilliseconds);
    }

    @Test
    void anImpossibleGenerationHidesNoOtherTasks() {
        Submitted half = check(submitted("t", "u"), checked("t", done("0.25", Duration.ofMinutes(1750), VIDEO)), DUE);
        Transition move = decisions.decide(half, checked("u", done("0.25", Duration.ofSeconds(90), OTHER)), DUE);

        assertThat(((JobState.Completed) move.next()).generation()).contains(Duration.ofSeconds(90));
    }

    private Optional<Duration> generation(Duration told, Instant now) {
        Transition move = decisions.decide(submitted("t"), checked("t", done("0.25", told, VIDEO)), now);
        Optional<Duration> learned = ((JobState.Completed) move.next()).generation();
        assertThat(((JobEvent.Completed) move.events().getFirst()).result().generation())
                .isEqualTo(learned);
        return learned;
    }

    static Stream<Arguments> fruitlessPairs() {
        return Stream.of(
                Arguments.of(generationFailed(), generationFailed(), "GENERATION_FAILED NO -"),
                Arguments.of(generationFailed("0.1"), generationFailed("0.2"), "GENERATION_FAILED YES 0.3"),
                Arguments.of(generationFailed("0.1"), generationFailed(), "GENERATION_FAILED YES 0.1"),
                Arguments.of(generationFailed(), cancelled(), "CANCELLED UNKNOWN -"),
                Arguments.of(cancelled(), generationFailed("0.1"), "CANCELLED UNKNOWN 0.1"),
                Arguments.of(generationFailed("0.1"), cancelled("0"), "GENERATION_FAILED YES 0.1"),
                Arguments.of(cancelled(), filtered("0.1"), "NO_OUTPUT UNKNOWN 0.1"),
                Arguments.of(generationFailed("0.1"), running(), "DEADLINE_EXCEEDED UNKNOWN 0.1"),
                Arguments.of(cancelled(), running(), "DEADLINE_EXCEEDED UNKNOWN -"));
    }

    /** Charged "no" and retryable are promises: they may be made only where they hold for every task. */
    @ParameterizedTest
    @MethodSource("fruitlessPairs")
    void ofSeveralFruitlessTasksTheOneThatPromisesLeastIsTold(
            StatusOutcome first, StatusOutcome second, String expected) {
        assertThat(told(first, second)).isEqualTo(expected);
        if (!(second instanceof StatusOutcome.Running)) {
            assertThat(told(second, first)).isEqualTo(expected);
        }
    }

    private String told(StatusOutcome first, StatusOutcome second) {
        Instant late = T0.plus(Duration.ofDays(2));
        Submitted half = submitted("t", "u");
        Transition move = decisions.decide(half, checked("t", first), late);
        move = decisions.decide((Submitted) move.next(), checked("t", first), late.plusSeconds(10));
        move = decisions.decide((Submitted) move.next(), checked("u", second), late.plusSeconds(10));
        if (move.events().isEmpty()) {
            move = decisions.decide((Submitted) move.next(), checked("u", second), late.plusSeconds(20));
        }
        JobEvent.Failure failure = failed(move).failure();
        String cost = failure.charge().cost().map(BigDecimal::toPlainString).orElse("-");
        return failure.reason() + " " + failure.charge().charged() + " " + cost;
    }

    @Test
    void aTaskIsGoneAfterFiveMinutesOfAnswersThatDoNotKnowIt() {
        Submitted state = submitted("t");
        for (int seconds = 0; seconds < 300; seconds += 10) {
            state = check(state, checked("t", notFound()), DUE.plusSeconds(seconds));
        }

        JobEvent.Failed event = failed(decisions.decide(state, checked("t", notFound()), DUE.plusSeconds(300)));

        assertThat(event.failure().reason()).isEqualTo(FailureReason.TASK_NOT_FOUND);
        assertThat(event.failure().error()).contains(error(404));
    }

    @Test
    void aClockThatIsSetAheadLosesNoTaskThatIsNotSeenForAMoment() {
        Submitted state = check(submitted("t"), checked("t", notFound()), DUE);
        Instant ahead = DUE.plus(Duration.ofDays(1));
        for (int answers = 2; answers < 13; answers++) {
            state = check(state, checked("t", notFound()), ahead.plusSeconds(5L * answers));
        }

        assertThat(decisions
                        .decide(state, checked("t", Moves.done()), ahead.plusSeconds(65))
                        .reason())
                .isEqualTo(Reason.COMPLETED);
        assertThat(failed(decisions.decide(state, checked("t", notFound()), ahead.plusSeconds(65)))
                        .failure()
                        .reason())
                .isEqualTo(FailureReason.TASK_NOT_FOUND);
    }

    @Test
    void aReadableAnswerBetweenThemBeginsTheCountAgain() {
        Submitted state = check(submitted("t"), checked("t", notFound()), DUE);
        state = check(state, checked("t", notFound()), DUE.plusSeconds(200));
        state = check(state, checked("t", running()), DUE.plusSeconds(250));
        state = check(state, checked("t", notFound()), DUE.plusSeconds(600));

        assertThat(state.tasks().getFirst().notFound()).isEqualTo(1);
    }

    @Test
    void anUnreadableAnswerBetweenThemDoesNot() {
        Submitted state = check(submitted("t"), checked("t", notFound()), DUE);
        state = check(state, checked("t", unreadable()), DUE.plusSeconds(100));

        assertThat(state.tasks().getFirst().notFound()).isEqualTo(1);
    }

    @Test
    void answersWhileNoOtherCheckWorksDoNotCount() {
        JobInput alone = new JobInput.Checked("t", notFound(), false, 0, PAUSE, Duration.ZERO);
        Submitted state = submitted("t");
        for (int minute = 0; minute < 60; minute++) {
            state = check(state, alone, DUE.plus(Duration.ofMinutes(minute)));
        }

        Submitted heard = check(state, checked("t", notFound()), DUE.plus(Duration.ofHours(1)));

        assertThat(heard.tasks().getFirst().notFound()).isEqualTo(1);
    }

    private Submitted check(Submitted state, JobInput input, Instant now) {
        Transition move = decisions.decide(state, input, now);
        assertThat(move.reason()).isIn(Reason.CHECKED, Reason.TOLD_ONCE, Reason.TASK_ENDED);
        return (Submitted) move.next();
    }

    private static JobEvent.Failed failed(Transition move) {
        return (JobEvent.Failed) move.events().getFirst();
    }
}
