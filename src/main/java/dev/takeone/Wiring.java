package dev.takeone;

import dev.takeone.callbacks.Hooks;
import dev.takeone.config.CatalogueFile;
import dev.takeone.config.CommandSettings;
import dev.takeone.config.Interruption;
import dev.takeone.config.Limits;
import dev.takeone.config.Settings;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.intake.GroupTimes;
import dev.takeone.job.Decisions;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicCheckException;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.journal.threads.Observers;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Topics;
import dev.takeone.ops.AsyncApi;
import dev.takeone.ops.CallbackGauge;
import dev.takeone.ops.CallbackMeters;
import dev.takeone.ops.Health;
import dev.takeone.ops.JournalMeters;
import dev.takeone.ops.OrderGauges;
import dev.takeone.ops.SpanIds;
import dev.takeone.ops.StatusGauges;
import dev.takeone.ops.WorkerLog;
import dev.takeone.ops.WorkerMeters;
import dev.takeone.ops.WorkerTraces;
import dev.takeone.orders.OrderFollower;
import dev.takeone.orders.StandingOrders;
import dev.takeone.provider.http.ProviderClient;
import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.Intake;
import dev.takeone.worker.Ports;
import dev.takeone.worker.Requests;
import dev.takeone.worker.Source;
import dev.takeone.worker.SystemTicker;
import dev.takeone.worker.Worker;
import dev.takeone.worker.WorkerObserver;
import dev.takeone.worker.WorkerSettings;
import dev.takeone.worker.times.LearnedTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;

/** Makes the parts from the settings and from what the broker says, in the order in which they need each other. */
@Dependent
public class Wiring {
    private static final Duration BROKER_AGAIN = Duration.ofSeconds(5);

    /** Without a retention to outlive, a live row need not be written again. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Settings settings;
    private final SystemTicker ticker = new SystemTicker();

    Wiring(Settings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    ModelCatalogue catalogue() {
        return settings.models().file().map(CatalogueFile::read).orElseGet(ModelCatalogue::bundled);
    }

    @Produces
    @Singleton
    AsyncApi contract(ModelCatalogue catalogue, Limits limits) {
        return new AsyncApi(
                names(),
                settings.group(),
                limits.identityHeader(),
                catalogue,
                settings.models().unknown());
    }

    private TopicNames names() {
        return CommandSettings.topics(settings);
    }

    @Produces
    @Singleton
    JournalSetup setup(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Settings.Topics topics = settings.topics();
        return new JournalSetup(
                kafka,
                names(),
                new JournalSettings(
                        settings.group(),
                        settings.worker().id().orElseGet(() -> UUID.randomUUID().toString()),
                        settings.journal().retention(),
                        topics.partitions(),
                        topics.create(),
                        settings.journal().onMismatch()));
    }

    @Produces
    @Singleton
    Topics topics(JournalSetup setup) {
        return new Topics(setup);
    }

    void close(@Disposes Topics topics) {
        topics.close();
    }

    /**
     * Waits for the broker, or until the process is asked to end. What needs no broker comes first, so that a wrong setting
     * is told although the broker is away, and makes no topics.
     */
    @Produces
    @Singleton
    TopicFacts facts(Topics topics, Limits limits, ModelCatalogue catalogue) {
        limits.priced(catalogue.unpriced(), settings.models().unknown());
        Interruption interruption = Interruption.ofThisThread();
        try {
            return topics.prepare(BROKER_AGAIN);
        } catch (TopicCheckException fault) {
            throw new ConfigurationException(fault.getMessage());
        } catch (InterruptedException stopped) {
            throw new ConfigurationException("The worker was stopped before Kafka was ready.");
        } finally {
            interruption.end();
        }
    }

    @Produces
    @Singleton
    KafkaJournal journal(JournalSetup setup, Topics topics, TopicFacts facts, MeterRegistry metrics) {
        return new KafkaJournal(setup, topics, facts, ticker.clock(), new JournalMeters(metrics));
    }

    /** It is closed already, unless the start has failed, and then holds nothing. */
    void close(@Disposes KafkaJournal journal) {
        journal.close(Duration.ZERO);
    }

    @Produces
    @Singleton
    SpanIds spanIds() {
        return new SpanIds();
    }

    @Produces
    @Singleton
    WorkerObserver listener(
            ModelCatalogue catalogue,
            MeterRegistry metrics,
            OpenTelemetry traces,
            SpanIds spanIds,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean withoutTraces) {
        Stream<WorkerObserver> always = Stream.of(
                new WorkerMeters(metrics, catalogue.ids()),
                new CallbackMeters(metrics),
                new WorkerLog(() -> Quarkus.asyncExit(1)));
        Stream<WorkerObserver> asked = withoutTraces ? Stream.empty() : Stream.of(new WorkerTraces(traces, spanIds));
        return Observers.together(
                WorkerObserver.class, Stream.concat(always, asked).toList());
    }

    @Produces
    @Singleton
    GroupTimes groupTimes() {
        return new GroupTimes(settings.intake().sessionTimeout());
    }

    @Produces
    @Singleton
    Limits limits() {
        return new Limits(settings);
    }

    /** What needs no broker comes first, so that a wrong setting is told although the broker is away. */
    @Produces
    @Singleton
    Worker worker(
            Limits limits,
            ProviderClient provider,
            Hooks hooks,
            JournalSetup setup,
            ModelCatalogue catalogue,
            TopicFacts facts,
            KafkaJournal journal,
            Source source,
            Intake intake,
            WorkerObserver listener,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean withoutTraces) {
        // A duplicated one: on any other, Quarkus forgets the keys of a log line before the line is written.
        Context deciding = VertxContext.createNewDuplicatedContext(provider.context());
        Requests requests = new Requests(
                new RequestReader(catalogue, settings.models().unknown(), limits.identityHeader()),
                new JobIds(facts.clusterId(), settings.group(), facts.requestsTopicId()));
        Settings.Topics topics = settings.topics();
        WorkerSettings workerSettings = limits.worker(facts.rewriteAfter().orElse(NEVER));
        Worker worker = new Worker(
                workerSettings,
                new Decisions(limits.rules()),
                requests,
                new CloudEvents(
                        limits.eventsSource(),
                        new EventTopics(topics.submitted(), topics.completed(), topics.failed()),
                        !withoutTraces),
                new Ports(
                        journal,
                        provider,
                        source,
                        ticker,
                        task -> deciding.runOnContext(ignored -> task.run()),
                        new LearnedTimes(
                                workerSettings.checkInterval(),
                                workerSettings.checkDelay(),
                                workerSettings.firstCheck(),
                                catalogue),
                        hooks,
                        listener));
        new StatusGauges(worker::status, intake, ticker.clock()).bindTo(metrics);
        hooks.start(
                setup.plainWriter("callbacks-writer"),
                setup.plainReader("callbacks"),
                topics.callbacks(),
                ticker.clock(),
                new Hooks.Recipient() {
                    @Override
                    public void woken(int partition, Collection<String> jobIds) {
                        worker.woken(partition, jobIds);
                    }

                    @Override
                    public void broken(Throwable error) {
                        worker.broken("the way of callbacks", error);
                    }
                });
        new CallbackGauge(worker::callbackTrust).bindTo(metrics);
        journal.start(worker);
        return worker;
    }

    @Produces
    @Singleton
    OrderFollower orders(JournalSetup setup, Worker worker, MeterRegistry metrics) {
        OrderFollower orders = new OrderFollower(
                setup.plainReader("orders"),
                settings.topics().commands(),
                settings.group(),
                ticker.clock(),
                new OrderFollower.Recipient() {
                    @Override
                    public void ordered(StandingOrders standing) {
                        worker.ordered(standing);
                    }

                    @Override
                    public void broken(Throwable error) {
                        worker.broken("the reading of orders", error);
                    }
                });
        new OrderGauges(orders::standing).bindTo(metrics);
        return orders;
    }

    @Produces
    @Liveness
    @LookupIfProperty(name = "takeone.role", stringValue = "worker")
    HealthCheck following(OrderFollower orders, Hooks hooks) {
        return () -> Health.following(orders.quiet(), hooks.quiet());
    }

    void close(@Disposes OrderFollower orders) {
        orders.close();
    }
}
