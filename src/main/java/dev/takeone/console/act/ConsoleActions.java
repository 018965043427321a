package dev.takeone.console.act;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The buttons, over whatever finds jobs, reads requests and writes records. */
public final class ConsoleActions implements Actions {
    /** Orders of a single request each, at once. */
    static final int MOST_WITHDRAWN = 5_000;

    /** Each is read from its topic first. */
    static final int MOST_AGAIN = 500;

    private static final int AUDITED = 200;
    private static final int LONGEST_NAME = 150;
    private static final Logger AUDIT = Logger.getLogger("dev.takeone.console.audit");

    /** They would end as they did. */
    private static final Set<FailureReason> HOPELESS =
            Set.of(FailureReason.INVALID_REQUEST, FailureReason.CONFLICTING_DUPLICATE);

    private final Finder finder;
    private final RequestCopies copies;
    private final Outbox outbox;
    private final OrderLetters orders;
    private final SecondLife secondLife;
    private final Deque<AuditLine> audit = new ArrayDeque<>();

    /**
     * Buttons that nobody has pressed.
     *
     * @param commands the topic of orders
     * @param group the consumer group whose jobs are shown
     * @param identityHeader {@code takeone.requests.identity-header}
     */
    public ConsoleActions(
            Finder finder, RequestCopies copies, Outbox outbox, String commands, String group, String identityHeader) {
        this.finder = finder;
        this.copies = copies;
        this.outbox = outbox;
        this.orders = new OrderLetters(commands, group);
        this.secondLife = new SecondLife(identityHeader);
    }

    @Override
    public Preview preview(Action action, Instant now) {
        return switch (action) {
            case Action.Hold hold -> hold(hold);
            case Action.Resume resume -> resume(resume);
            case Action.Withdraw withdraw -> withdraw(withdraw, now);
            case Action.SendAgain again -> again(again, now);
        };
    }

    @Override
    public Outcome perform(Action action, String by, Instant now) {
        Preview preview = preview(action, now);
        Outcome outcome = preview.refused()
                .<Outcome>map(why -> new Outcome.Refused(0, why))
                .orElseGet(() -> doIt(action, by, now));
        boolean done = switch (outcome) {
            case Outcome.Done _done -> true;
            case Outcome.Refused _refused -> false;
        };
        String result = switch (outcome) {
            case Outcome.Done(int _count, String says) -> says;
            case Outcome.Refused(int _count, String why) -> why;
        };
        note(new AuditLine(now, by, preview.says(), done, result));
        return outcome;
    }

    private synchronized void note(AuditLine line) {
        AUDIT.infof("%s: %s %s %s", line.by(), line.what(), line.done() ? "Done:" : "Not done:", line.result());
        audit.addFirst(line);
        if (audit.size() > AUDITED) {
            audit.removeLast();
        }
    }

    @Override
    public synchronized List<AuditLine> audit() {
        return List.copyOf(audit);
    }

    private Outcome doIt(Action action, String by, Instant now) {
        return switch (action) {
            case Action.Hold hold ->
                written(List.of(orders.hold(hold, by)), 0, "The order " + OrderLetters.name(hold) + " stands.");
            case Action.Resume(String order) ->
                written(List.of(orders.end(order)), 0, "The order " + order + " has ended.");
            case Action.Withdraw withdraw -> withdrawn(withdraw, by, now);
            case Action.SendAgain again -> sent(again(again.target(), now).good());
        };
    }

    private Outcome written(List<Outbox.Letter> letters, int count, String says) {
        List<String> failed =
                outbox.write(letters).stream().flatMap(Optional::stream).toList();
        return failed.isEmpty()
                ? new Outcome.Done(count, says)
                : new Outcome.Refused(
                        letters.size() - failed.size(),
                        failed.size() + " of " + letters.size() + " could not be written: " + failed.getFirst());
    }

    private Preview hold(Action.Hold hold) {
        String whom = hold.group().map(" in group "::concat).orElse("")
                + hold.model().map(" for model "::concat).orElse("");
        Optional<String> refused = OrderLetters.name(hold).length() > LONGEST_NAME
                        || hold.group().filter(String::isBlank).isPresent()
                        || hold.model().filter(String::isBlank).isPresent()
                ? Optional.of("A group or model has a name of a reasonable length.")
                : Optional.empty();
        return new Preview(
                hold,
                0,
                Optional.empty(),
                "Nothing is bought any more" + (whom.isEmpty() ? ", by any group of the account" : whom)
                        + ", until the order " + OrderLetters.name(hold) + " is ended. What runs goes on.",
                List.of(),
                refused);
    }

    private Preview resume(Action.Resume resume) {
        boolean stands = finder.orders().stream().anyMatch(each -> each.name().equals(resume.order()));
        return new Preview(
                resume,
                0,
                Optional.empty(),
                "The order " + resume.order() + " ends.",
                List.of(),
                stands ? Optional.empty() : Optional.of("No order of the name " + resume.order() + " stands."));
    }

    private Preview withdraw(Action.Withdraw withdraw, Instant now) {
        List<FoundJob> jobs = waiting(withdraw.target(), now);
        Optional<String> refused = Optional.empty();
        List<String> warnings = new ArrayList<>();
        switch (withdraw.target()) {
            case Target.One(String jobId) -> {
                if (jobs.isEmpty()) {
                    refused = Optional.of(finder.find(jobId)
                            .map(job -> "It is " + job.stage().words()
                                    + ": only what waits and was never sent can be withdrawn.")
                            .orElse("No such request is known."));
                }
            }
            case Target.Found(Filter filter, Instant _asOf) -> {
                if (jobs.isEmpty()) {
                    refused = Optional.of("The filter finds nothing that waits.");
                } else if (OrderLetters.isSayable(filter)) {
                    warnings.add("It is one order, which also takes what the topic holds unread, of the same kind and"
                            + " published until now.");
                } else if (jobs.size() > MOST_WITHDRAWN) {
                    refused = Optional.of("More than " + MOST_WITHDRAWN
                            + " at once: narrow the filter, or go by model or key alone.");
                }
            }
        }
        Money money = Money.of(jobs);
        return new Preview(
                action(withdraw, now),
                jobs.size(),
                money.sum(),
                count(jobs.size(), "request") + (jobs.size() == 1 ? " ends" : " end") + " without being bought"
                        + money.words(" not spent") + ". This cannot be undone.",
                warnings,
                refused);
    }

    private static Action action(Action.Withdraw withdraw, Instant now) {
        return switch (withdraw.target()) {
            case Target.One _one -> withdraw;
            case Target.Found found ->
                new Action.Withdraw(new Target.Found(found.filter(), earlier(found.asOf(), now)), withdraw.reason());
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<FoundJob> waiting(Target target, Instant now) {
        return found(target, now, Stage.WAITING, MOST_WITHDRAWN * 100);
    }

    private List<FoundJob> found(Target target, Instant now, Stage stage, int most) {
        return switch (target) {
            case Target.One(String jobId) ->
                finder.find(jobId).filter(job -> job.stage() == stage).stream().toList();
            case Target.Found(Filter filter, Instant asOf) ->
                finder.find(filter, earlier(asOf, now), most).stream()
                        .filter(job -> job.stage() == stage)
                        .toList();
        };
    }

    private Outcome withdrawn(Action.Withdraw withdraw, String by, Instant now) {
        List<FoundJob> jobs = waiting(withdraw.target(), now);
        String says = count(jobs.size(), "request") + (jobs.size() == 1 ? " is" : " are")
                + " withdrawn as soon as the workers obey.";
        return switch (withdraw.target()) {
            case Target.Found(Filter filter, Instant asOf)
            when OrderLetters.isSayable(filter) ->
                written(List.of(orders.withdraw(filter, withdraw.reason(), earlier(asOf, now), by)), jobs.size(), says);
            case Target.Found _found -> written(single(jobs, withdraw.reason(), by), jobs.size(), says);
            case Target.One _one -> written(single(jobs, withdraw.reason(), by), jobs.size(), says);
        };
    }

    private List<Outbox.Letter> single(List<FoundJob> jobs, String reason, String by) {
        return jobs.stream().map(job -> orders.withdraw(job, reason, by)).toList();
    }

    /**
     * Which failed ones can be sent again.
     *
     * @param hopeless would end as they did
     * @param before were sent again already
     * @param lost have no record that is known
     */
    private record Again(List<FoundJob> good, int hopeless, int before, int lost) {}

    private Again again(Target target, Instant now) {
        List<FoundJob> failed = found(target, now, Stage.FAILED, Integer.MAX_VALUE);
        Set<String> sent = finder.find(named("~again-"), now, Integer.MAX_VALUE).stream()
                .map(job -> job.identity().source() + " " + job.identity().id())
                .collect(Collectors.toSet());
        List<FoundJob> good = new ArrayList<>();
        int hopeless = 0;
        int before = 0;
        int lost = 0;
        for (FoundJob job : failed) {
            if (job.reason().filter(HOPELESS::contains).isPresent()) {
                hopeless++;
            } else if (sent.contains(job.identity().source() + " "
                    + SecondLife.next(job.identity().id()))) {
                before++;
            } else if (!job.origin().isKnown()) {
                lost++;
            } else {
                good.add(job);
            }
        }
        return new Again(good, hopeless, before, lost);
    }

    private static Filter named(String part) {
        return new Filter(
                part, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), List.of(part));
    }

    private Preview again(Action.SendAgain action, Instant now) {
        Again again = again(action.target(), now);
        int count = again.good().size();
        Money money = Money.of(again.good());
        List<String> warnings = new ArrayList<>();
        long charged = again.good().stream()
                .filter(job -> job.charged().filter(each -> each != Charged.NO).isPresent())
                .count();
        if (charged > 0) {
            warnings.add(
                    charged + " of them may have been charged already (charged: unknown or yes), and would be paid for"
                            + " once more.");
        }
        passedOver(warnings, again.hopeless(), "invalid, and would fail again");
        passedOver(warnings, again.before(), "sent again already");
        passedOver(warnings, again.lost(), "without a record that is known");
        Optional<String> refused = count == 0
                ? Optional.of("There is nothing failed that can be sent again."
                        + warnings.stream().map(" "::concat).collect(Collectors.joining()))
                : Optional.of("More than " + MOST_AGAIN + " at once: narrow the filter.")
                        .filter(any -> count > MOST_AGAIN);
        Action asked = switch (action.target()) {
            case Target.One _one -> action;
            case Target.Found found ->
                new Action.SendAgain(new Target.Found(found.filter(), earlier(found.asOf(), now)));
        };
        return new Preview(
                asked,
                count,
                money.sum(),
                count(count, "failed request") + (count == 1 ? " is" : " are") + " sent again and bought anew"
                        + money.words(" spent") + ".",
                warnings,
                refused);
    }

    private static void passedOver(List<String> warnings, int count, String why) {
        if (count > 0) {
            warnings.add(count + (count == 1 ? " is " : " are ") + why + ": passed over.");
        }
    }

    /** In the order of their places, as the topic is read. */
    private Outcome sent(List<FoundJob> jobs) {
        List<Outbox.Letter> letters = new ArrayList<>();
        Map<String, Integer> not = new TreeMap<>();
        jobs.stream()
                .sorted((a, b) -> a.origin().partition() != b.origin().partition()
                        ? Integer.compare(a.origin().partition(), b.origin().partition())
                        : Long.compare(a.origin().offset(), b.origin().offset()))
                .forEach(job -> {
                    switch (made(job)) {
                        case SecondLife.Made.Ready ready -> letters.add(ready.letter());
                        case SecondLife.Made.Not(String why) -> not.merge(why, 1, Integer::sum);
                    }
                });
        Outcome written = letters.isEmpty()
                ? new Outcome.Refused(0, "None was sent.")
                : written(
                        letters,
                        letters.size(),
                        count(letters.size(), "request") + " sent again, each as its old id with ~again-1"
                                + " or the next number.");
        if (not.isEmpty()) {
            return written;
        }
        int missed = not.values().stream().mapToInt(Integer::intValue).sum();
        String why = missed + " could not be sent: " + not.keySet().iterator().next();
        return switch (written) {
            case Outcome.Done(int count, String says) -> new Outcome.Refused(count, says + " " + why);
            case Outcome.Refused(int count, String reason) -> new Outcome.Refused(count, reason + " " + why);
        };
    }

    private SecondLife.Made made(FoundJob job) {
        return switch (copies.at(job.origin())) {
            case Copy.Found copy -> secondLife.of(job, copy);
            case Copy.Missing(String why) -> new SecondLife.Made.Not(why);
        };
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /**
     * What jobs cost by the catalogue.
     *
     * @param unknown of how many nobody can tell
     */
    private record Money(Optional<BigDecimal> sum, int unknown) {
        static Money of(List<FoundJob> jobs) {
            List<BigDecimal> known =
                    jobs.stream().map(FoundJob::money).flatMap(Optional::stream).toList();
            return new Money(
                    known.stream()
                            .reduce(BigDecimal::add)
                            .map(BigDecimal::stripTrailingZeros)
                            .map(Money::cents),
                    jobs.size() - known.size());
        }

        private static BigDecimal cents(BigDecimal amount) {
            return amount.scale() < 2 ? amount.setScale(2) : amount;
        }

        String words(String what) {
            return sum.map(amount -> ", with " + (unknown > 0 ? "at least " : "about ") + amount.toPlainString()
                                    + " USD" + what)
                            .orElse("")
                    + (unknown > 0
                            ? (sum.isPresent() ? " (of " : ", of ") + unknown + " the price is not known"
                                    + (sum.isPresent() ? ")" : "")
                            : "");
        }
    }
}
