package dev.takeone.simulation;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The provider's ledger of dollars: no order comes that takes what is charged within an hour, or a day, above the ceiling.
 * A cost above its estimate counts once it can be known to whoever orders; what is ordered already may pass the ceiling by it.
 */
final class SpendWatch {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** After so long everybody knows what a request has cost, whatever has become of its worker. */
    private static final Duration TOLD_TO_ALL = Duration.ofMinutes(15);

    private final Findings findings;
    private final Scheduler scheduler;
    private final Ceilings ceilings;
    private final Deque<Charged> charges = new ArrayDeque<>();

    /** By request, all that were ever committed: nobody knows of which of them the POST is that the provider takes. */
    private final Map<String, List<Cluster.Writer>> intents = new HashMap<>();

    private final Map<String, Ended> endings = new HashMap<>();
    private BigDecimal estimate = BigDecimal.ZERO;

    private record Charged(Instant at, String request, BigDecimal estimate, List<String> tasks) {}

    /** @param committedNanos by when its worker has known it at the latest */
    private record Ended(Replica process, long committedNanos, BigDecimal cost) {
        boolean isKnownTo(Cluster.Writer writer) {
            long since = writer.startedNanos() - committedNanos;
            return since >= (process.equals(writer.process()) ? 0 : TOLD_TO_ALL.toNanos());
        }
    }

    SpendWatch(Findings findings, Scheduler scheduler, Options options) {
        this.findings = findings;
        this.scheduler = scheduler;
        this.ceilings = options.settings().spend().ceilings();
    }

    /** A request is about to be paid for; all are priced alike. */
    void intended(Job job, Cluster.Writer writer) {
        estimate = job.estimate().orElse(estimate);
        intents.computeIfAbsent(job.identity().id(), any -> new ArrayList<>()).add(writer);
    }

    /** A job has ended at this process, and what it has cost is in the journal. */
    void ended(JobState.Ended ended, Replica process) {
        ended.spent()
                .ifPresent(
                        cost -> endings.put(ended.job().identity().id(), new Ended(process, scheduler.nanos(), cost)));
    }

    /** The provider has taken an order for these tasks, each of which ends when {@code doneAt} says. */
    void charged(String request, List<String> tasks, Function<String, Instant> doneAt) {
        if (!ceilings.any()) {
            return;
        }
        Instant now = scheduler.now();
        charges.add(new Charged(now, request, estimate, tasks));
        while (!charges.getFirst().at().isAfter(now.minus(DAY))) {
            charges.removeFirst();
        }
        List<Cluster.Writer> orderedBy = intents.getOrDefault(request, List.of());
        within(HOUR, ceilings.hour(), orderedBy, doneAt);
        within(DAY, ceilings.day(), orderedBy, doneAt);
    }

    private void within(
            Duration window, OptionalLong ceiling, List<Cluster.Writer> orderedBy, Function<String, Instant> doneAt) {
        Instant now = scheduler.now();
        BigDecimal sum = charges.stream()
                .filter(each -> each.at().isAfter(now.minus(window)))
                .map(each -> cost(each, doneAt).max(knownCost(each, orderedBy)))
                .reduce(BigDecimal::add)
                .orElse(BigDecimal.ZERO);
        if (ceiling.isPresent() && Dollars.micros(sum) > ceiling.getAsLong()) {
            findings.broken(
                    Invariant.UNDER_THE_CEILING, "$" + sum + " within the " + window.toHours() + " h before " + now);
        }
    }

    /** What can be known of it by now, up to its estimate: nobody needs to know less. */
    private BigDecimal cost(Charged charged, Function<String, Instant> doneAt) {
        if (charged.tasks().stream().anyMatch(task -> doneAt.apply(task).isAfter(scheduler.now()))) {
            return charged.estimate();
        }
        Optional<BigDecimal> named = charged.tasks().stream()
                .flatMap(task -> Account.cost(task).stream())
                .reduce(BigDecimal::add);
        boolean fruitless = charged.tasks().stream().allMatch(Account::fails);
        return named.orElse(fruitless ? BigDecimal.ZERO : charged.estimate()).min(charged.estimate());
    }

    /** What it has cost above its estimate counts where whoever orders had to know before that was decided; else nothing. */
    private BigDecimal knownCost(Charged charged, List<Cluster.Writer> orderedBy) {
        return Optional.ofNullable(endings.get(charged.request()))
                .filter(ended -> ended.cost().compareTo(charged.estimate()) > 0)
                .filter(ended -> orderedBy.stream().allMatch(ended::isKnownTo))
                .map(Ended::cost)
                .orElse(BigDecimal.ZERO);
    }
}
