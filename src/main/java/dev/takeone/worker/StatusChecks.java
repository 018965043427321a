package dev.takeone.worker;

import dev.takeone.job.JobInput;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Rules;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Task;
import dev.takeone.provider.quota.Call;
import dev.takeone.provider.quota.Gate;
import dev.takeone.worker.Allowance.Leave;
import dev.takeone.worker.times.CheckTimes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks for the status of whoever is due, as a stream: due checks go in as gate and quota allow, at most so many are
 * open at once, and the answers come out as inputs of their jobs.
 */
final class StatusChecks {
    /** A task that tells nothing is asked for ever more rarely, but by then. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 10;

    private static final int OVERLOAD_DOUBLINGS = 2;

    /** Of the calls that this replica may make, a tenth is left to submissions. */
    private static final double SHARE_OF_CHECKS = 0.9;

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final double MOST_MINUTES = 60;

    private final WorkerSettings settings;
    private final Steps steps;
    private final Allowance allowance;
    private final Wakes wakes;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;
    private final Evidence evidence;
    private final UnicastProcessor<Check> due = UnicastProcessor.create();
    private int open;

    private record Check(LiveJob job, String taskId, Leave leave, Instant begun) {}

    private record Checked(Check check, StatusOutcome outcome) {}

    StatusChecks(
            WorkerSettings settings, Steps steps, Allowance allowance, Wakes wakes, Ports ports, SteadyClock clock) {
        this.wakes = wakes;
        this.settings = settings;
        this.steps = steps;
        this.allowance = allowance;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
        this.evidence = new Evidence(clock, table.counts());
    }

    void start() {
        due.onItem()
                .transformToUni(this::ask)
                .merge(settings.maxChecks())
                .subscribe()
                .with(
                        answer -> ports.executor().execute(() -> answered(answer.check(), answer.outcome())),
                        broken -> ports.executor().execute(() -> {
                            throw new IllegalStateException("the stream of status checks has ended", broken);
                        }));
    }

    private Uni<Checked> ask(Check check) {
        return ports.provider()
                .check(check.taskId(), () -> ports.executor().execute(() -> allowance.written(check.leave())))
                .onFailure(Exception.class)
                .recoverWithItem(
                        broken -> new StatusOutcome.Unreadable(ProviderError.transport(String.valueOf(broken))))
                .map(outcome -> new Checked(check, outcome));
    }

    /** Starts the checks that are due and allowed at {@code now}. */
    void pump(Instant now, boolean submissionsWaiting) {
        while (open < settings.maxChecks()) {
            Optional<LiveJob> next = nextCheck(now);
            Optional<Leave> leave = next.flatMap(
                    job -> allowance.check(Call.check(job.unheard() > 0), submissionsWaiting, late(job, now)));
            if (next.isEmpty() || leave.isEmpty()) {
                return;
            }
            begin(next.get(), leave.get());
        }
    }

    /** Since when it is due; for no time at all where it was due from the beginning on. */
    private static Duration late(LiveJob job, Instant now) {
        return job.dueAt.equals(Instant.MIN) ? Duration.ZERO : Duration.between(job.dueAt, now);
    }

    /** Whose turn it is, of those that are not to call first. */
    private Optional<LiveJob> nextCheck(Instant now) {
        Optional<LiveJob> next = table.nextCheck(now, allowance.probes());
        while (next.filter(job -> wakes.postpones(job, now)).isPresent()) {
            next = table.nextCheck(now, allowance.probes());
        }
        return next;
    }

    private void begin(LiveJob job, Leave leave) {
        open++;
        wakes.asks(job);
        table.calling(job);
        Check check = new Check(
                job,
                job.nextTask().map(Task::id).orElseThrow(),
                leave,
                ports.ticker().now());
        job.asked(clock.now());
        due.onNext(check);
    }

    private void answered(Check check, StatusOutcome outcome) {
        Instant now = ports.ticker().now();
        open--;
        allowance.checked(check.leave(), outcome);
        evidence.note(outcome);
        ports.listener()
                .checked(
                        new WorkerObserver.TimedCall(check.job().state.job(), check.begun(), now),
                        check.taskId(),
                        outcome);
        if (table.holds(check.job())) {
            LiveJob job = check.job();
            table.followClock();
            wakes.checked(job, outcome);
            boolean othersReadable = evidence.othersReadable(job, check.taskId(), outcome);
            int polls = polls(job) + 1;
            int unheard = unheard(job.unheard(check.taskId()), outcome);
            job.unheard(check.taskId(), unheard);
            job.silences(check.taskId(), silences(job.silences(check.taskId()), outcome, othersReadable));
            Duration next = next(job, polls, outcome, rarer(unheard, outcome, othersReadable));
            table.called(job);
            steps.step(
                    job,
                    new JobInput.Checked(
                            check.taskId(),
                            outcome,
                            othersReadable,
                            job.silences(check.taskId()),
                            next,
                            Duration.between(job.askedAt, clock.now())));
            if (table.holds(job)) {
                steps.checked(job);
                evidence.noteMissing(job);
                table.within(job, longest(next, outcome));
            } else {
                allowance.ended(polls);
            }
        }
    }

    /** @param doublings how many times the pause is doubled */
    private Duration next(LiveJob job, int polls, StatusOutcome outcome, int doublings) {
        double use = allowance.use();
        Duration pause = isNotDone(outcome)
                ? ports.checkTimes()
                        .next(new CheckTimes.Running(job.state.job().profile(), age(job), polls), use, clock.now())
                : Duration.ofMillis((long) (settings.checkInterval().toMillis() * (1 + use)));
        table.counts().wants(job, Optional.of(pause));
        Duration needed = longer(pause, needed());
        Duration rarer = needed.multipliedBy(1L << doublings);
        return rarer.compareTo(LONGEST_PAUSE) < 0 ? rarer : longer(needed, LONGEST_PAUSE);
    }

    /** A provider that is overloaded says so to all, and all are to be asked soon after it. */
    private static int rarer(int unheard, StatusOutcome outcome, boolean othersReadable) {
        return Math.min(
                unheard,
                outcome instanceof StatusOutcome.Throttled && !othersReadable ? OVERLOAD_DOUBLINGS : MAX_DOUBLINGS);
    }

    /** Since the submission; not negative, where that was by a clock that is ahead. */
    private Duration age(LiveJob job) {
        Instant now = ports.ticker().now();
        return job.state instanceof Submitted submitted
                        && submitted.countsFrom().isBefore(now)
                ? Duration.between(submitted.countsFrom(), now)
                : Duration.ZERO;
    }

    /** Where more checks are wanted than may be made, the pause after which each task can be asked for again. */
    private Duration needed() {
        double calls = allowance.callsPerMinute() * SHARE_OF_CHECKS;
        double minutes =
                table.counts().wanted() > calls ? table.counts().asked() / Math.max(calls, Double.MIN_NORMAL) : 0;
        return Duration.ofMillis((long) (Math.min(minutes, MOST_MINUTES) * A_MINUTE.toMillis()));
    }

    /** What was decided just now, or was asked for; one of the job's other tasks may be due by a clock that has been set. */
    private static Duration longest(Duration next, StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Throttled throttled ->
                longer(next, throttled.retryAfter().orElse(next));
            case StatusOutcome.Failed _once -> longer(next, Rules.TOLD_TWICE);
            case StatusOutcome.Cancelled _once -> longer(next, Rules.TOLD_TWICE);
            case StatusOutcome.Refused _next -> next;
            case StatusOutcome.NoOutput _next -> next;
            case StatusOutcome.Running _next -> next;
            case StatusOutcome.Unknown _next -> next;
            case StatusOutcome.Completed _next -> next;
            case StatusOutcome.NotFound _next -> next;
            case StatusOutcome.AccountHeld _next -> next;
            case StatusOutcome.NotSent _next -> next;
            case StatusOutcome.Unreadable _next -> next;
        };
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Whether how long such tasks take says when to ask again: not of one that says it is done, or says nothing. */
    private static boolean isNotDone(StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Running _runs -> true;
            case StatusOutcome.Unknown _runs -> true;
            case StatusOutcome.Completed _done -> false;
            case StatusOutcome.NoOutput _done -> false;
            case StatusOutcome.Failed _done -> false;
            case StatusOutcome.Cancelled _done -> false;
            case StatusOutcome.Refused _silent -> false;
            case StatusOutcome.NotFound _silent -> false;
            case StatusOutcome.Throttled _silent -> false;
            case StatusOutcome.AccountHeld _silent -> false;
            case StatusOutcome.NotSent _silent -> false;
            case StatusOutcome.Unreadable _silent -> false;
        };
    }

    /** Answers in a row that tell nothing of the task, and are not about the account's pace: a check that never left is none. */
    private static int unheard(int before, StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Unreadable _nothing -> before + 1;
            case StatusOutcome.AccountHeld _nothing -> before + 1;
            case StatusOutcome.NotSent _unasked -> before;
            case StatusOutcome.Throttled throttled -> Gate.isAccountsLimit(throttled.error()) ? 0 : before + 1;
            case StatusOutcome.Running _readable -> 0;
            case StatusOutcome.Unknown _readable -> 0;
            // Half an answer is told again until it is believed: to be that takes minutes.
            case StatusOutcome.Completed done -> done.isCut() ? before + 1 : 0;
            case StatusOutcome.NoOutput _readable -> 0;
            case StatusOutcome.Refused _readable -> 0;
            case StatusOutcome.Failed _readable -> 0;
            case StatusOutcome.Cancelled _readable -> 0;
            case StatusOutcome.NotFound _readable -> 0;
        };
    }

    /** The same, and those that say that it is not known, or not told of, while nobody else can tell whether that is so. */
    private static int silences(int before, StatusOutcome outcome, boolean othersReadable) {
        boolean own = outcome instanceof StatusOutcome.NotFound || outcome instanceof StatusOutcome.Refused;
        return own && !othersReadable ? before + 1 : unheard(before, outcome);
    }

    private static int polls(LiveJob job) {
        return job.state instanceof Submitted submitted ? submitted.polls() : 0;
    }
}
