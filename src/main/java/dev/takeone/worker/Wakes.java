package dev.takeone.worker;

import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.StatusOutcome;
import dev.takeone.worker.times.CheckTimes;
import dev.takeone.worker.times.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * What callbacks do: a task that has called is asked for soon, and where nearly all tasks call, one that has not is asked
 * for late. Nothing here moves a job, or is remembered by the journal: due times there are as if nobody ever called.
 */
final class Wakes {
    private static final Duration SURVEY = Duration.ofSeconds(1);

    private final WorkerSettings settings;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;
    private final Trust trust = new Trust();

    /** When a task called last that had not before, by the {@link SteadyClock}. */
    private Instant lastCall = Instant.MIN;

    private Instant surveyAt = Instant.MIN;

    /** As {@link Trust#part}; for other threads. */
    private volatile double trusted;

    Wakes(WorkerSettings settings, Ports ports, SteadyClock clock, JobTable table) {
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
        this.table = table;
    }

    /** The part of the tasks that are relied on to call. May be asked on any thread. */
    double trustedPart() {
        return trusted;
    }

    /** Somebody has called for these jobs. */
    void woken(int partition, Collection<String> jobIds) {
        jobIds.forEach(id -> ports.listener()
                .called(id, table.job(partition, id).map(this::woken).orElse(CallbackOutcome.WITHOUT_EFFECT)));
    }

    private CallbackOutcome woken(LiveJob job) {
        Calls calls = job.calls();
        if (!calls.came) {
            calls.came = true;
            lastCall = clock.now();
        }
        calls.wakeAt = later(clock.now(), job.askedAt, settings.checkInterval());
        table.wake(job);
        return job.state instanceof Submitted ? CallbackOutcome.CHECKS : CallbackOutcome.EARLY;
    }

    private static Instant later(Instant now, Instant asked, Duration pause) {
        return asked.equals(Instant.MIN) || asked.plus(pause).isBefore(now) ? now : asked.plus(pause);
    }

    /** Whether a task that is due is left for later, since it is to call: as is its right once for each due time. */
    boolean postpones(LiveJob job, Instant now) {
        if (!trust.trusted() || job.postponed || !expects(job)) {
            return false;
        }
        Instant then = due(job, job.askedAt, trust.part());
        if (!then.isAfter(now)) {
            return false;
        }
        job.postponed = true;
        table.postpone(job, then);
        return true;
    }

    /** It is asked for now. That it was left for later than it was due is no time in which the provider could not be asked. */
    void asks(LiveJob job) {
        table.followClock();
        if (job.postponed && job.state instanceof Submitted submitted) {
            job.state = submitted.leftUntil(clock.timeOfDay(job.dueAt));
        }
    }

    /** Whether a task of it is to call that has not yet: of one of several, it is not known whether each calls. */
    private static boolean expects(LiveJob job) {
        return job.callsBack()
                && !job.calls().came
                && job.unheard() == 0
                && job.state instanceof Submitted submitted
                && submitted.tasks().size() == 1
                && submitted.tasks().getFirst().told().isEmpty();
    }

    /** When to ask for a task that ran at that time, or was not accepted yet. */
    private Instant due(LiveJob job, Instant ran, double calling) {
        Duration age = age(job, ran);
        return job.calls()
                .submittedAt
                .plus(age)
                .plus(ports.checkTimes()
                        .unlessCalled(new CheckTimes.Running(profile(job), age, 0), calling, clock.now()));
    }

    /** Since the task was accepted here, by the {@link SteadyClock}. */
    private static Duration age(LiveJob job, Instant at) {
        Instant since = job.calls().submittedAt;
        return since.isBefore(at) ? Duration.between(since, at) : Duration.ZERO;
    }

    private static String profile(LiveJob job) {
        return job.state.job().profile();
    }

    /** A check has told this of a job's task. */
    void checked(LiveJob job, StatusOutcome outcome) {
        if (job.callsBack() && !job.calls().counted && isEnd(outcome)) {
            job.calls().counted = true;
            follow(job.calls().came ? trust.came() : trust.missed());
        }
    }

    /** Of which the provider says that it calls. */
    private static boolean isEnd(StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Completed _end -> true;
            case StatusOutcome.NoOutput _end -> true;
            case StatusOutcome.Failed _end -> true;
            case StatusOutcome.Cancelled _untold -> false;
            case StatusOutcome.Running _goesOn -> false;
            case StatusOutcome.Unknown _goesOn -> false;
            case StatusOutcome.Refused _silent -> false;
            case StatusOutcome.NotFound _silent -> false;
            case StatusOutcome.Throttled _silent -> false;
            case StatusOutcome.AccountHeld _silent -> false;
            case StatusOutcome.NotSent _silent -> false;
            case StatusOutcome.Unreadable _silent -> false;
        };
    }

    /** Sees whether calls fail to come. */
    void tick(Instant now) {
        if (trust.trusted() && !now.isBefore(surveyAt)) {
            surveyAt = now.plus(SURVEY);
            double expected = table.running(Wakes::expects)
                    .mapToDouble(
                            job -> ports.checkTimes().ended(profile(job), age(job, since(job)), age(job, now), now))
                    .sum();
            follow(trust.silent(expected));
        }
    }

    /** When it was known to be running: it would have called before. */
    private Instant since(LiveJob job) {
        return lastCall.isAfter(job.askedAt) ? lastCall : job.askedAt;
    }

    private void follow(Trust.Change change) {
        trusted = trust.part();
        if (change == Trust.Change.LOST) {
            table.running(job -> job.postponed).toList().forEach(this::askInTime);
        }
        if (change != Trust.Change.NONE) {
            ports.listener()
                    .relied(change == Trust.Change.GAINED, trust.lately(), trust.calledInTime(), trust.calledNot());
        }
    }

    /** At the first of its own times since it was known to be running, which may be over. */
    private void askInTime(LiveJob job) {
        job.postponed = false;
        table.postpone(job, due(job, since(job), 0));
    }
}
