package dev.takeone.ops;

import dev.takeone.account.Sight;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/** The account board as this worker sees it, as gauges that are there from the start. */
public final class AccountGauges implements MeterBinder {
    private final Supplier<Sight> sight;

    /** A binder that asks {@code sight} at each scrape, from any thread. */
    public AccountGauges(Supplier<Sight> sight) {
        this.sight = sight;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        Gauge.builder("takeone.account.workers", () -> sight.get().workers().size())
                .description("Workers of the account that tell of themselves, this one included")
                .register(metrics);
        Gauge.builder("takeone.account.dealer", () -> sight.get().deals() ? 1 : 0)
                .description("Whether this worker deals out what the account allows")
                .register(metrics);
        Gauge.builder("takeone.account.leased", () -> sight.get().lease().isPresent() ? 1 : 0)
                .description("Whether this worker has a lease; without one it makes no calls")
                .register(metrics);
        Gauge.builder(
                        "takeone.account.unreadable",
                        () -> sight.get().unreadable().size())
                .description("Records of the account topic that cannot be read, and are ignored")
                .register(metrics);
    }
}
