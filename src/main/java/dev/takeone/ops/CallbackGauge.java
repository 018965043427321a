package dev.takeone.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.DoubleSupplier;

/**
 * How far a worker relies on callbacks.
 *
 * @param trust asked at each scrape, from any thread
 */
public record CallbackGauge(DoubleSupplier trust) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry metrics) {
        Gauge.builder("takeone.callbacks.trust", trust::getAsDouble)
                .description("The part of its tasks, 0 to 1, that this worker relies on to call when they end")
                .register(metrics);
    }
}
