package dev.takeone.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.ProviderError;
import dev.takeone.provider.quota.Closure;
import dev.takeone.provider.quota.Lane;
import dev.takeone.worker.WorkerStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a scrape says of the worker. The names are held to dashboard and alerts by the deployment tests. */
class MetricsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
    private static final ProviderError SILENT = ProviderError.transport("no answer");

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final FakeIntake intake = new FakeIntake();
    private final AtomicReference<WorkerStatus> status = new AtomicReference<>(status(List.of(), Optional.empty()));

    private static WorkerStatus status(List<Closure> holds, Optional<Instant> commitAwaitedSince) {
        return new WorkerStatus(
                NOW,
                true,
                4,
                Map.of(1, "", 2, "broker away"),
                Map.of(3, "unreadable"),
                new WorkerStatus.Jobs(5, 6, 8, 7, 0, Optional.of(NOW.minusSeconds(90))),
                new WorkerStatus.Calls(250, 200, holds),
                commitAwaitedSince,
                Map.of(),
                Optional.empty());
    }

    private void bind() {
        new StatusGauges(status::get, intake, InstantSource.fixed(NOW)).bindTo(metrics);
    }

    private double value(String name, String label, String value) {
        return metrics.get(name).tag(label, value).gauge().value();
    }

    @Test
    void aPartitionThatCannotBeReadIsStopped() {
        intake.unreadable.put(2, "a batch");
        intake.unreadable.put(3, "a batch");
        bind();

        assertThat(value("takeone.partitions", "state", "stopped")).isEqualTo(2);
    }

    @Test
    void jobsAndPartitionsAreCountedByState() {
        bind();

        assertThat(value("takeone.jobs", "state", "waiting")).isEqualTo(5);
        assertThat(value("takeone.jobs", "state", "posting")).isEqualTo(6);
        assertThat(value("takeone.jobs", "state", "running")).isEqualTo(7);
        assertThat(value("takeone.jobs", "state", "in_doubt")).isEqualTo(8);
        assertThat(metrics.get("takeone.jobs.oldest.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(90);
        assertThat(value("takeone.partitions", "state", "serving")).isEqualTo(4);
        assertThat(value("takeone.partitions", "state", "restoring")).isEqualTo(2);
        assertThat(value("takeone.partitions", "state", "stopped")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aHoldIsOneUnderItsCauseAndZeroUnderTheOthers(Closure.Cause cause) {
        bind();
        status.set(status(
                List.of(new Closure(cause, Set.of(Lane.SUBMISSION), Optional.empty(), NOW, NOW.plusSeconds(5), SILENT)),
                Optional.empty()));

        for (Closure.Cause each : Closure.Cause.values()) {
            assertThat(value("takeone.provider.held", "cause", each.name().toLowerCase(Locale.ROOT)))
                    .isEqualTo(each == cause ? 1 : 0);
        }
    }

    @Test
    void theWaitForACommitIsTimed() {
        bind();
        assertThat(metrics.get("takeone.journal.commit.wait").gauge().value()).isZero();

        status.set(status(List.of(), Optional.of(NOW.minus(Duration.ofMillis(2_500)))));

        assertThat(metrics.get("takeone.journal.commit.wait").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(2.5);
    }

    @Test
    void theTimeInWhichEveryPostCameTooLateIsTold() {
        bind();
        assertThat(metrics.get("takeone.submissions.late").timeGauge().value()).isZero();

        WorkerStatus now = Objects.requireNonNull(status.get());
        status.set(new WorkerStatus(
                now.at(),
                now.joined(),
                now.serving(),
                now.restoring(),
                now.stopped(),
                now.jobs(),
                new WorkerStatus.Calls(
                        250,
                        0,
                        List.of(),
                        Optional.of(
                                new WorkerStatus.Late(NOW.minusSeconds(45), 9, Duration.ofSeconds(6), Duration.ZERO))),
                now.commitAwaitedSince(),
                now.receiptsAwaitedSince(),
                now.halted()));

        assertThat(metrics.get("takeone.submissions.late").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(45);
    }

    @Test
    void theQuotasShareAndUseAreTold() {
        bind();

        assertThat(metrics.get("takeone.quota.share").gauge().value()).isEqualTo(250);
        assertThat(metrics.get("takeone.quota.used").gauge().value()).isEqualTo(200);
    }

    @Test
    void theGateIsOpenOrHeldOrProbingForEachKindOfCall() {
        bind();
        assertThat(gate("submission")).isEqualTo("open");

        status.set(status(List.of(hold(NOW.plusSeconds(1))), Optional.empty()));
        assertThat(gate("submission")).isEqualTo("held");
        assertThat(gate("check")).isEqualTo("open");

        status.set(status(List.of(hold(NOW)), Optional.empty()));
        assertThat(gate("submission")).isEqualTo("probing");
    }

    private static Closure hold(Instant until) {
        return new Closure(Closure.Cause.ACCOUNT_HELD, Set.of(Lane.SUBMISSION), Optional.empty(), NOW, until, SILENT);
    }

    private String gate(String call) {
        List<String> states = metrics.get("takeone.provider.gate").tag("call", call).gauges().stream()
                .filter(gauge -> gauge.value() > 0)
                .map(gauge -> String.valueOf(gauge.getId().getTag("state")))
                .toList();
        assertThat(states).hasSize(1);
        return states.getFirst();
    }
}
