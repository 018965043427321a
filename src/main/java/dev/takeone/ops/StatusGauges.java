package dev.takeone.ops;

import dev.takeone.provider.Hold;
import dev.takeone.worker.WorkerStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What the worker's status says, as gauges: all of them are there from the start, so that a zero can be told from nothing. */
public final class StatusGauges implements MeterBinder {
    private final Supplier<WorkerStatus> status;
    private final InstantSource clock;

    /** @param status the worker as of now; asked at each scrape, from any thread */
    public StatusGauges(Supplier<WorkerStatus> status, InstantSource clock) {
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        jobs(metrics, "waiting", WorkerStatus::waiting);
        jobs(metrics, "posting", WorkerStatus::posting);
        jobs(metrics, "running", WorkerStatus::running);
        partitions(metrics, "serving", WorkerStatus::serving);
        partitions(metrics, "restoring", now -> now.restoring().size());
        partitions(metrics, "stopped", now -> now.stopped().size());
        for (Hold.Cause cause : Hold.Cause.values()) {
            Gauge.builder("takeone.provider.held", () -> held(cause) ? 1 : 0)
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .description("Whether calls to the provider are held")
                    .register(metrics);
        }
        TimeGauge.builder("takeone.journal.commit.wait", this::commitWaitMs, TimeUnit.MILLISECONDS)
                .description("How long the oldest decision has waited for a commit")
                .register(metrics);
    }

    private void jobs(MeterRegistry metrics, String state, ToIntFunction<WorkerStatus> count) {
        gauge(metrics, "takeone.jobs", "Jobs that this worker has in hand", state, count);
    }

    private void partitions(MeterRegistry metrics, String state, ToIntFunction<WorkerStatus> count) {
        gauge(metrics, "takeone.partitions", "Partitions that this worker owns", state, count);
    }

    private void gauge(
            MeterRegistry metrics, String name, String what, String state, ToIntFunction<WorkerStatus> count) {
        Gauge.builder(name, () -> count.applyAsInt(status.get()))
                .tag("state", state)
                .description(what)
                .register(metrics);
    }

    private boolean held(Hold.Cause cause) {
        return status.get().holds().stream().anyMatch(hold -> hold.cause() == cause);
    }

    private long commitWaitMs() {
        return status.get()
                .commitAwaitedSince()
                .map(since -> Duration.between(since, clock.instant()).toMillis())
                .orElse(0L);
    }
}
