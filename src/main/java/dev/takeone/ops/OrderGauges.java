package dev.takeone.ops;

import dev.takeone.orders.Order;
import dev.takeone.orders.StandingOrders;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The orders that this worker obeys, as gauges that are there from the start. */
public final class OrderGauges implements MeterBinder {
    private final Supplier<StandingOrders> orders;

    /** @param orders what stands now; asked at each scrape, from any thread */
    public OrderGauges(Supplier<StandingOrders> orders) {
        this.orders = orders;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        count(metrics, "hold", now -> now.holds().size());
        count(metrics, "withdraw", now -> (int) now.orders().values().stream()
                .filter(Order.Withdraw.class::isInstance)
                .count());
        count(metrics, "unreadable", now -> now.broken().size());
    }

    private void count(MeterRegistry metrics, String kind, ToIntFunction<StandingOrders> counted) {
        Gauge.builder("takeone.orders", () -> counted.applyAsInt(orders.get()))
                .tag("kind", kind)
                .description("Orders of operators that stand; those of kind unreadable are ignored")
                .register(metrics);
    }
}
