package dev.takeone.ops;

import dev.takeone.account.BoardClient;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.orders.OrderFollower;
import dev.takeone.worker.Intake;
import dev.takeone.worker.Worker;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The checks behind {@code /q/health}. */
@ApplicationScoped
class HealthChecks {
    private final Worker worker;
    private final KafkaJournal journal;
    private final TopicFacts facts;
    private final InstantSource clock = InstantSource.system();

    HealthChecks(Worker worker, KafkaJournal journal, TopicFacts facts) {
        this.worker = worker;
        this.journal = journal;
        this.facts = facts;
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> Health.started(facts);
    }

    @Produces
    @Liveness
    HealthCheck deciding() {
        return () -> Health.deciding(worker.status(), clock.instant());
    }

    @Produces
    @Liveness
    HealthCheck polling(Intake intake) {
        return () -> Health.polling(worker.status().joined(), intake.sinceLastPoll());
    }

    @Produces
    @Liveness
    HealthCheck journal() {
        return () -> Health.journal(journal.threads());
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
        return () -> Health.broker(worker.status(), journal.brokerAway(), journal.unwritten(), clock.instant());
    }

    @Produces
    @Wellness
    HealthCheck partitions() {
        return () -> Health.partitions(worker.status());
    }

    @Produces
    @Wellness
    HealthCheck topics() {
        return () -> Health.topics(journal.troubles().now());
    }

    @Produces
    @Wellness
    HealthCheck intake(Intake intake) {
        return () -> Health.intake(intake);
    }

    @Produces
    @Wellness
    HealthCheck receipts() {
        return () -> Health.receipts(worker.status(), clock.instant());
    }

    @Produces
    @Wellness
    HealthCheck account(BoardClient board) {
        return () -> Health.account(board.sight(), board.away());
    }

    @Produces
    @Wellness
    HealthCheck orders(OrderFollower orders) {
        return () -> Health.orders(orders.standing(), orders.silence());
    }
}
