package dev.takeone.job;

import static dev.takeone.job.Moves.ERROR;
import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.accept;
import static dev.takeone.job.Moves.answered;
import static dev.takeone.job.Moves.answeredWhileOthersPass;
import static dev.takeone.job.Moves.error;
import static dev.takeone.job.Moves.posting;
import static dev.takeone.job.Moves.throttle;
import static dev.takeone.job.Moves.unavailable;
import static dev.takeone.job.Moves.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.Transition.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way to an answer, while every refusal is provable. What doubt changes is {@link DoubtTest}'s. */
class SubmissionTest {
    private static final Instant NOW = T0.plusSeconds(10);

    private final Decisions decisions = new Decisions(REPLAY);

    @Test
    void theFirstPostIsJournaledWithItsKeyBeforeItStarts() {
        Transition move = decisions.decide(waiting(), new JobInput.Granted(), NOW);

        assertThat(move.recorded()).isTrue();
        assertThat(move.next())
                .isEqualTo(new Submitting(
                        SampleJobs.full(),
                        SampleJobs.BODY,
                        "takeone-5f2c",
                        1,
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        NOW));
        assertThat(move.effects()).containsExactly(new Effect.Post("5f2c", 1, "takeone-5f2c", SampleJobs.BODY));
    }

    @Test
    void anAcceptedSubmissionIsToldWithEveryTask() {
        SubmitOutcome outcome = new SubmitOutcome.Accepted(List.of("t", "u"), true, Optional.empty());

        Transition move = decisions.decide(posting(), answered(1, outcome), NOW);

        assertThat(move.events())
                .containsExactly(new JobEvent.Submitted(SampleJobs.full(), List.of("t", "u"), 1, true, NOW));
        assertThat(((Submitted) move.next()).taskIds()).containsExactly("t", "u");
    }

    @ParameterizedTest
    @CsvSource({"90, 300, 90", ", 300, 300", ", , 40"})
    void theFirstCheckFollowsWhatWasLearnedElseTheEstimateElseTheCatalogue(
            @Nullable Long learned, @Nullable Long estimated, long expected) {
        FirstCheck firstCheck = new FirstCheck(seconds(learned), Duration.ofSeconds(40));
        SubmitOutcome outcome = new SubmitOutcome.Accepted(List.of("t"), false, seconds(estimated));

        Transition move =
                decisions.decide(posting(), new JobInput.Answered(1, outcome, Duration.ZERO, firstCheck, false), NOW);

        assertThat(((Live) move.next()).dueAt()).isEqualTo(NOW.plusSeconds(expected));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(throttle(), 1, 1),
                Arguments.of(throttle(Duration.ofMillis(1)), 1, 1),
                Arguments.of(throttle(Duration.ofSeconds(17)), 1, 17),
                Arguments.of(throttle(Duration.ofHours(1)), 1, 3600),
                Arguments.of(new SubmitOutcome.NotSent(ERROR), 0, 1),
                Arguments.of(new SubmitOutcome.AccountHeld(ERROR), 1, 0),
                Arguments.of(new SubmitOutcome.AccountHeld(error(403)), 1, 0),
                Arguments.of(unavailable(), 1, 1),
                Arguments.of(unavailable(Duration.ofSeconds(17)), 1, 17),
                Arguments.of(new SubmitOutcome.Withheld(), 0, 0));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalCountsThePostsReallyStartedAndWaitsItsTime(SubmitOutcome outcome, int posts, int pauseSeconds) {
        Accepted next = (Accepted)
                decisions.decide(posting(), answered(1, outcome), NOW).next();

        assertThat(next.posts()).isEqualTo(posts);
        assertThat(next.dueAt()).isEqualTo(NOW.plusSeconds(pauseSeconds));
        assertThat(next.body()).isEqualTo(SampleJobs.BODY);
    }

    @Test
    void pausesDoubleFromASecondToAMinute() {
        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToObj(count -> Rules.pauseAfter(count).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(Rules.pauseAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void eachRefusalInARowPausesLonger() {
        Accepted once = refuse(posting(), throttle(), Duration.ZERO, NOW);
        Accepted twice = refuse(once.post(NOW), throttle(), Duration.ZERO, NOW);

        assertThat(twice.dueAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(twice.posts()).isEqualTo(2);
    }

    @Test
    void theAttemptOfTheAcceptedPostSkipsThoseThatNeverStarted() {
        Accepted unsent = refuse(posting(), new SubmitOutcome.NotSent(ERROR), Duration.ZERO, NOW);
        Accepted throttled = refuse(unsent.post(NOW), throttle(), Duration.ZERO, NOW);
        Transition move = decisions.decide(throttled.post(NOW), answered(2, accept("t")), NOW);

        assertThat(((JobEvent.Submitted) move.events().getFirst()).attempt()).isEqualTo(2);
    }

    @Test
    void anAnswerToAnOlderAttemptIsIgnored() {
        Submitting second = refuse(posting(), throttle(), Duration.ZERO, NOW).post(NOW);

        assertThat(decisions.decide(second, answered(1, throttle()), NOW).reason())
                .isEqualTo(Reason.IGNORED);
    }

    @Test
    void refusedForTheWholeTimeAJobIsGivenUp() {
        Accepted first = refuse(posting(), throttle(), Duration.ZERO, T0);

        Accepted almost =
                refuse(first.post(T0), throttle(), REPLAY.giveUpAfter().minusMillis(1), NOW);
        Transition over = decisions.decide(
                first.post(T0), answered(2, new SubmitOutcome.NotSent(error(503)), REPLAY.giveUpAfter()), NOW);

        assertThat(almost.posts()).isEqualTo(2);
        assertThat(failure(over).reason()).isEqualTo(FailureReason.RETRIES_EXHAUSTED);
        assertThat(failure(over).error()).contains(error(503));
    }

    @Test
    void theTimeOfGivingUpBeginsWithTheFirstRefusalNotWithTheRequest() {
        Instant late = T0.plus(Duration.ofDays(3));

        assertThat(refuse(waiting().post(late), throttle(), Duration.ofDays(3), late)
                        .posts())
                .isEqualTo(1);
    }

    /** What counts is measured by whoever tries; a clock may be set between two refusals. */
    @Test
    void noClockThatIsSetAheadUsesUpAJob() {
        Accepted first = refuse(posting(), throttle(), Duration.ZERO, T0);

        Accepted second = refuse(first.post(T0), throttle(), Duration.ofSeconds(1), T0.plus(Duration.ofDays(3)));

        assertThat(second.refusals().orElseThrow().counted()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void onlyTheTimeThatCountsIsAddedUp() {
        Accepted first = refuse(posting(), throttle(), Duration.ZERO, T0);

        Accepted second = refuse(first.post(T0), throttle(), Duration.ofHours(5), T0.plus(Duration.ofHours(10)));
        Transition over = decisions.decide(
                second.post(T0), answered(3, throttle(), Duration.ofHours(1)), T0.plus(Duration.ofHours(11)));

        assertThat(second.refusals().orElseThrow().counted()).isEqualTo(Duration.ofHours(5));
        assertThat(over.reason()).isEqualTo(Reason.FAILED);
    }

    @Test
    void moreHeldTimeThanTimeCountsAsNone() {
        Accepted first = refuse(posting(), throttle(), Duration.ZERO, T0);

        Accepted second = refuse(first.post(T0), throttle(), Duration.ofHours(-9), T0.plusSeconds(1));

        assertThat(second.refusals().orElseThrow().counted()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aHeldAccountNeverUsesUpAJob() {
        Accepted state = waiting();
        for (int day = 0; day < 30; day++) {
            Instant now = T0.plus(Duration.ofDays(day));
            state = refuse(state.post(now), new SubmitOutcome.AccountHeld(error(402)), Duration.ZERO, now);
        }

        assertThat(state.refusals()).isEmpty();
        assertThat(state.posts()).isEqualTo(30);
    }

    /** A key that may not be used from here, or for this model, would otherwise use up the whole backlog. */
    @Test
    void aForbiddenAccountNeverUsesUpAJob() {
        Accepted state = waiting();
        for (int day = 0; day < 30; day++) {
            Instant now = T0.plus(Duration.ofDays(day));
            state = refuse(state.post(now), new SubmitOutcome.AccountHeld(error(403)), Duration.ZERO, now);
        }

        assertThat(state.refusals()).isEmpty();
        assertThat(state.posts()).isEqualTo(30);
    }

    @Test
    void aJobThatIsForbiddenTwiceWhileOthersAreAcceptedIsRejected() {
        SubmitOutcome forbidden = new SubmitOutcome.AccountHeld(error(403));
        Submitting again = refuse(posting(), forbidden, Duration.ZERO, NOW).post(NOW);

        Transition alone = decisions.decide(again, answered(2, forbidden), NOW);
        Transition between = decisions.decide(again, answeredWhileOthersPass(2, forbidden), NOW);
        Transition otherwise =
                decisions.decide(again, answeredWhileOthersPass(2, new SubmitOutcome.AccountHeld(error(402))), NOW);

        assertThat(alone.reason()).isEqualTo(Reason.ACCOUNT_HELD);
        assertThat(failure(between).reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure(between).error()).contains(error(403));
        assertThat(otherwise.reason()).isEqualTo(Reason.ACCOUNT_HELD);
    }

    @Test
    void aRejectionQuotesTheProvider() {
        Transition move = decisions.decide(posting(), answered(1, new SubmitOutcome.Rejected(error(400))), NOW);

        assertThat(failure(move).reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(failure(move).error()).contains(error(400));
    }

    private Accepted refuse(Submitting state, SubmitOutcome outcome, Duration tried, Instant now) {
        return (Accepted) decisions
                .decide(state, answered(state.attempt(), outcome, tried), now)
                .next();
    }

    private static JobEvent.Failure failure(Transition move) {
        return ((JobEvent.Failed) move.events().getFirst()).failure();
    }

    private static Optional<Duration> seconds(@Nullable Long seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }
}
