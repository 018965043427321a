package dev.takeone.job;

import static dev.takeone.job.Decisions.ignored;
import static dev.takeone.job.Transition.passing;
import static dev.takeone.job.Transition.recorded;

import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.StatusOutcome.Cancelled;
import dev.takeone.job.StatusOutcome.Completed;
import dev.takeone.job.StatusOutcome.NoOutput;
import dev.takeone.job.StatusOutcome.NotFound;
import dev.takeone.job.StatusOutcome.Refused;
import dev.takeone.job.StatusOutcome.Running;
import dev.takeone.job.StatusOutcome.Throttled;
import dev.takeone.job.StatusOutcome.Unknown;
import dev.takeone.job.StatusOutcome.Unreadable;
import dev.takeone.job.Task.End.Done;
import dev.takeone.job.Task.End.Fruitless;
import dev.takeone.job.Transition.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The moves of a job that is paid for and running. */
final class StatusDecisions {
    /** How long a task may have run before this worker learned of it: by a replay, by a receipt, or by another's clock. */
    private static final Duration LEARNED_LATE = Duration.ofHours(1);

    /** No call takes as long: a worker that comes back to one later stood still, and asked nobody meanwhile. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    private final Rules rules;

    StatusDecisions(Rules rules) {
        this.rules = rules;
    }

    Transition running(Submitted state, JobInput input, Instant now) {
        return switch (input) {
            case JobInput.Checked checked ->
                state.tasks().stream()
                        .filter(task -> task.id().equals(checked.taskId()) && !task.over())
                        .findFirst()
                        .map(task -> checked(state, task, checked, now))
                        .orElseGet(() -> ignored(state));
            case JobInput.Resumed _resumed -> passing(state, Reason.RESUMED);
            case JobInput.ReceiptFound receipt -> compared(state, receipt.taskIds());
            case JobInput.Answered(
                    int _attempt,
                    SubmitOutcome.Accepted accepted,
                    Duration _tried,
                    FirstCheck _first,
                    boolean _othersPassed) -> compared(state, accepted.taskIds());
            case JobInput.Withdrawn _late -> ignored(state);
            case JobInput.TooExpensive _late -> ignored(state);
            case JobInput.Settled _settled -> ignored(state);
            case JobInput.Due _due -> ignored(state);
            case JobInput.Granted _late -> ignored(state);
            case JobInput.Answered _late -> ignored(state);
        };
    }

    /** A task of this job that it does not know has been paid for beside its own: told once, over all restores. */
    private static Transition compared(Submitted state, List<String> taskIds) {
        return state.knows(taskIds)
                ? ignored(state)
                : state.suspecting(taskIds)
                        .map(next -> recorded(next, Reason.DOUBLE_CHARGE_SUSPECTED))
                        .orElseGet(() -> passing(state, Reason.DOUBLE_CHARGE_SUSPECTED));
    }

    private Transition checked(Submitted state, Task task, JobInput.Checked input, Instant now) {
        Instant next = now.plus(input.next());
        Asked asked = new Asked(begun(input, now), now, next);
        Submitted heard = asked.heard(state);
        return switch (input.outcome()) {
            case Running _running -> notDone(heard, task, asked);
            case Unknown _word -> notDone(heard, task, asked);
            case Completed cut when cut.isCut() && task.unread() + 1 < Rules.UNREAD_ANSWERS -> cut(heard, task, next);
            case Completed done -> ended(heard, task, new Done(done.videos(), done.generation(), done.cost()), now);
            case NoOutput none -> noOutput(heard, task, none, asked);
            case StatusOutcome.Failed(ProviderError error, Optional<BigDecimal> cost, boolean unsure) ->
                badEnd(
                        heard,
                        task,
                        new Fruitless(FailureReason.GENERATION_FAILED, Optional.of(error), cost, unsure),
                        asked);
            case Cancelled(ProviderError error, Optional<BigDecimal> cost) ->
                badEnd(heard, task, new Fruitless(FailureReason.CANCELLED, Optional.of(error), cost), asked);
            case Refused(ProviderError error)
            when input.othersReadable() -> lost(state, task.missing(now, next), refused(error), now);
            case Refused(ProviderError error) -> unheard(state, task, input, error, asked);
            case NotFound(ProviderError error)
            when input.othersReadable() -> lost(state, task.missing(now, next), unknown(error), now);
            case NotFound(ProviderError error) -> unheard(state, task, input, error, asked);
            case Throttled(Optional<Duration> after, ProviderError error) ->
                untold(
                        state,
                        task,
                        input,
                        error,
                        asked.noSoonerThan(after.map(now::plus).orElse(next)));
            case StatusOutcome.AccountHeld(ProviderError error) -> untold(state, task, input, error, asked);
            case Unreadable(ProviderError error) -> untold(state, task, input, error, asked);
            case StatusOutcome.NotSent _unasked -> unasked(state, task, next);
        };
    }

    /** The check was refused, and not the task by its own status: what became of its money is not known. */
    private static Fruitless refused(ProviderError error) {
        return new Fruitless(FailureReason.GENERATION_FAILED, Optional.of(error), Optional.empty(), true);
    }

    private static Fruitless unknown(ProviderError error) {
        return new Fruitless(FailureReason.TASK_NOT_FOUND, Optional.of(error), Optional.empty());
    }

    private static Instant begun(JobInput.Checked input, Instant now) {
        return now.minus(input.took().compareTo(LONGEST_CALL) < 0 ? input.took() : LONGEST_CALL);
    }

    /** Nothing was told of the task, whoever is to blame: the account, or the provider, where others' tasks cannot be read. */
    private Transition untold(Submitted state, Task task, JobInput.Checked input, ProviderError error, Asked asked) {
        return input.othersReadable()
                ? unread(asked.heard(state), task, error, asked)
                : unheard(state, task, input, error, asked);
    }

    private static Transition unasked(Submitted state, Task task, Instant next) {
        return passing(state.checked(task.unheard(next)), Reason.CHECKED);
    }

    /** Nobody's answers tell anything, and there is time; but where one of its tasks is over, a request waits a day at most. */
    private Transition unheard(Submitted state, Task task, JobInput.Checked input, ProviderError error, Asked asked) {
        boolean isLate = state.open() < state.tasks().size()
                && input.silences() >= Rules.UNREAD_ANSWERS
                && rules.pastDeadline(asked.heard(state), asked.now());
        return isLate ? late(state, task, Optional.of(error), asked.now()) : unasked(state, task, asked.next());
    }

    /**
     * A check that is over.
     *
     * @param begun when it began
     * @param now when it was over
     * @param next when to ask again
     */
    private record Asked(Instant begun, Instant now, Instant next) {
        Asked noSoonerThan(Instant earliest) {
            return next.isBefore(earliest) ? new Asked(begun, now, earliest) : this;
        }

        /** What was blind ends with it. */
        Submitted heard(Submitted state) {
            return state.heard(begun, now);
        }
    }

    private Transition notDone(Submitted state, Task task, Asked asked) {
        return rules.pastDeadline(state, asked.now())
                ? late(state, task, Optional.empty(), asked.now())
                : passing(state.checked(task.running(asked.next())), Reason.CHECKED);
    }

    /** Half of the videos may be missing, and asking again is free: half an answer counts only where no whole one comes. */
    private static Transition cut(Submitted state, Task task, Instant next) {
        return passing(state.checked(task.unread(next)), Reason.CHECKED);
    }

    /** Alone with its trouble, a task holds nobody, and its deadline counts. */
    private Transition unread(Submitted state, Task task, ProviderError error, Asked asked) {
        Task unread = task.unread(asked.next());
        return unread.isKnownUnread() && rules.pastDeadline(state, asked.now())
                ? late(state, task, Optional.of(error), asked.now())
                : passing(state.checked(unread), Reason.CHECKED);
    }

    /** @param unread what came in place of a status; empty where one was read, and says not done */
    private static Transition late(Submitted state, Task task, Optional<ProviderError> unread, Instant now) {
        return ended(state, task, new Fruitless(FailureReason.DEADLINE_EXCEEDED, unread, Optional.empty()), now);
    }

    private Transition noOutput(Submitted state, Task task, NoOutput none, Asked asked) {
        Fruitless end = new Fruitless(FailureReason.NO_OUTPUT, none.error(), none.cost());
        return none.error().isPresent()
                ? ended(state, task, end, asked.now())
                : told(state, task, end, new Again(rules.outputPatience(), rules.noOutputAnswers()), asked);
    }

    private Transition badEnd(Submitted state, Task task, Fruitless end, Asked asked) {
        return told(
                state,
                task,
                end,
                new Again(Rules.TOLD_TWICE, Rules.BAD_END_ANSWERS),
                asked.noSoonerThan(asked.now().plus(Rules.TOLD_TWICE)));
    }

    /**
     * When a bad end must be told again.
     *
     * @param after counts only so long after it was told first
     * @param answers and counts only as this one or a later one
     */
    private record Again(Duration after, int answers) {}

    private Transition told(Submitted state, Task task, Fruitless end, Again again, Asked asked) {
        Instant now = asked.now();
        Task.Told told = task.told()
                .filter(before -> before.reason() == end.reason())
                .map(before -> before.again(now))
                .orElseGet(() -> Task.Told.once(end.reason(), now));
        if (told.answers() >= again.answers() && !now.isBefore(told.since().plus(again.after()))) {
            return ended(state, task, end, now);
        }
        Submitted next = state.checked(task.told(told, asked.next()));
        if (told.answers() > 1) {
            return passing(next, Reason.CHECKED);
        }
        boolean wavers = task.told().isPresent() && rules.pastDeadline(state, asked.now());
        return wavers ? late(state, task, Optional.empty(), now) : recorded(next, Reason.TOLD_ONCE);
    }

    private static Transition lost(Submitted state, Task missing, Fruitless end, Instant now) {
        boolean gone = missing.notFound() >= Rules.NOT_FOUND_ANSWERS
                && !now.isBefore(missing.notFoundSince().plus(Rules.NOT_FOUND_SPAN));
        return gone ? ended(state, missing, end, now) : passing(state.checked(missing), Reason.CHECKED);
    }

    private static Transition ended(Submitted state, Task task, Task.End end, Instant now) {
        Submitted next = state.checked(task.ended(end));
        return next.nextTask().isPresent() ? recorded(next, Reason.TASK_ENDED) : over(next, now);
    }

    private static Transition over(Submitted state, Instant now) {
        List<Done> done = ends(state, Done.class).toList();
        return done.isEmpty() ? failed(state, now) : completed(state, done, now);
    }

    private static <E extends Task.End> Stream<E> ends(Submitted state, Class<E> kind) {
        return state.tasks().stream()
                .flatMap(task -> task.end().stream())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private static Transition completed(Submitted state, List<Done> done, Instant now) {
        Optional<Duration> generation = done.stream()
                .flatMap(task -> task.generation().stream())
                .filter(took -> isPossible(took, state, now))
                .max(Comparator.naturalOrder());
        Optional<BigDecimal> cost = Stream.concat(
                        done.stream().map(Done::cost),
                        ends(state, Fruitless.class).map(Fruitless::cost))
                .reduce(Optional.empty(), Charge::sum);
        boolean unsure = done.stream().anyMatch(task -> task.cost().isEmpty())
                || ends(state, Fruitless.class).anyMatch(end -> charge(end).charged() == FailureReason.Charged.UNKNOWN);
        JobEvent.Result result = new JobEvent.Result(
                state.taskIds(),
                done.stream().flatMap(task -> task.videos().stream()).toList(),
                generation,
                cost,
                state.polls());
        return recorded(state.complete(generation, cost, unsure, now), Reason.COMPLETED)
                .telling(new JobEvent.Completed(state.job(), result, state.submittedAt(), now));
    }

    /** A number in other units than it should be would be told, and learned from: nobody would ask in time any more. */
    private static boolean isPossible(Duration generation, Submitted state, Instant now) {
        return !state.countsFrom().plus(generation).isAfter(now.plus(LEARNED_LATE));
    }

    /** The reason that promises least stands for all: "not charged" and "try again" must be true of every task. */
    private static Transition failed(Submitted state, Instant now) {
        List<Fruitless> ends = ends(state, Fruitless.class).toList();
        Fruitless told = ends.stream()
                .min(Comparator.comparing(StatusDecisions::uncharged)
                        .thenComparing(StatusDecisions::retryable)
                        .thenComparingInt(end -> charge(end).promise()))
                .orElseThrow();
        Charge charge =
                ends.stream().map(StatusDecisions::charge).reduce(Charge::plus).orElseThrow();
        return recorded(state.fail(told.reason(), charge, now), Reason.FAILED)
                .telling(new JobEvent.Failed(
                        state.job(),
                        state.taskIds(),
                        JobEvent.Failure.of(told.reason(), charge, message(told), told.error()),
                        now));
    }

    private static Charge charge(Fruitless end) {
        Charge named = Charge.of(end.reason(), end.cost());
        return end.unsure() && end.cost().isEmpty() ? new Charge(FailureReason.Charged.UNKNOWN, end.cost()) : named;
    }

    private static boolean uncharged(Fruitless end) {
        return charge(end).charged() == FailureReason.Charged.NO;
    }

    private static boolean retryable(Fruitless end) {
        return end.reason().retryable();
    }

    private static String message(Fruitless end) {
        return switch (end.reason()) {
            case GENERATION_FAILED ->
                end.unsure()
                        ? "The provider ends the task in words that do not tell whether it was charged."
                        : "The provider says that the generation failed.";
            case CANCELLED -> "The provider says that the task was cancelled.";
            case NO_OUTPUT -> "The task completed without a video; a safety filter may have held it back.";
            case TASK_NOT_FOUND -> "The provider no longer knows the task.";
            case DEADLINE_EXCEEDED ->
                end.error().isPresent()
                        ? "The task's status could not be read within takeone.job.deadline, as provider_error says;"
                                + " it may still finish at the provider."
                        : "The task is not done within takeone.job.deadline; it may still finish at the provider.";
            case INVALID_REQUEST,
                    CONFLICTING_DUPLICATE,
                    TOO_EXPENSIVE,
                    WITHDRAWN,
                    REJECTED,
                    SUBMISSION_IN_DOUBT,
                    RETRIES_EXHAUSTED ->
                throw new IllegalArgumentException("not the ending of a task: " + end.reason());
        };
    }
}
