package dev.takeone.chaos;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a campaign ended.
 *
 * @param repeats requests that were published again, and share the ending of the first
 * @param spending where there was a ceiling
 * @param broken what went wrong with workers, a sentence each: ended by themselves, not back at work, or logged an error
 */
record Closing(
        InDoubt policy,
        int jobs,
        int repeats,
        List<Hit> hits,
        Findings findings,
        List<Takeover> takeovers,
        Bound bound,
        Optional<Spending> spending,
        List<String> broken) {

    /**
     * What became of the ceiling, before it was raised.
     *
     * @param ceiling US dollars in any hour
     * @param most that were spent in any
     * @param waited requests that nothing was charged for when it was raised
     */
    record Spending(BigDecimal ceiling, BigDecimal most, int waited) {
        boolean isOver() {
            return most.compareTo(ceiling) > 0;
        }
    }

    boolean kept() {
        return problems().isEmpty();
    }

    /** A sentence for each promise that was not kept; none if all were. How long a takeover took is no promise, but told. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(findings.problems(policy));
        spending.filter(Spending::isOver)
                .ifPresent(over -> problems.add(
                        "$" + over.most() + " were spent within an hour, and the ceiling was $" + over.ceiling()));
        problems.addAll(broken);
        return problems;
    }

    long count(Attack.Kind kind) {
        return hits.stream().filter(hit -> hit.kind() == kind).count();
    }

    /** A small table, a line per row. */
    List<String> table() {
        List<Duration> calm = times(takeovers.stream().filter(each -> !each.disturbed()));
        List<Duration> disturbed = times(takeovers.stream().filter(Takeover::disturbed));
        List<String> lines = new ArrayList<>();
        lines.add(row("jobs", jobs));
        lines.add(row("repeats ignored", repeats));
        lines.add(row("kills", count(Attack.Kind.KILL)));
        lines.add(row("pauses", count(Attack.Kind.PAUSE)));
        lines.add(row("polite stops", count(Attack.Kind.STOP)));
        lines.add(row("lost", findings.lost().size()));
        lines.add(row("two endings", findings.twoEndings().size()));
        lines.add(row("double charges", findings.doubleCharges().size()));
        lines.add(row("in doubt", findings.inDoubt().size()));
        spending.ifPresent(spent -> {
            lines.add(row("ceiling", spent.ceiling()));
            lines.add(row("  most in an hour", spent.most()));
            lines.add(row("  waited for a raise", spent.waited()));
        });
        lines.add(row("takeovers", calm.size()));
        lines.add(row("  median", median(calm)));
        lines.add(row("  max", most(calm)));
        lines.add(row("  bound", Optional.of(bound.most())));
        lines.add(
                row("  later", takeovers.stream().filter(each -> !each.inTime()).count()));
        lines.add(row("takeovers disturbed", disturbed.size()));
        lines.add(row("  median", median(disturbed)));
        lines.add(row("  max", most(disturbed)));
        return lines;
    }

    private static List<Duration> times(Stream<Takeover> takeovers) {
        return takeovers.flatMap(each -> each.took().stream()).sorted().toList();
    }

    private static Optional<Duration> median(List<Duration> sorted) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }

    private static Optional<Duration> most(List<Duration> sorted) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.getLast());
    }

    private static String row(String name, long number) {
        return "  %-22s%8d".formatted(name, number);
    }

    private static String row(String name, BigDecimal dollars) {
        return "  %-22s%8s".formatted(name, "$" + dollars.setScale(2, RoundingMode.UP));
    }

    private static String row(String name, Optional<Duration> time) {
        return "  %-22s%8s".formatted(name, time.map(Closing::seconds).orElse("-"));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
