package dev.takeone.ops;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.account.Spending;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the account has spent, in US dollars, as gauges that are there from the start; no number where there is no ceiling. */
public final class SpendGauges implements MeterBinder {
    private final Supplier<Spending> spending;
    private final IntSupplier tooDear;

    /**
     * A binder that asks at each scrape, from any thread.
     *
     * @param tooDear how many of this worker's requests cost more than a whole ceiling
     */
    public SpendGauges(Supplier<Spending> spending, IntSupplier tooDear) {
        this.spending = spending;
        this.tooDear = tooDear;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        Gauge.builder(
                        "takeone.spend.running",
                        () -> dollars(OptionalLong.of(spending.get().running())))
                .description("The estimates of what the account has in flight or in doubt, US dollars")
                .register(metrics);
        Gauge.builder("takeone.spend.parked", () -> spending.get().parked() || tooDear.getAsInt() > 0 ? 1 : 0)
                .description("Whether requests of the account wait for room under a ceiling")
                .register(metrics);
        window(metrics, "hour", Spending::hour, Spending::lastHour, Ceilings::hour);
        window(metrics, "day", Spending::day, Spending::lastDay, Ceilings::day);
    }

    private void window(
            MeterRegistry metrics,
            String window,
            ToLongFunction<Spending> ended,
            ToLongFunction<Spending> counts,
            Function<Ceilings, OptionalLong> ceiling) {
        Gauge.builder("takeone.spend.ended", () -> dollars(OptionalLong.of(ended.applyAsLong(spending.get()))))
                .description("What the account has spent on requests that ended within the window, US dollars")
                .tag("window", window)
                .register(metrics);
        Gauge.builder(
                        "takeone.spend.ceiling",
                        () -> dollars(ceiling.apply(spending.get().ceilings())))
                .description("The lowest ceiling that a worker of the account was told, US dollars")
                .tag("window", window)
                .register(metrics);
        Gauge.builder("takeone.spend.left", () -> {
                    Spending now = spending.get();
                    return dollars(Spending.left(ceiling.apply(now.ceilings()), counts.applyAsLong(now)));
                })
                .description("What the account may still spend under the ceiling, US dollars")
                .tag("window", window)
                .register(metrics);
    }

    private static double dollars(OptionalLong micros) {
        return micros.isPresent() ? Dollars.of(micros.getAsLong()).doubleValue() : Double.NaN;
    }
}
