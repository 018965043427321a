package dev.takeone.job;

import static dev.takeone.job.Moves.ERROR;
import static dev.takeone.job.Moves.FAIL;
import static dev.takeone.job.Moves.FIRST_CHECK;
import static dev.takeone.job.Moves.REPLAY;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.done;
import static dev.takeone.job.Moves.error;
import static dev.takeone.job.Moves.notFound;
import static dev.takeone.job.Moves.running;
import static dev.takeone.job.Moves.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState.Ended;
import dev.takeone.job.JobState.Failed;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds of every job, whatever happens to it in whatever order, sensible or not. */
class JobLawsTest {

    /** Something happens, {@code after} the last thing did. */
    record Happening(Duration after, JobInput input) {}

    /** A decision that was made of {@code before}. */
    record Step(Instant at, JobState before, Transition move) {}

    @Property
    void aJobEndsAtMostOnceAndIsToldSo(@ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        List<Step> steps = play(policy, story);

        assertThat(steps)
                .filteredOn(step -> step.move().next() instanceof Ended)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(steps).allSatisfy(step -> assertThat(tellsAnEnding(step)).isEqualTo(ends(step)));
    }

    @Property
    void oneSubmittedEventPrecedesEveryCompleted(
            @ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        List<JobEvent> told = events(play(policy, story));

        long submitted =
                told.stream().filter(JobEvent.Submitted.class::isInstance).count();
        assertThat(submitted).isLessThanOrEqualTo(1);
        if (!told.isEmpty() && told.getLast() instanceof JobEvent.Completed) {
            assertThat(told.getFirst()).isInstanceOf(JobEvent.Submitted.class);
            assertThat(told).hasSize(2);
        }
    }

    @Property
    void whereNothingMayBeRepeatedNoPostFollowsADoubt(@ForAll("stories") List<Happening> story) {
        List<Step> steps = play(Rules.InDoubt.FAIL, story);

        assertThat(steps)
                .filteredOn(step -> doubtful(step.before()))
                .allSatisfy(step -> assertThat(step.move().effects()).isEmpty());
    }

    @Property
    void everyPostCarriesTheSameKeyAndBody(@ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        assertThat(posts(play(policy, story))).allSatisfy(post -> {
            assertThat(post.idempotencyKey()).isEqualTo("takeone-5f2c");
            assertThat(post.body()).isEqualTo(SampleJobs.BODY);
        });
    }

    @Property
    void aPostIsJournaledAsAnIntentBeforeItStarts(
            @ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        assertThat(play(policy, story))
                .filteredOn(step -> !step.move().effects().isEmpty())
                .allSatisfy(step -> {
                    assertThat(step.move().recorded()).isTrue();
                    assertThat(step.move().next()).isInstanceOf(Submitting.class);
                });
    }

    @Property
    void doubtIsForgottenOnlyForATaskIdOrForGood(
            @ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        assertThat(play(policy, story))
                .filteredOn(step -> doubtful(step.before()))
                .allSatisfy(step ->
                        assertThat(remembersItsDoubt(step.move().next())).isTrue());
    }

    @Property
    void aPostAfterADoubtIsWithinTheWindow(@ForAll("stories") List<Happening> story) {
        assertThat(play(Rules.InDoubt.REPLAY, story))
                .filteredOn(step ->
                        doubtful(step.before()) && !step.move().effects().isEmpty())
                .allSatisfy(step -> assertThat(step.at()).isBefore(REPLAY.windowEnd((Submitting) step.before())));
    }

    @Property
    void aPostAfterARefusalThatPromisesNothingIsWithinTheWindowOfTheFirst(@ForAll("stories") List<Happening> story) {
        assertThat(play(Rules.InDoubt.REPLAY, story))
                .filteredOn(step -> step.before() instanceof JobState.Accepted waiting
                        && waiting.unclearSince().isPresent()
                        && !step.move().effects().isEmpty())
                .allSatisfy(step -> {
                    JobState.Accepted waiting = (JobState.Accepted) step.before();
                    Submitting posting = (Submitting) step.move().next();
                    assertThat(waiting.unclearSince()).contains(posting.firstPostAt());
                    assertThat(step.at()).isBefore(REPLAY.windowEnd(posting));
                });
    }

    /** Also after a refusal that promises nothing; what a task says of its charge is believed. */
    @Property
    void whatMayHaveBeenAcceptedIsNeitherForgottenNorToldToHaveCostNothing(
            @ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        assertThat(play(policy, story))
                .filteredOn(step -> !(step.before() instanceof Submitted) && mayBePaid(step.before()))
                .allSatisfy(step -> assertThat(mayBePaid(step.move().next())).isTrue());
    }

    @Property
    void whatIsToldOrDoneIsAlwaysJournaled(@ForAll Rules.InDoubt policy, @ForAll("stories") List<Happening> story) {
        assertThat(play(policy, story))
                .filteredOn(step -> !step.move().recorded())
                .allSatisfy(step -> {
                    assertThat(step.move().events()).isEmpty();
                    assertThat(step.move().effects()).isEmpty();
                    assertThat(step.move().next()).hasSameClassAs(step.before());
                });
    }

    /** The story that a worker tells: one answer to each POST before the next is granted. */
    @Property
    void theAttemptCountsThePostsReallyStarted(@ForAll("answers") List<SubmitOutcome> answers) {
        Decisions decisions = new Decisions(REPLAY);
        JobState state = opened(REPLAY).next();
        int started = 0;
        for (SubmitOutcome outcome : answers) {
            if (!(state instanceof Live live) || state instanceof Submitted) {
                break;
            }
            Submitting open = (Submitting)
                    decisions.decide(live, new JobInput.Granted(), T0).next();
            assertThat(open.attempt()).isEqualTo(started + 1);
            Transition move = decisions.decide(open, Moves.answered(open.attempt(), outcome), T0);
            started += reallyStarted(outcome) ? 1 : 0;
            state = move.next();
            for (JobEvent event : move.events()) {
                if (event instanceof JobEvent.Submitted submitted) {
                    assertThat(submitted.attempt()).isEqualTo(started);
                }
            }
        }
    }

    /** A kind that is added, and not thought of here, would be told of by no law. */
    @Example
    void everyKindOfInputAndOfAnswerHappens() {
        assertThat(kinds(inputs())).isEqualTo(kinds(JobInput.class));
        assertThat(kinds(outcomes())).isEqualTo(kinds(SubmitOutcome.class));
        assertThat(kinds(statuses())).isEqualTo(kinds(StatusOutcome.class));
    }

    private static Set<Class<?>> kinds(Arbitrary<?> generated) {
        return generated.allValues().orElseThrow().map(Object::getClass).collect(Collectors.toSet());
    }

    private static Set<Class<?>> kinds(Class<?> closed) {
        return closed.isSealed()
                ? Arrays.stream(closed.getPermittedSubclasses())
                        .flatMap(each -> kinds(each).stream())
                        .collect(Collectors.toSet())
                : Set.of(closed);
    }

    @Provide
    Arbitrary<List<Happening>> stories() {
        Arbitrary<Duration> pauses = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(0, 60).map(Duration::ofSeconds)),
                Tuple.of(1, Arbitraries.integers().between(1, 72).map(Duration::ofHours)));
        return Combinators.combine(pauses, inputs()).as(Happening::new).list().ofMaxSize(40);
    }

    private static Arbitrary<JobInput> inputs() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new JobInput.TooExpensive(BigDecimal.ONE),
                        new JobInput.Granted(),
                        new JobInput.Due(),
                        new JobInput.Resumed(),
                        new JobInput.Settled(),
                        new JobInput.Withdrawn("stop", Optional.empty()),
                        Moves.receipt("t"),
                        Moves.receipt("u"),
                        Moves.receipt("t", "u")),
                Arbitraries.just(new JobInput.Granted()),
                Combinators.combine(Arbitraries.integers().between(0, 4), outcomes())
                        .as((attempt, outcome) ->
                                new JobInput.Answered(attempt, outcome, Duration.ZERO, FIRST_CHECK, false)),
                Combinators.combine(
                                Arbitraries.of("t", "u"),
                                statuses(),
                                Arbitraries.of(true, false),
                                Arbitraries.integers().between(0, 8))
                        .as((task, status, others, silences) -> new JobInput.Checked(
                                task, status, others, silences, Duration.ofSeconds(10), Duration.ZERO)));
    }

    @Provide
    Arbitrary<List<SubmitOutcome>> answers() {
        return outcomes().list().ofMaxSize(20);
    }

    private static Arbitrary<SubmitOutcome> outcomes() {
        return Arbitraries.of(
                Moves.accept("t"),
                Moves.accept("t", "u"),
                new SubmitOutcome.Rejected(error(400)),
                Moves.throttle(),
                Moves.throttle(Duration.ofMinutes(2)),
                Moves.unavailable(),
                Moves.unavailable(Duration.ofHours(2)),
                new SubmitOutcome.NotSent(ERROR),
                new SubmitOutcome.AccountHeld(error(402)),
                new SubmitOutcome.Withheld(),
                new SubmitOutcome.InDoubt(ERROR),
                new SubmitOutcome.InDoubt(error(502)),
                new SubmitOutcome.InProgress(Optional.empty(), error(409)),
                new SubmitOutcome.InProgress(Optional.of(Duration.ofHours(2)), error(409)),
                new SubmitOutcome.Indeterminate(error(409)),
                new SubmitOutcome.KeyReused(error(422)));
    }

    private static Arbitrary<StatusOutcome> statuses() {
        return Arbitraries.of(
                running(),
                new StatusOutcome.Unknown("dreaming"),
                done(),
                new StatusOutcome.Completed(List.of(), Optional.empty(), Optional.empty()),
                new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), "{}"),
                new StatusOutcome.Failed(ERROR, Optional.empty()),
                new StatusOutcome.Cancelled(ERROR, Optional.empty()),
                new StatusOutcome.Refused(ERROR),
                notFound(),
                new StatusOutcome.Throttled(Optional.empty(), error(429)),
                new StatusOutcome.AccountHeld(error(401)),
                new StatusOutcome.NotSent(ERROR),
                unreadable());
    }

    private static Transition opened(Rules rules) {
        return new Decisions(rules).open(SampleJobs.full(), SampleJobs.BODY, T0);
    }

    private static List<Step> play(Rules.InDoubt policy, List<Happening> story) {
        Rules rules = policy == Rules.InDoubt.FAIL ? FAIL : REPLAY;
        List<Step> steps = new ArrayList<>();
        JobState state = opened(rules).next();
        Instant now = T0;
        for (Happening each : story) {
            now = now.plus(each.after());
            if (state instanceof Live live) {
                Transition move = new Decisions(rules).decide(live, each.input(), now);
                steps.add(new Step(now, state, move));
                state = move.next();
            }
        }
        return steps;
    }

    private static List<JobEvent> events(List<Step> steps) {
        return steps.stream().flatMap(step -> step.move().events().stream()).toList();
    }

    private static List<Effect.Post> posts(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step.move().effects().stream())
                .map(effect -> switch (effect) {
                    case Effect.Post post -> post;
                })
                .toList();
    }

    private static boolean ends(Step step) {
        return step.move().next() instanceof Ended;
    }

    private static boolean tellsAnEnding(Step step) {
        return step.move().events().stream().anyMatch(event -> !(event instanceof JobEvent.Submitted));
    }

    private static boolean doubtful(JobState state) {
        return state instanceof Submitting submitting && submitting.doubt().isPresent();
    }

    private static boolean mayBePaid(JobState state) {
        return switch (state) {
            case JobState.Accepted waiting -> waiting.unclearSince().isPresent();
            case Submitting posting ->
                posting.doubt().isPresent()
                        || posting.refusals()
                                .flatMap(JobState.Refusals::unclearSince)
                                .isPresent();
            case Submitted _paid -> true;
            case Failed failed -> failed.charge().charged() != FailureReason.Charged.NO;
            case JobState.Completed _paid -> true;
        };
    }

    private static boolean remembersItsDoubt(JobState next) {
        return switch (next) {
            case Submitting submitting -> submitting.doubt().isPresent();
            case Submitted _paid -> true;
            case Failed failed -> failed.reason() == FailureReason.SUBMISSION_IN_DOUBT;
            case JobState.Accepted _forgotten -> false;
            case JobState.Completed _untold -> false;
        };
    }

    private static boolean reallyStarted(SubmitOutcome outcome) {
        return !(outcome instanceof SubmitOutcome.NotSent || outcome instanceof SubmitOutcome.Withheld);
    }
}
