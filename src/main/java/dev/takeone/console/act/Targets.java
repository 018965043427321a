package dev.takeone.console.act;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Stage;
import dev.takeone.journal.Restored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** What a button is pressed for. */
final class Targets {
    private final Finder finder;

    Targets(Finder finder) {
        this.finder = finder;
    }

    /** Those of the target in a stage, and that were there when somebody looked. */
    List<FoundJob> found(Target target, Stage stage) {
        return switch (target) {
            case Target.One(String jobId) ->
                finder.find(jobId).filter(job -> job.stage() == stage).stream().toList();
            case Target.Found(Filter filter, Instant asOf) ->
                filter.in(stage)
                        .map(narrow -> finder.find(narrow, asOf, Integer.MAX_VALUE))
                        .orElse(List.of());
        };
    }

    /**
     * The same target as pages show it by the clock that is behind them, and nothing that comes later: those who tell of what it
     * finds may be ahead of this clock, but no more than clocks differ.
     */
    Target until(Target target, Stage stage, Instant now) {
        return switch (target) {
            case Target.One one -> one;
            case Target.Found(Filter filter, Instant asOf) -> {
                Filter fixed = filter.at(now);
                Instant latest = found(new Target.Found(fixed, now.plus(Restored.CLOCKS_APART)), stage).stream()
                        .map(Targets::after)
                        .filter(now::isBefore)
                        .max(Comparator.naturalOrder())
                        .orElse(now);
                yield new Target.Found(fixed, earlier(asOf, latest));
            }
        };
    }

    /** An order takes what was published before its time, and not what was at it. */
    private static Instant after(FoundJob job) {
        Instant known = job.since().isBefore(job.publishedAt()) ? job.publishedAt() : job.since();
        return known.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
