package dev.takeone.console.act;

import static dev.takeone.console.view.Sentence.count;
import static dev.takeone.console.view.Sentence.time;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Stage;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.logs.OneLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** The buttons, over whatever finds jobs, reads requests and writes records. */
public final class ConsoleActions implements Actions {
    /** Orders of a single request each, at once. */
    static final int MOST_WITHDRAWN = 5_000;

    /** Nobody knows when it was published, and to take it back costs nothing. */
    private static final String UNTIMED =
            " What has no usable timestamp ends too, also what comes later, until the order is ended.";

    private static final int AUDITED = 200;
    private static final Logger AUDIT = Logger.getLogger("dev.takeone.console.audit");

    private final Finder finder;
    private final Targets targets;
    private final Outbox outbox;
    private final OrderLetters orders;
    private final HoldPreview holdPreview;
    private final GoingOn goingOn;
    private final SendingAgain sendingAgain;
    private final Deque<AuditLine> audit = new ArrayDeque<>();

    /**
     * Buttons that nobody has pressed.
     *
     * @param topics of orders, and where requests may be sent again
     * @param group the consumer group whose jobs are shown
     * @param identityHeader {@code takeone.requests.identity-header}
     * @param clock by which an action that takes too long ends
     */
    public ConsoleActions(
            Finder finder,
            RequestCopies copies,
            Outbox outbox,
            TopicNames topics,
            String group,
            String identityHeader,
            InstantSource clock) {
        this.finder = finder;
        this.targets = new Targets(finder);
        this.outbox = outbox;
        this.orders = new OrderLetters(topics.commands(), group);
        this.holdPreview = new HoldPreview(finder, group);
        this.goingOn = new GoingOn(finder);
        this.sendingAgain =
                new SendingAgain(finder, copies, outbox, new SecondLife(topics.requests(), identityHeader), clock);
    }

    @Override
    public Preview preview(Action action, Instant now) {
        // Asked before what was read is looked at: it may be more by then, and never less.
        Reading reading = finder.reading();
        Preview preview = switch (action) {
            case Action.Hold hold -> holdPreview.preview(hold);
            case Action.Resume resume -> ofOurs(goingOn.preview(resume));
            case Action.Withdraw withdraw ->
                ofOurs(withdrawal(
                        new Action.Withdraw(targets.until(withdraw.target(), Stage.WAITING, now), withdraw.reason()),
                        now));
            case Action.SendAgain again ->
                ofOurs(sendingAgain.preview(new Action.SendAgain(targets.until(again.target(), Stage.FAILED, now))));
        };
        return ReadFirst.checked(preview, reading);
    }

    /** An order that names this group ends what other people's workers have, where the jobs that are shown are theirs. */
    private Preview ofOurs(Preview preview) {
        return finder.foreign().map(preview::refused).orElse(preview);
    }

    @Override
    public Outcome perform(Action action, String by, Instant now) {
        Preview preview = preview(action, now);
        Outcome outcome = preview.refused()
                .<Outcome>map(why -> new Outcome.Refused(0, why))
                .orElseGet(() -> carryOut(preview.action(), by, now));
        String what = preview.says() + about(action);
        note(
                switch (outcome) {
                    case Outcome.Done(int _count, String says) -> new AuditLine(now, by, what, true, true, says);
                    case Outcome.Refused(int _count, String why) -> new AuditLine(now, by, what, false, true, why);
                    case Outcome.Unknown(int _count, String why) -> new AuditLine(now, by, what, false, false, why);
                });
        return outcome;
    }

    /** Which jobs, and why, as far as the question does not say it. */
    private String about(Action action) {
        return switch (action) {
            case Action.Hold _told -> "";
            case Action.Resume _told -> "";
            case Action.Withdraw(Target target, String reason) ->
                about(target)
                        + OrderLetters.words(reason)
                                .map(why -> " Reason: " + why)
                                .orElse("");
            case Action.SendAgain(Target target) -> about(target);
        };
    }

    private String about(Target target) {
        return switch (target) {
            case Target.One(String jobId) ->
                " Request: "
                        + finder.find(jobId).map(job -> job.identity().id()).orElse(jobId);
            case Target.Found(Filter filter, Instant _asOf) ->
                " Filter: " + (filter.text().isEmpty() ? "none" : filter.text());
        };
    }

    private synchronized void note(AuditLine line) {
        String came = line.done() ? "Done:" : line.known() ? "Not done:" : "Not known:";
        String told = "%s: %s %s %s".formatted(line.by(), line.what(), came, line.result());
        // One line each: what a user has typed makes no second one.
        AUDIT.info(OneLine.of(told));
        audit.addFirst(line);
        if (audit.size() > AUDITED) {
            audit.removeLast();
        }
    }

    @Override
    public synchronized List<AuditLine> audit() {
        return List.copyOf(audit);
    }

    private Outcome carryOut(Action action, String by, Instant now) {
        return switch (action) {
            case Action.Hold hold -> hold(hold, holdPreview.name(hold), by);
            case Action.Resume(String order, Optional<Overview.OrderLine> _known) ->
                order(List.of(orders.end(order)), 0, "The order " + order + " has ended.");
            case Action.Withdraw withdraw -> withdraw(withdraw, by, now);
            case Action.SendAgain again -> sendingAgain.send(again.target());
        };
    }

    private Outcome order(List<Outbox.Letter> letters, int count, String says) {
        return switch (outbox.send(letters, count, says)) {
            case Outcome.Done done -> done;
            case Outcome.Refused refused -> refused;
            case Outcome.Unknown(int kept, String why) ->
                new Outcome.Unknown(kept, why + " See Orders that stand, on Now.");
        };
    }

    private Outcome hold(Action.Hold hold, String name, String by) {
        return order(List.of(orders.hold(name, hold, by)), 0, holdPreview.stands(hold, name));
    }

    private Preview withdrawal(Action.Withdraw withdraw, Instant now) {
        List<FoundJob> jobs = targets.found(withdraw.target(), Stage.WAITING);
        Optional<String> refused = Optional.empty();
        List<String> warnings = new ArrayList<>();
        OptionalLong unread = finder.unread();
        switch (withdraw.target()) {
            case Target.One(String jobId) -> {
                if (jobs.isEmpty()) {
                    refused = Optional.of(finder.find(jobId)
                            .map(job -> "It is " + job.stage().words()
                                    + ": only what waits and was never sent can be withdrawn.")
                            .orElse("No such request is known."));
                }
            }
            case Target.Found(Filter filter, Instant asOf) -> {
                if (jobs.isEmpty()) {
                    refused = Optional.of("The filter finds nothing that waits.");
                } else if (OrderLetters.isSayable(filter)) {
                    warnings.add("It is one order, which also ends what the topic holds unread ("
                            + (unread.isPresent() ? unread.getAsLong() + " of all kinds" : "how many is not known")
                            + "), as far as it is of the same kind and published until "
                            + (filter.before().isPresent() ? "then." : asOf.isAfter(now) ? time(asOf) + "." : "now.")
                            + UNTIMED);
                } else if (jobs.size() > MOST_WITHDRAWN) {
                    refused = Optional.of("More than " + MOST_WITHDRAWN
                            + " at once: narrow the filter, or go by model or key alone.");
                }
            }
        }
        EstimatedCost money = EstimatedCost.of(jobs);
        return new Preview(
                withdraw,
                count(jobs.size(), "request") + (jobs.size() == 1 ? " ends" : " end") + " without being bought"
                        + money.words(" not spent") + ". This cannot be undone.",
                warnings,
                refused);
    }

    private Outcome withdraw(Action.Withdraw withdraw, String by, Instant now) {
        List<FoundJob> jobs = targets.found(withdraw.target(), Stage.WAITING);
        String says = count(jobs.size(), "request") + (jobs.size() == 1 ? " is" : " are")
                + " withdrawn as soon as the workers obey.";
        return switch (withdraw.target()) {
            case Target.Found(Filter filter, Instant asOf)
            when OrderLetters.isSayable(filter) ->
                order(List.of(orders.withdraw(filter, withdraw.reason(), asOf, by, now)), jobs.size(), says);
            case Target.Found _found -> order(single(jobs, withdraw.reason(), by), jobs.size(), says);
            case Target.One _one -> order(single(jobs, withdraw.reason(), by), jobs.size(), says);
        };
    }

    private List<Outbox.Letter> single(List<FoundJob> jobs, String reason, String by) {
        return jobs.stream().map(job -> orders.withdraw(job, reason, by)).toList();
    }
}
