package dev.takeone.ops;

import dev.takeone.account.BoardClient;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.orders.OrderFollower;
import dev.takeone.worker.Intake;
import dev.takeone.worker.Worker;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The checks behind {@code /q/health}, of a worker; a console has its own. */
@ApplicationScoped
class HealthChecks {
    private static final String ROLE = "takeone.role";
    private static final String WORKER = "worker";

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
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck started() {
        return () -> Health.started(facts);
    }

    @Produces
    @Liveness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck deciding() {
        return () -> Health.deciding(worker.status(), clock.instant());
    }

    @Produces
    @Liveness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck polling(Intake intake) {
        return () -> Health.polling(worker.status().joined(), intake.sinceLastPoll());
    }

    @Produces
    @Liveness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck journal() {
        return () -> Health.journal(journal.threads());
    }

    @Produces
    @Liveness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck board(BoardClient board) {
        return () -> Health.board(board.quiet());
    }

    @Produces
    @Readiness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck ready() {
        return () -> Health.ready(worker.status());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck provider() {
        return () -> Health.provider(worker.status());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck broker() {
        return () -> Health.broker(worker.status(), journal.brokerAway(), journal.unwritten(), clock.instant());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck submissions() {
        return () -> Health.submissions(worker.status());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck partitions() {
        return () -> Health.partitions(worker.status());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck topics() {
        return () -> Health.topics(journal.troubles().now());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck intake(Intake intake) {
        return () -> Health.intake(intake);
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck receipts() {
        return () -> Health.receipts(worker.status(), clock.instant());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck account(BoardClient board) {
        return () -> Health.account(board.sight(), board.away());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck spend(BoardClient board) {
        return () ->
                Health.spend(board.sight().spending(), worker.status().jobs().tooDear());
    }

    @Produces
    @Wellness
    @LookupIfProperty(name = ROLE, stringValue = WORKER)
    HealthCheck orders(OrderFollower orders) {
        return () -> Health.orders(orders.standing(), orders.silence());
    }
}
