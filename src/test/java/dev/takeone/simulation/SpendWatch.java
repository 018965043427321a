package dev.takeone.simulation;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.job.Job;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The provider's ledger of dollars: in no hour, and in no day, more is charged than the ceiling says. */
final class SpendWatch {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Findings findings;
    private final Scheduler scheduler;
    private final Ceilings ceilings;
    private final Deque<Charged> charges = new ArrayDeque<>();
    private BigDecimal estimate = BigDecimal.ZERO;

    private record Charged(Instant at, BigDecimal estimate, List<String> tasks) {}

    SpendWatch(Findings findings, Scheduler scheduler, Options options) {
        this.findings = findings;
        this.scheduler = scheduler;
        this.ceilings = options.settings().spend().ceilings();
    }

    /** A request is about to be paid for; all are priced alike. */
    void intended(Job job) {
        estimate = job.estimate().orElse(estimate);
    }

    /** The provider has taken an order for these tasks, each of which ends when {@code doneAt} says. */
    void charged(List<String> tasks, Function<String, Instant> doneAt) {
        if (!ceilings.any()) {
            return;
        }
        Instant now = scheduler.now();
        charges.add(new Charged(now, estimate, tasks));
        while (!charges.getFirst().at().isAfter(now.minus(DAY))) {
            charges.removeFirst();
        }
        within(HOUR, ceilings.hour(), doneAt);
        within(DAY, ceilings.day(), doneAt);
    }

    private void within(Duration window, OptionalLong ceiling, Function<String, Instant> doneAt) {
        Instant now = scheduler.now();
        BigDecimal sum = charges.stream()
                .filter(each -> each.at().isAfter(now.minus(window)))
                .map(each -> cost(each, doneAt))
                .reduce(BigDecimal::add)
                .orElse(BigDecimal.ZERO);
        if (ceiling.isPresent() && Dollars.micros(sum) > ceiling.getAsLong()) {
            findings.broken(
                    Invariant.UNDER_THE_CEILING, "$" + sum + " within the " + window.toHours() + " h before " + now);
        }
    }

    /** What can be known of it by now: nobody needs to know less. */
    private BigDecimal cost(Charged charged, Function<String, Instant> doneAt) {
        if (charged.tasks().stream().anyMatch(task -> doneAt.apply(task).isAfter(scheduler.now()))) {
            return charged.estimate();
        }
        Optional<BigDecimal> named = charged.tasks().stream()
                .flatMap(task -> Account.cost(task).stream())
                .reduce(BigDecimal::add);
        boolean fruitless = charged.tasks().stream().allMatch(Account::fails);
        return named.orElse(fruitless ? BigDecimal.ZERO : charged.estimate());
    }
}
