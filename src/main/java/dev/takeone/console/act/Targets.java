package dev.takeone.console.act;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Stage;
import java.time.Instant;
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

    /** The same target as pages show it by the clock that is behind them, and nothing that comes later. */
    Target until(Target target, Instant now) {
        return switch (target) {
            case Target.One one -> one;
            case Target.Found(Filter filter, Instant asOf) ->
                new Target.Found(filter.at(now), earlier(asOf, finder.latest(now)));
        };
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
