package dev.takeone.job;

import static dev.takeone.job.Moves.ERROR;
import static dev.takeone.job.Moves.FAIL;
import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.accept;
import static dev.takeone.job.Moves.answered;
import static dev.takeone.job.Moves.doubtful;
import static dev.takeone.job.Moves.error;
import static dev.takeone.job.Moves.posting;
import static dev.takeone.job.Moves.throttle;
import static dev.takeone.job.Moves.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Doubt;
import dev.takeone.job.JobState.Failed;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
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
import org.junit.jupiter.params.provider.MethodSource;

/** A POST may have been accepted, and its answer is lost: from here on only a task id or the window's end counts. */
class DoubtTest {
    private static final Instant NOW = T0.plusSeconds(30);
    private static final Instant WINDOW_END = T0.plus(REPLAY.replayWindow());

    private final Decisions decisions = new Decisions(REPLAY);

    @Test
    void theFirstDoubtWaitsASecondAndRemembersWhatWasHeard() {
        Submitting state = doubtful();

        assertThat(state.doubt()).contains(new Doubt(T0.plusSeconds(10), ERROR, 0, Duration.ZERO));
        assertThat(state.dueAt()).isEqualTo(T0.plusSeconds(11));
        assertThat(state.attempt()).isEqualTo(1);
    }

    @Test
    void aReplayCarriesTheSameKeyAndBody() {
        Transition move = decisions.decide(doubtful(), new JobInput.Granted(), NOW);

        assertThat(move.effects())
                .containsExactly(new Effect.Post("5f2c", 2, posting().idempotencyKey(), SampleJobs.BODY));
        assertThat(((Submitting) move.next()).firstPostAt()).isEqualTo(T0);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new SubmitOutcome.Rejected(error(400)), 2, 2),
                Arguments.of(new SubmitOutcome.Rejected(error(409)), 2, 2),
                Arguments.of(new SubmitOutcome.AccountHeld(error(402)), 2, 2),
                Arguments.of(throttle(), 2, 2),
                Arguments.of(throttle(Duration.ofSeconds(17)), 2, 17),
                Arguments.of(new SubmitOutcome.Throttled(Optional.empty(), error(503)), 2, 2),
                Arguments.of(unavailable(), 2, 2),
                Arguments.of(unavailable(Duration.ofSeconds(17)), 2, 17),
                Arguments.of(new SubmitOutcome.InProgress(Optional.empty(), error(409)), 2, 2),
                Arguments.of(new SubmitOutcome.InProgress(Optional.of(Duration.ofSeconds(17)), error(409)), 2, 17),
                Arguments.of(new SubmitOutcome.KeyReused(error(409)), 2, 2),
                Arguments.of(new SubmitOutcome.AccountHeld(error(403)), 2, 2),
                Arguments.of(new SubmitOutcome.NotSent(ERROR), 1, 2),
                Arguments.of(new SubmitOutcome.InDoubt(error(502)), 2, 2));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whateverAReplayIsToldTheJobStaysInDoubt(SubmitOutcome outcome, int posts, int pauseSeconds) {
        Transition move = decisions.decide(replaying(), answered(2, outcome), NOW);

        Submitting next = (Submitting) move.next();
        assertThat(next.doubt().orElseThrow().since()).isEqualTo(T0.plusSeconds(10));
        assertThat(next.attempt()).isEqualTo(posts);
        assertThat(next.dueAt()).isEqualTo(NOW.plusSeconds(pauseSeconds));
        assertThat(move.recorded()).isTrue();
        assertThat(move.events()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aTaskIdIsStillFoundAfterIt(SubmitOutcome outcome, int posts, int pauseSeconds) {
        Live refused =
                (Live) decisions.decide(replaying(), answered(2, outcome), NOW).next();
        Instant due = NOW.plusSeconds(pauseSeconds);
        Live again =
                (Live) decisions.decide(refused, new JobInput.Granted(), due).next();

        Transition move = decisions.decide(again, answered(posts + 1, accept("t")), due);

        assertThat(((Submitted) move.next()).taskIds()).containsExactly("t");
        assertThat(((JobEvent.Submitted) move.events().getFirst()).attempt()).isEqualTo(posts + 1);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void atTheWindowsEndItFailsInDoubtWhateverIsSaid(SubmitOutcome outcome) {
        Transition move = decisions.decide(replaying(), answered(2, outcome), WINDOW_END);

        assertThat(failure(move).reason()).isEqualTo(FailureReason.SUBMISSION_IN_DOUBT);
        assertThat(failure(move).charge().charged()).isEqualTo(FailureReason.Charged.UNKNOWN);
    }

    @Test
    void theLastAnswerIsTheProvidersErrorOfTheEnding() {
        Transition move =
                decisions.decide(replaying(), answered(2, new SubmitOutcome.Rejected(error(409))), WINDOW_END);

        assertThat(failure(move).error()).contains(error(409));
    }

    @Test
    void aWindowThatEndsBetween503sQuotesTheLastOfThem() {
        assertThat(failure(decisions.decide(unclear(), new JobInput.Due(), WINDOW_END))
                        .error()
                        .flatMap(ProviderError::message))
                .hasValueSatisfying(said -> assertThat(said).contains("503"));
    }

    @Test
    void withheldReplaysWaitForNothing() {
        Submitting next = (Submitting) decisions
                .decide(replaying(), answered(2, new SubmitOutcome.Withheld()), NOW)
                .next();

        assertThat(next.attempt()).isEqualTo(1);
        assertThat(next.dueAt()).isEqualTo(NOW);
        assertThat(next.doubt()).isEqualTo(doubtful().doubt());
    }

    /** A task id is a receipt, whichever POST brought it: money was spent on it. */
    @Test
    void aTaskIdOfAnOlderAttemptIsTaken() {
        Transition move = decisions.decide(replaying(), answered(1, accept("t")), NOW);

        assertThat(move.reason()).isEqualTo(Reason.SUBMITTED);
        assertThat(move.events())
                .containsExactly(new JobEvent.Submitted(SampleJobs.full(), List.of("t"), 2, false, NOW));
    }

    @Test
    void anyOtherAnswerToAnOlderAttemptIsIgnored() {
        assertThat(decisions.decide(replaying(), answered(1, throttle()), NOW).reason())
                .isEqualTo(Reason.IGNORED);
    }

    @Test
    void pausesGrowWithEveryReplay() {
        Submitting state = replaying();
        for (int count = 2; count <= 5; count++) {
            state = (Submitting) decisions
                    .decide(state, answered(state.attempt(), new SubmitOutcome.InDoubt(ERROR)), NOW)
                    .next();
            assertThat(state.dueAt()).isEqualTo(NOW.plus(Rules.pauseAfter(count)));
        }
    }

    @Test
    void aReplayIsNeverDueAfterTheWindow() {
        Submitting next = (Submitting) decisions
                .decide(replaying(), answered(2, throttle(Duration.ofDays(1))), NOW)
                .next();

        assertThat(next.dueAt()).isEqualTo(WINDOW_END);
    }

    @Test
    void theWindowIsOpenUntilItsEndAndNotAtIt() {
        Instant within = WINDOW_END.minusMillis(1);

        assertThat(decisions.decide(doubtful(), new JobInput.Granted(), within).reason())
                .isEqualTo(Reason.REPLAYING);
        assertThat(decisions.decide(doubtful(), new JobInput.Due(), within).reason())
                .isEqualTo(Reason.IGNORED);
        assertThat(decisions
                        .decide(doubtful(), new JobInput.Granted(), WINDOW_END)
                        .next())
                .isInstanceOf(Failed.class);
        assertThat(decisions.decide(doubtful(), new JobInput.Due(), WINDOW_END).next())
                .isInstanceOf(Failed.class);
    }

    @Test
    void theWindowBeginsWithThePostThatMayHaveBeenAcceptedNotWithARefusedOne() {
        Instant later = T0.plus(Duration.ofHours(3));
        Live refused =
                (Live) decisions.decide(posting(), answered(1, throttle()), T0).next();
        Live second =
                (Live) decisions.decide(refused, new JobInput.Granted(), later).next();
        Submitting cut = (Submitting) decisions
                .decide(second, answered(2, new SubmitOutcome.InDoubt(ERROR)), later)
                .next();

        assertThat(REPLAY.windowEnd(cut)).isEqualTo(later.plus(REPLAY.replayWindow()));
    }

    static Stream<Arguments> waysToMissAReplay() {
        return Stream.of(
                Arguments.of(posting(), answered(1, new SubmitOutcome.InDoubt(ERROR))),
                Arguments.of(posting(), new JobInput.Settled()),
                Arguments.of(doubtful(), new JobInput.Due()),
                Arguments.of(doubtful(), new JobInput.Granted()),
                Arguments.of(doubtful(), answered(1, new SubmitOutcome.InDoubt(ERROR))),
                Arguments.of(posting(), answered(1, unavailable())),
                Arguments.of(posting(), answered(1, unavailable(Duration.ofSeconds(1)))),
                Arguments.of(posting(), answered(1, new SubmitOutcome.InProgress(Optional.empty(), ERROR))),
                Arguments.of(posting(), answered(1, new SubmitOutcome.KeyReused(ERROR))),
                Arguments.of(posting(), answered(1, new SubmitOutcome.Indeterminate(ERROR))),
                Arguments.of(unclear(), new JobInput.Due()),
                Arguments.of(unclear(), new JobInput.Granted()),
                Arguments.of(doubtful(), answered(1, throttle())));
    }

    @ParameterizedTest
    @MethodSource("waysToMissAReplay")
    void whereNothingMayBeRepeatedDoubtEndsTheJob(Live state, JobInput input) {
        Transition move = new Decisions(FAIL).decide(state, input, NOW);

        assertThat(failure(move).reason()).isEqualTo(FailureReason.SUBMISSION_IN_DOUBT);
        assertThat(move.effects()).isEmpty();
    }

    @Test
    void aRowThatSaysSubmittingIsInDoubtOnceTheFormerOwnerIsSilent() {
        Live resumed =
                (Live) decisions.decide(posting(), new JobInput.Resumed(), NOW).next();
        Submitting next = (Submitting)
                decisions.decide(resumed, new JobInput.Settled(), NOW).next();

        assertThat(resumed).isEqualTo(posting());
        assertThat(next.doubt().orElseThrow().since()).isEqualTo(NOW);
        assertThat(next.dueAt()).isEqualTo(NOW);
        assertThat(next.attempt()).isEqualTo(1);
    }

    @Test
    void anOlderDoubtOutlivesTheRestart() {
        Submitting next = (Submitting)
                decisions.decide(replaying(), new JobInput.Resumed(), NOW).next();

        assertThat(next.doubt()).isEqualTo(doubtful().doubt());
    }

    @Test
    void aRestartDoesNotShortenThePauseThatTheProviderAskedFor() {
        Live throttled = (Live) decisions
                .decide(replaying(), answered(2, throttle(Duration.ofMinutes(10))), NOW)
                .next();

        Live next =
                (Live) decisions.decide(throttled, new JobInput.Resumed(), NOW).next();

        assertThat(next.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    /** The provider itself will never know: to ask on would be to buy again as soon as it forgets the key. */
    @Test
    void whereTheProviderCannotTellTheReplaysEndAtOnce() {
        SubmitOutcome outcome = new SubmitOutcome.Indeterminate(error(409));

        Transition first = decisions.decide(posting(), answered(1, outcome), NOW);
        Transition replayed = decisions.decide(replaying(), answered(2, outcome), NOW);

        assertThat(failure(first).reason()).isEqualTo(FailureReason.SUBMISSION_IN_DOUBT);
        assertThat(failure(replayed).reason()).isEqualTo(FailureReason.SUBMISSION_IN_DOUBT);
        assertThat(failure(replayed).error()).contains(error(409));
    }

    @Test
    void aRefusalThatPromisesNothingIsNoDoubtWhereTheKeyIsTrusted() {
        Accepted next = unclear();

        assertThat(next.dueAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(next.unclearSince()).contains(T0);
        assertThat(decisions.decide(next, new JobInput.Granted(), NOW).effects())
                .containsExactly(new Effect.Post("5f2c", 2, posting().idempotencyKey(), SampleJobs.BODY));
    }

    /** What may have been accepted is repeated for as long as its key is trusted, however it was called. */
    @Test
    void theWindowBeginsWithTheFirstRefusalThatPromisedNothing() {
        Instant within = WINDOW_END.minusMillis(1);
        Submitting again = (Submitting)
                decisions.decide(unclear(), new JobInput.Granted(), within).next();

        assertThat(again.firstPostAt()).isEqualTo(T0);
        assertThat(failure(decisions.decide(unclear(), new JobInput.Granted(), WINDOW_END))
                        .reason())
                .isEqualTo(FailureReason.SUBMISSION_IN_DOUBT);
        assertThat(failure(decisions.decide(unclear(), new JobInput.Due(), WINDOW_END))
                        .reason())
                .isEqualTo(FailureReason.SUBMISSION_IN_DOUBT);
        assertThat(decisions.decide(unclear(), new JobInput.Due(), within).reason())
                .isEqualTo(Reason.IGNORED);
    }

    @Test
    void whatMayHaveBeenAcceptedIsNotTooExpensiveForItsRepeat() {
        assertThat(decisions
                        .decide(unclear(), new JobInput.TooExpensive(BigDecimal.ONE), NOW)
                        .reason())
                .isEqualTo(Reason.IGNORED);
        assertThatIllegalStateException()
                .isThrownBy(() -> unclear().tooExpensive(NOW))
                .withMessageContaining("may have been accepted");
    }

    @Test
    void anEndingAfterARefusalThatPromisedNothingDoesNotSayThatNothingWasCharged() {
        Submitting again = unclear().post(NOW);

        Transition rejected = decisions.decide(again, answered(2, new SubmitOutcome.Rejected(error(400))), NOW);
        Transition exhausted = decisions.decide(again, answered(2, throttle(), REPLAY.giveUpAfter()), NOW);

        assertThat(failure(rejected).reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure(rejected).charge().charged()).isEqualTo(FailureReason.Charged.UNKNOWN);
        assertThat(((Failed) rejected.next()).charge())
                .isEqualTo(failure(rejected).charge());
        assertThat(failure(exhausted).reason()).isEqualTo(FailureReason.RETRIES_EXHAUSTED);
        assertThat(failure(exhausted).charge().charged()).isEqualTo(FailureReason.Charged.UNKNOWN);
        assertThat(failure(exhausted).message()).doesNotContain("Nothing was charged");
        assertThat(failure(exhausted).retryable())
                .as("it might be paid for twice")
                .isFalse();
    }

    @Test
    void aClearRefusalDoesNotMakeAnEarlierOneClear() {
        Accepted clear = (Accepted) decisions
                .decide(unclear().post(NOW.plusSeconds(1)), answered(2, throttle()), NOW.plusSeconds(2))
                .next();

        assertThat(clear.unclearSince()).contains(T0);
    }

    private static Accepted unclear() {
        return (Accepted) new Decisions(REPLAY)
                .decide(posting(), answered(1, unavailable()), NOW)
                .next();
    }

    private static Submitting replaying() {
        return doubtful().replay(T0.plusSeconds(20));
    }

    private static JobEvent.Failure failure(Transition move) {
        return ((JobEvent.Failed) move.events().getFirst()).failure();
    }
}
