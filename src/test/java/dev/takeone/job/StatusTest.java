package dev.takeone.job;

import static dev.takeone.job.Moves.ERROR;
import static dev.takeone.job.Moves.PAUSE;
import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.VIDEO;
import static dev.takeone.job.Moves.checked;
import static dev.takeone.job.Moves.done;
import static dev.takeone.job.Moves.error;
import static dev.takeone.job.Moves.notFound;
import static dev.takeone.job.Moves.running;
import static dev.takeone.job.Moves.submitted;
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
import org.junit.jupiter.params.provider.MethodSource;

/** The status checks of a job that is paid for. Tasks are due 40 s after {@link Moves#T0}. */
class StatusTest {
    private static final Instant DUE = T0.plusSeconds(40);
    private static final Video OTHER = new Video("https://cdn.example/2.mp4", Optional.of(DUE));

    private final Decisions decisions = new Decisions(REPLAY);

    static Stream<Arguments> waitingAnswers() {
        return Stream.of(
                Arguments.of(running(), 10, 0),
                Arguments.of(new StatusOutcome.Running(Optional.of(Duration.ofHours(1))), 10, 0),
                Arguments.of(new StatusOutcome.Unknown("dreaming"), 10, 0),
                Arguments.of(notFound(), 10, 1),
                Arguments.of(unreadable(), 10, 0),
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

    static Stream<Arguments> fruitlessAnswers() {
        return Stream.of(
                Arguments.of(new StatusOutcome.Failed(ERROR), FailureReason.GENERATION_FAILED),
                Arguments.of(new StatusOutcome.Cancelled(ERROR), FailureReason.CANCELLED),
                Arguments.of(
                        new StatusOutcome.Completed(List.of(), Optional.empty(), Optional.empty(), Optional.of(ERROR)),
                        FailureReason.NO_OUTPUT));
    }

    @ParameterizedTest
    @MethodSource("fruitlessAnswers")
    void anEndingWithoutAVideoFailsTheJobAndQuotesTheProvider(StatusOutcome outcome, FailureReason reason) {
        JobEvent.Failed event = failed(decisions.decide(submitted("t"), checked("t", outcome), DUE));

        assertThat(event.failure().reason()).isEqualTo(reason);
        assertThat(event.failure().error()).contains(ERROR);
        assertThat(event.taskIds()).containsExactly("t");
        assertThat(event.at()).isEqualTo(DUE);
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
        Submitted second = check(first, checked("v", new StatusOutcome.Failed(ERROR)), DUE);

        Transition move = decisions.decide(second, checked("t", done("0.10", Duration.ofSeconds(83), VIDEO)), DUE);

        JobEvent.Result result = ((JobEvent.Completed) move.events().getFirst()).result();
        assertThat(result.taskIds()).containsExactly("t", "u", "v");
        assertThat(result.videos()).containsExactly(VIDEO, OTHER);
        assertThat(result.cost()).contains(new BigDecimal("0.35"));
        assertThat(result.generation()).contains(Duration.ofSeconds(90));
        assertThat(result.polls()).isEqualTo(3);
    }

    static Stream<Arguments> fruitlessPairs() {
        StatusOutcome failed = new StatusOutcome.Failed(ERROR);
        StatusOutcome cancelled = new StatusOutcome.Cancelled(ERROR);
        return Stream.of(
                Arguments.of(failed, failed, FailureReason.GENERATION_FAILED),
                Arguments.of(failed, cancelled, FailureReason.CANCELLED),
                Arguments.of(cancelled, failed, FailureReason.CANCELLED),
                Arguments.of(failed, running(), FailureReason.DEADLINE_EXCEEDED),
                Arguments.of(cancelled, running(), FailureReason.DEADLINE_EXCEEDED));
    }

    /** Charged "no" and retryable are promises: they may be made only where they hold for every task. */
    @ParameterizedTest
    @MethodSource("fruitlessPairs")
    void ofSeveralFruitlessTasksTheOneThatPromisesLeastIsTold(
            StatusOutcome first, StatusOutcome second, FailureReason reason) {
        Instant late = T0.plus(Duration.ofDays(2));
        Submitted half = check(submitted("t", "u"), checked("t", first), late);

        assertThat(failed(decisions.decide(half, checked("u", second), late))
                        .failure()
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void aTaskIsGoneAfterThreeAnswersOverFiveMinutes() {
        Submitted once = check(submitted("t"), checked("t", notFound()), DUE);
        Submitted twice = check(once, checked("t", notFound()), DUE.plusSeconds(299));
        Submitted thrice = check(twice, checked("t", notFound()), DUE.plusSeconds(299));

        JobEvent.Failed event = failed(decisions.decide(thrice, checked("t", notFound()), DUE.plusSeconds(300)));

        assertThat(event.failure().reason()).isEqualTo(FailureReason.TASK_NOT_FOUND);
        assertThat(event.failure().error()).contains(error(404));
    }

    @Test
    void twoAnswersAreNotEnoughHoweverFarApart() {
        Submitted once = check(submitted("t"), checked("t", notFound()), DUE);

        assertThat(check(once, checked("t", notFound()), DUE.plus(Duration.ofDays(1)))
                        .tasks())
                .noneMatch(Task::over);
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
        JobInput alone = new JobInput.Checked("t", notFound(), false, PAUSE);
        Submitted state = submitted("t");
        for (int minute = 0; minute < 60; minute++) {
            state = check(state, alone, DUE.plus(Duration.ofMinutes(minute)));
        }

        Submitted heard = check(state, checked("t", notFound()), DUE.plus(Duration.ofHours(1)));

        assertThat(heard.tasks().getFirst().notFound()).isEqualTo(1);
    }

    private Submitted check(Submitted state, JobInput input, Instant now) {
        Transition move = decisions.decide(state, input, now);
        assertThat(move.reason()).isIn(Reason.CHECKED, Reason.TASK_ENDED);
        return (Submitted) move.next();
    }

    private static JobEvent.Failed failed(Transition move) {
        return (JobEvent.Failed) move.events().getFirst();
    }
}
