package dev.takeone.ops;

import dev.takeone.journal.KafkaJournal;
import dev.takeone.worker.Worker;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** The checks behind {@code /q/health}. */
@ApplicationScoped
class HealthChecks {
    private final Worker worker;
    private final KafkaJournal journal;
    private final InstantSource clock = InstantSource.system();

    HealthChecks(Worker worker, KafkaJournal journal) {
        this.worker = worker;
        this.journal = journal;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> Health.live(worker.status(), clock.instant());
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> Health.ready(worker.status());
    }

    @Produces
    @Wellness
    HealthCheck provider() {
        return () -> Health.provider(worker.status());
    }

    @Produces
    @Wellness
    HealthCheck broker() {
        return () -> Health.broker(worker.status(), journal.brokerAway(), clock.instant());
    }

    @Produces
    @Wellness
    HealthCheck partitions() {
        return () -> Health.partitions(worker.status());
    }
}
