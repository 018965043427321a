package dev.takeone.console.act;

import static dev.takeone.console.view.Sentence.count;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.SentAgain;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The button that sends failed requests again, each bought anew under an identity that names the old one. */
final class SendingAgain {
    /** Each is read from its topic first. */
    static final int MOST = 500;

    /** A look may wait for two seconds, and somebody waits for all of them. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Of a partition in which one was looked for in vain for so long, the others would take all of the time. */
    private static final Duration IN_VAIN = Duration.ofSeconds(1);

    /** They would end as they did. */
    private static final Set<FailureReason> HOPELESS =
            Set.of(FailureReason.INVALID_REQUEST, FailureReason.CONFLICTING_DUPLICATE);

    private final Finder finder;
    private final Targets targets;
    private final RequestCopies copies;
    private final Outbox outbox;
    private final SecondLife secondLife;
    private final InstantSource clock;
    private final SentLately lately = new SentLately();

    SendingAgain(Finder finder, RequestCopies copies, Outbox outbox, SecondLife secondLife, InstantSource clock) {
        this.clock = clock;
        this.finder = finder;
        this.targets = new Targets(finder);
        this.copies = copies;
        this.outbox = outbox;
        this.secondLife = secondLife;
    }

    /**
     * Which failed ones can be sent again.
     *
     * @param hopeless would end as they did
     * @param before were sent again already
     * @param unread likewise by this console, or may have been, as far as no worker tells of it
     * @param lost have no record that is known
     */
    private record Again(List<FoundJob> good, int hopeless, int before, int unread, int lost) {}

    /**
     * One that can be.
     *
     * @param name its new one
     */
    private record Ready(String name, Outbox.Letter letter) {}

    private Again again(Target target) {
        List<FoundJob> failed = targets.found(target, Stage.FAILED);
        Set<String> fromHere = lately.names();
        Set<String> sent = finder.find(named(SentAgain.MARK), Finder.EVER, Integer.MAX_VALUE).stream()
                .map(job -> name(job, job.identity().id()))
                .collect(Collectors.toSet());
        List<FoundJob> good = new ArrayList<>();
        int hopeless = 0;
        int before = 0;
        int unread = 0;
        int lost = 0;
        for (FoundJob job : failed) {
            if (job.reason().filter(HOPELESS::contains).isPresent()) {
                hopeless++;
            } else if (sent.contains(next(job))) {
                before++;
            } else if (fromHere.contains(next(job))) {
                unread++;
            } else if (!job.origin().isKnown()) {
                lost++;
            } else {
                good.add(job);
            }
        }
        return new Again(good, hopeless, before, unread, lost);
    }

    private static String next(FoundJob job) {
        return name(job, SentAgain.next(job.identity().id()));
    }

    private static String name(FoundJob job, String id) {
        return job.identity().source() + " " + id;
    }

    private static Filter named(String part) {
        return Filter.of(part, List.of(part));
    }

    Preview preview(Action.SendAgain action) {
        Again again = again(action.target());
        int count = again.good().size();
        EstimatedCost money = EstimatedCost.of(again.good());
        List<String> warnings = new ArrayList<>();
        long charged = again.good().stream()
                .filter(job -> job.charged().filter(each -> each != Charged.NO).isPresent())
                .count();
        if (charged > 0) {
            warnings.add(charged + " of them may have been charged already, and would be paid for once more: add"
                    + " charged:unknown,yes to the filter to see which.");
        }
        long poor = again.good().stream().filter(job -> !job.retryable()).count();
        if (poor > 0) {
            warnings.add(
                    poor + " of them would probably end as they did: their events say that they are not worth sending"
                            + " again. Add retryable:no to the filter to see which, or retryable:yes to leave them out.");
        }
        passedOver(warnings, again.hopeless(), "invalid, and would fail again");
        passedOver(warnings, again.before(), "sent again already");
        passedOver(
                warnings,
                again.unread(),
                "sent again by this console already, or may be, and not read by a worker yet");
        passedOver(warnings, again.lost(), "without a record that is known");
        Optional<String> refused = count == 0
                ? Optional.of("There is nothing failed that can be sent again."
                        + warnings.stream().map(" "::concat).collect(Collectors.joining()))
                : Optional.of("More than " + MOST + " at once: narrow the filter.")
                        .filter(any -> count > MOST);
        return new Preview(
                action,
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

    /** Sends them, in the order of their places, as the topic is read; those that it comes to in time. */
    Outcome send(Target target) {
        Instant end = clock.instant().plus(PATIENCE);
        List<Ready> ready = new ArrayList<>();
        Map<String, Integer> not = new TreeMap<>();
        Set<Integer> silent = new HashSet<>();
        int left = 0;
        for (FoundJob job : inOrder(again(target).good())) {
            Instant begun = clock.instant();
            if (begun.isAfter(end) || silent.contains(job.origin().partition())) {
                left++;
                continue;
            }
            switch (made(job)) {
                case SecondLife.Made.Ready(Outbox.Letter letter) -> ready.add(new Ready(next(job), letter));
                case SecondLife.Made.Not(String why) -> {
                    not.merge(why, 1, Integer::sum);
                    if (!clock.instant().isBefore(begun.plus(IN_VAIN))) {
                        silent.add(job.origin().partition());
                    }
                }
            }
        }
        Outcome written = ready.isEmpty() ? new Outcome.Refused(0, "None was sent.") : written(ready);
        String missed = missed(not, left);
        if (missed.isEmpty()) {
            return written;
        }
        return switch (written) {
            case Outcome.Done(int count, String says) -> new Outcome.Refused(count, says + missed);
            case Outcome.Refused(int count, String reason) -> new Outcome.Refused(count, reason + missed);
            case Outcome.Unknown(int count, String reason) -> new Outcome.Unknown(count, reason + missed);
        };
    }

    private Outcome written(List<Ready> ready) {
        Outcome outcome = Outbox.outcome(
                write(ready),
                ready.size(),
                count(ready.size(), "request") + " sent again, each as its old id with ~again-1"
                        + " or the next number; ~again in the filter box finds them.");
        return switch (outcome) {
            case Outcome.Done done -> done;
            case Outcome.Refused refused -> refused;
            case Outcome.Unknown(int kept, String why) ->
                new Outcome.Unknown(
                        kept,
                        why
                                + " ~again in the filter box finds those that were, as soon as the workers have read them.");
        };
    }

    /** Whatever comes of it: what was written and not told of is there too. */
    private List<Outbox.Written> write(List<Ready> ready) {
        lately.add(ready.stream().map(Ready::name).toList(), clock.instant());
        List<Outbox.Written> all =
                outbox.write(ready.stream().map(Ready::letter).toList());
        for (int each = 0; each < all.size(); each++) {
            switch (all.get(each)) {
                case Outbox.Written.Kept _kept -> {}
                case Outbox.Written.Not _not -> lately.remove(ready.get(each).name());
                case Outbox.Written.Maybe _maybe -> {}
            }
        }
        return all;
    }

    private static List<FoundJob> inOrder(List<FoundJob> jobs) {
        return jobs.stream()
                .sorted(Comparator.<FoundJob>comparingInt(job -> job.origin().partition())
                        .thenComparingLong(job -> job.origin().offset()))
                .toList();
    }

    private static String missed(Map<String, Integer> not, int left) {
        int could = not.values().stream().mapToInt(Integer::intValue).sum();
        return (could == 0
                        ? ""
                        : " " + could + " could not be sent: "
                                + not.keySet().iterator().next())
                + (left == 0
                        ? ""
                        : " " + left + " were not looked at, for it took too long, and were not sent: do the same once"
                                + " more for the rest, when the workers have read these.");
    }

    private SecondLife.Made made(FoundJob job) {
        return switch (copies.at(job.origin())) {
            case Copy.Found copy -> secondLife.of(job, copy);
            case Copy.Missing(String why) -> new SecondLife.Made.Not(why);
        };
    }
}
