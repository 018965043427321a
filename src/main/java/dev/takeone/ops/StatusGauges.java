package dev.takeone.ops;

import dev.takeone.provider.quota.Closure;
import dev.takeone.provider.quota.Lane;
import dev.takeone.worker.Intake;
import dev.takeone.worker.WorkerStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What the worker's status says, as gauges: all of them are there from the start, so that a zero can be told from nothing. */
public final class StatusGauges implements MeterBinder {
    private static final String OPEN = "open";
    private static final String HELD = "held";
    private static final String PROBING = "probing";
    private static final List<String> GATE = List.of(OPEN, HELD, PROBING);

    private final Supplier<WorkerStatus> status;
    private final Intake intake;
    private final InstantSource clock;

    /** @param status the worker as of now; asked at each scrape, from any thread */
    public StatusGauges(Supplier<WorkerStatus> status, Intake intake, InstantSource clock) {
        this.status = status;
        this.intake = intake;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        jobs(metrics, "waiting", WorkerStatus.Jobs::waiting);
        jobs(metrics, "posting", WorkerStatus.Jobs::posting);
        jobs(metrics, "in_doubt", WorkerStatus.Jobs::inDoubt);
        jobs(metrics, "running", WorkerStatus.Jobs::running);
        TimeGauge.builder("takeone.jobs.oldest.age", this::oldestMs, TimeUnit.MILLISECONDS)
                .description("How long ago the request of the oldest live job was published")
                .register(metrics);
        partitions(metrics, "serving", WorkerStatus::serving);
        partitions(metrics, "restoring", now -> now.restoring().size());
        partitions(metrics, "stopped", this::stopped);
        for (Closure.Cause cause : Closure.Cause.values()) {
            Gauge.builder("takeone.provider.held", () -> held(cause) ? 1 : 0)
                    .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                    .description("Whether calls to the provider are held")
                    .register(metrics);
        }
        for (Lane lane : Lane.values()) {
            for (String state : GATE) {
                Gauge.builder("takeone.provider.gate", () -> gate(lane).equals(state) ? 1 : 0)
                        .tag("call", lane.name().toLowerCase(Locale.ROOT))
                        .tag("state", state)
                        .description("Whether calls of a kind go, are held, or wait for one that probes")
                        .register(metrics);
            }
        }
        Gauge.builder("takeone.quota.share", () -> status.get().calls().perMinute())
                .description("Calls a minute that this worker may make, of takeone.provider.requests-per-minute")
                .register(metrics);
        Gauge.builder("takeone.quota.used", () -> status.get().calls().lastMinute())
                .description("Calls that this worker has made in the last minute")
                .register(metrics);
        TimeGauge.builder("takeone.journal.commit.wait", this::commitWaitMs, TimeUnit.MILLISECONDS)
                .description("How long the oldest decision has waited for a commit")
                .register(metrics);
        TimeGauge.builder("takeone.submissions.late", this::lateMs, TimeUnit.MILLISECONDS)
                .description("For how long every POST has come too late after its commit was begun, and was not sent")
                .register(metrics);
    }

    private void jobs(MeterRegistry metrics, String state, ToIntFunction<WorkerStatus.Jobs> count) {
        gauge(
                metrics,
                "takeone.jobs",
                "Jobs that this worker has in hand; in doubt are all that may be paid for and have no task, also after a plain 503,"
                        + " and while a former owner may still be sending",
                state,
                now -> count.applyAsInt(now.jobs()));
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

    private int stopped(WorkerStatus now) {
        Set<Integer> stopped = new HashSet<>(now.stopped().keySet());
        stopped.addAll(intake.unreadable().keySet());
        return stopped.size();
    }

    private String gate(Lane lane) {
        Instant now = clock.instant();
        List<Closure> holds = status.get().calls().holds().stream()
                .filter(hold -> hold.lanes().contains(lane) && hold.model().isEmpty())
                .toList();
        if (holds.isEmpty()) {
            return OPEN;
        }
        return holds.stream().anyMatch(hold -> now.isBefore(hold.until())) ? HELD : PROBING;
    }

    private long oldestMs() {
        return status.get().jobs().oldestSince().map(this::millisSince).orElse(0L);
    }

    private long millisSince(Instant then) {
        return Math.max(0, Duration.between(then, clock.instant()).toMillis());
    }

    private boolean held(Closure.Cause cause) {
        return status.get().calls().holds().stream().anyMatch(hold -> hold.cause() == cause);
    }

    private long lateMs() {
        return status.get()
                .calls()
                .late()
                .map(late -> millisSince(late.since()))
                .orElse(0L);
    }

    private long commitWaitMs() {
        return status.get().commitAwaitedSince().map(this::millisSince).orElse(0L);
    }
}
