package dev.takeone.console.picture;

import static dev.takeone.console.view.Sentence.about;
import static dev.takeone.console.view.Sentence.count;
import static dev.takeone.console.view.Sentence.length;
import static dev.takeone.console.view.Sentence.time;

import dev.takeone.account.Report;
import dev.takeone.console.memory.KnownLive;
import dev.takeone.console.view.Overview;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Task;
import dev.takeone.orders.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** One sentence on a job: why it waits, and how long that may take. A pure function of the job and its situation. */
final class WhyItWaits {
    private static final String SUBMISSION = "SUBMISSION";
    private static final String CHECK = "CHECK";

    private final Situation situation;
    private final Instant now;

    WhyItWaits(Situation situation, Instant now) {
        this.situation = situation;
        this.now = now;
    }

    String say(KnownLive job) {
        return switch (job.state()) {
            case JobState.Accepted waiting -> elsewhere(job).orElseGet(() -> waiting(job, waiting));
            case JobState.Submitting posting
            when posting.doubt().isPresent() ->
                elsewhere(job).orElseGet(() -> inDoubt(posting, posting.doubt().orElseThrow()));
            case JobState.Submitting posting ->
                elsewhere(job)
                        .orElseGet(() -> "its paid request is on its way to the provider, since "
                                + time(Instant.ofEpochMilli(job.since()))
                                + (posting.attempt() > 1 ? ", attempt " + posting.attempt() : ""));
            case JobState.Submitted running -> elsewhere(job).orElseGet(() -> running(running));
        };
    }

    /** What keeps every job of a partition from moving. */
    private Optional<String> elsewhere(KnownLive job) {
        int partition = job.state().job().origin().partition();
        Optional<AccountBoard.Owner> owner = owner(job.state().job());
        if (owner.isEmpty() && !situation.reading().fresh()) {
            return Optional.empty();
        }
        if (owner.isEmpty()) {
            return Optional.of(
                    situation.board().of(situation.group()).findAny().isEmpty()
                            ? "waits for a worker: none of group " + situation.group() + " tells of itself"
                            : "waits for a worker: none has its partition " + partition
                                    + " at the moment; another takes it within a minute");
        }
        String worker = owner.orElseThrow().row().who().worker();
        if (owner.orElseThrow().isStopped()) {
            return Optional.of(
                    "stands still: its partition " + partition + " is stopped until a person decides; worker " + worker
                            + " says at /q/health/well what is wrong, and the mend");
        }
        return owner.orElseThrow().restores()
                ? Optional.of("waits for worker " + worker + ", which is reading its partition " + partition + " back")
                : Optional.empty();
    }

    private Optional<AccountBoard.Owner> owner(Job job) {
        return situation.board().owner(situation.group(), job.origin().partition());
    }

    private String waiting(KnownLive known, JobState.Accepted state) {
        Job job = state.job();
        return state.unclearSince()
                .map(since -> "in doubt since " + time(since)
                        + ": it was refused in a way that promises nothing; asked again " + again(state.dueAt()))
                .or(() -> withdrawn(job))
                .or(() -> ordered(known.model()))
                .or(() -> held(job, SUBMISSION).map(hold -> "waits because " + held(hold)))
                .or(() -> situation.board().untold().ofPartitions().map("waits: "::concat))
                .or(() -> parked(job))
                .or(() -> heldByGone(job))
                .or(() -> refused(state))
                .orElseGet(() -> turn(known));
    }

    private Optional<String> withdrawn(Job job) {
        return situation
                .standing()
                .orders()
                .withdrawal(job)
                .map(order -> "is about to end unbought: order `" + order.name() + "` withdraws it");
    }

    private Optional<String> ordered(String model) {
        return situation
                .standing()
                .orders()
                .hold(model)
                .map(hold -> "waits behind an order: hold `" + hold.name() + "`"
                        + since(hold)
                        + hold.reason().map(reason -> " (" + reason + ")").orElse(""));
    }

    private String since(Order order) {
        return situation
                .standing()
                .since(order)
                .map(at -> ", since " + time(at))
                .orElse("");
    }

    private Optional<Report.Held> held(Job job, String call) {
        return owner(job).stream()
                .flatMap(owner -> owner.row().report().holds().stream())
                .filter(hold -> hold.calls().contains(call))
                .filter(hold -> hold.model()
                        .map(model -> job.model().equals(Optional.of(model)))
                        .orElse(true))
                .findFirst();
    }

    private String held(Report.Held hold) {
        String what = switch (hold.cause()) {
            case "throttled" -> "the provider asks for a pause";
            case "account_held" -> "the account is held by the provider";
            case "provider_away" -> "the provider cannot be reached";
            case "too_late" -> "each paid request comes too late after its commit was begun, and is not sent";
            default -> "calls are held (" + hold.cause() + ")";
        };
        return what
                + hold.words().map(words -> " (" + words + ")").orElse("")
                + ", since " + time(hold.since()) + "; tried again " + again(hold.until());
    }

    private Optional<String> parked(Job job) {
        Overview.Spend spend = situation.spend();
        BigDecimal own = job.estimate().orElse(BigDecimal.ZERO);
        return spend.dayCeiling()
                .flatMap(ceiling -> parked(ceiling, spend.day(), "24 h", own, spend.next()))
                .or(() -> spend.hourCeiling()
                        .flatMap(ceiling -> parked(ceiling, spend.hour(), "1 h", own, spend.next())));
    }

    /** @param next the price that there is room for when the ceiling says so: a dearer one waits on */
    private static Optional<String> parked(
            Overview.Ceiling ceiling, BigDecimal spent, String window, BigDecimal own, Optional<BigDecimal> next) {
        String most = "ceiling of " + ceiling.most().toPlainString() + " USD (" + ceiling.setting() + "); ";
        if (own.compareTo(ceiling.most()) > 0) {
            return Optional.of("parked: its own " + own.toPlainString() + " USD is more than the whole " + most
                    + "it waits until that is raised at every worker, or it is withdrawn");
        }
        String inFlight = ceiling.counts().subtract(spent).toPlainString();
        boolean flies = ceiling.counts().compareTo(spent) > 0;
        return Optional.of("parked: " + spent.toPlainString() + " USD spent in " + window
                        + (flies ? (own.signum() > 0 ? ", " : " and ") + inFlight + " in flight" : "")
                        + (own.signum() > 0 ? " and its own " + own.toPlainString() : "")
                        + " are more than the " + most
                        + ceiling.roomAt()
                                .filter(any -> next.filter(price -> own.compareTo(price) <= 0)
                                        .isPresent())
                                .map(at -> "room at " + time(at))
                                .orElse("room when enough has ended for less, or counts no more")
                        + ", or once that is raised at every worker")
                .filter(any -> ceiling.counts().add(own).compareTo(ceiling.most()) > 0);
    }

    /** There would be room for it by all that is told. */
    private Optional<String> heldByGone(Job job) {
        Untold untold = situation.board().untold();
        return Stream.of(situation.spend().dayCeiling(), situation.spend().hourCeiling())
                .flatMap(Optional::stream)
                .filter(ceiling -> untold.fills(ceiling, job.estimate().orElse(BigDecimal.ZERO)))
                .findFirst()
                .flatMap(any -> untold.ofGone())
                .map("parked: "::concat);
    }

    private Optional<String> refused(JobState.Accepted state) {
        return state.refusals()
                .filter(refusals -> refusals.count() > 0 && state.dueAt().isAfter(now))
                .map(refusals ->
                        "was refused " + count(refusals.count(), "time") + " without being accepted; tried again "
                                + again(state.dueAt()) + ", given up after "
                                + length(situation.rules().giveUpAfter()) + " of refusals");
    }

    private String turn(KnownLive job) {
        if (owner(job.state().job()).isEmpty()) {
            return "waits: why is not known while "
                    + (situation.reading().ready() ? "Kafka cannot be read" : "the topics are still being read");
        }
        int before = situation.before().apply(job.spot());
        String ahead = (before == 1 ? "1 request is" : before + " requests are") + " before it";
        boolean full = situation
                .board()
                .limits()
                .flatMap(limits -> limits.tasks())
                .filter(most -> situation.board().tasks() >= most)
                .isPresent();
        if (full) {
            return "waits for a free task at the provider: all "
                    + situation
                            .board()
                            .limits()
                            .flatMap(limits -> limits.tasks())
                            .orElse(0) + " are taken; " + ahead;
        }
        OptionalDouble pace = situation.board().submissionsPerMinute(situation.group());
        return "waits for the account: " + ahead
                + (pace.isPresent()
                        ? ", " + about(Duration.ofSeconds((long) Math.ceil((before + 1) * 60.0 / pace.getAsDouble())))
                        : ", and nothing is allotted for submissions at the moment");
    }

    private String inDoubt(JobState.Submitting state, JobState.Doubt doubt) {
        Instant end = situation.rules().windowEnd(state);
        return "in doubt since " + time(doubt.since()) + ": " + heard(doubt.last())
                + (state.dueAt().isBefore(end)
                        ? "; asked again " + again(state.dueAt()) + ", given up at " + time(end)
                        : "; not asked again, given up at " + time(end));
    }

    private static String heard(ProviderError last) {
        return last.httpStatus()
                .map(status -> "the answer to its POST (HTTP " + status + ") does not say whether it was accepted")
                .orElse("the answer to its POST was lost");
    }

    private String running(JobState.Submitted state) {
        String usual = situation
                .usual()
                .apply(state.job())
                .map(span -> "videos of this kind take " + span.shortest().toSeconds() + " to "
                        + span.longest().toSeconds() + " s, this one ")
                .orElse("");
        Duration soFar = Duration.between(state.countsFrom(), now);
        return "running: " + usual + length(soFar) + " so far"
                + trouble(state).map("; "::concat).orElse("")
                + late(state)
                + checks(state);
    }

    private static Optional<String> trouble(JobState.Submitted state) {
        return state.nextTask()
                .flatMap(task -> Stream.of(
                                task.told()
                                        .map(told -> "the provider said "
                                                + told.reason().label().replace('_', ' ') + ", and is asked once more"),
                                Optional.of(task)
                                        .filter(each -> each.notFound() > 0)
                                        .map(each ->
                                                "the provider did not know its task " + count(each.notFound(), "time")),
                                Optional.of(task)
                                        .filter(each -> each.unread() > 0)
                                        .map(each -> count(each.unread(), "answer") + " could not be read"))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private String late(JobState.Submitted state) {
        return situation.rules().pastDeadline(state, now)
                ? "; past its deadline, and ends with the next word that says not done"
                : "";
    }

    private String checks(JobState.Submitted state) {
        Optional<Report.Held> hold = held(state.job(), CHECK);
        if (hold.isPresent()) {
            return "; not checked because " + held(hold.orElseThrow());
        }
        return state.nextTask()
                .map(Task::dueAt)
                .map(due -> due.isAfter(now)
                        ? "; next check in " + length(Duration.between(now, due))
                        : "; next check as soon as the account has a call")
                .orElse("");
    }

    private String again(Instant due) {
        return due.isAfter(now) ? "at " + time(due) : "as soon as it can be";
    }
}
