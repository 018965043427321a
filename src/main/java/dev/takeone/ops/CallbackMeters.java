package dev.takeone.ops;

import dev.takeone.worker.CallbackOutcome;
import dev.takeone.worker.WorkerObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts the calls that come, and what they wake. All meters are there from the start, at zero. */
public final class CallbackMeters implements WorkerObserver {
    private final Map<CallbackOutcome, Counter> outcomes = new EnumMap<>(CallbackOutcome.class);

    /** Counts in {@code metrics}; two of these count together. */
    public CallbackMeters(MeterRegistry metrics) {
        for (CallbackOutcome each : CallbackOutcome.values()) {
            outcomes.put(
                    each,
                    Counter.builder("takeone.callbacks")
                            .description("Calls to /hooks by their answer, and wake-ups by what they led to")
                            .tag("outcome", each.label())
                            .register(metrics));
        }
    }

    /** One more; may be called on any thread. */
    public void count(CallbackOutcome outcome) {
        Objects.requireNonNull(outcomes.get(outcome)).increment();
    }

    @Override
    public void called(String jobId, CallbackOutcome outcome) {
        count(outcome);
    }
}
