package dev.takeone.simulation;

import dev.takeone.config.Limits;
import dev.takeone.job.ProviderError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The name servers. For stretches of a storm they are slow or away, and no process has an address left that it may still
 * use: each call is held back until there is one, for as long as the worker's client waits for it.
 */
final class Names {
    static final ProviderError NO_ADDRESS = ProviderError.transport("no address");

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Scheduler scheduler;
    private final Options options;
    private final List<Stretch> stretches;
    private int late;
    private int none;

    private record Stretch(Instant from, Instant until, boolean away) {
        boolean has(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    Names(Scheduler scheduler, Options options) {
        this.scheduler = scheduler;
        this.options = options;
        int count = options.slowNames() ? 1 + scheduler.below(4) : 0;
        this.stretches = Stream.generate(this::stretch).limit(count).toList();
    }

    private Stretch stretch() {
        Instant from = scheduler.now().plus(scheduler.upTo(Options.STORM));
        return new Stretch(from, from.plus(scheduler.upTo(LONGEST)), scheduler.chance(0.4));
    }

    /** A call of this process needs the provider's address: goes on with it, at once or late, or without it. */
    void ask(Replica process, Runnable found, Runnable missing) {
        Instant now = scheduler.now();
        Optional<Stretch> bad = stretches.stream()
                .filter(each -> each.has(now) && now.isBefore(options.calmFrom()))
                .findFirst();
        if (bad.isEmpty()) {
            found.run();
            return;
        }
        Duration patience = Limits.CONNECT_TIMEOUT;
        Duration takes = scheduler.upTo(patience.multipliedBy(2));
        boolean inTime = takes.compareTo(patience) < 0;
        boolean known = inTime && !bad.get().away();
        scheduler.in(
                inTime ? takes : patience,
                () -> process.run(() -> {
                    if (known) {
                        late++;
                        found.run();
                    } else {
                        none++;
                        missing.run();
                    }
                }));
    }

    /** Calls that went on later, for their address was late. */
    int late() {
        return late;
    }

    /** Calls that ended without one. */
    int none() {
        return none;
    }
}
