package dev.takeone.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.takeone.callbacks.Hooks;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Decisions;
import dev.takeone.job.Rules;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.journal.Fixture;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.journal.topics.TopicFacts;
import dev.takeone.journal.topics.Topics;
import dev.takeone.provider.Provider;
import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.Ports;
import dev.takeone.worker.Requests;
import dev.takeone.worker.Source;
import dev.takeone.worker.SpendSettings;
import dev.takeone.worker.SystemTicker;
import dev.takeone.worker.Worker;
import dev.takeone.worker.WorkerObserver;
import dev.takeone.worker.WorkerSettings;
import dev.takeone.worker.times.LearnedTimes;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

/** An error on a thread that belongs to others: they would go on as if nothing had been. */
class HaltingTest {
    private static final List<TopicPartition> PARTITIONS = List.of(new TopicPartition("video.requests", 0));
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Optional<Throwable>> halted = new ArrayList<>();
    private final KafkaJournal journal = journal();
    private final Worker worker = worker();
    private final Rebalances rebalances = new Rebalances(worker, journal, new Polls("kafka:9092"));

    @Test
    void anErrorWhilePartitionsComeHaltsTheWorkerThatWouldNotServeThem() {
        Error bug = new NoClassDefFoundError("generation");
        try (Failing consumer = new Failing(bug)) {
            assertThatThrownBy(() -> rebalances.onPartitionsAssigned(consumer, PARTITIONS))
                    .isSameAs(bug);
            assertThat(halted).containsExactly(Optional.of(bug));
            assertThat(worker.status().halted().orElseThrow()).contains("the polling thread", "generation");
        }
    }

    @Test
    void anErrorWhilePartitionsGoHaltsTheWorkerThatWouldKeepThem() {
        Error bug = new NoClassDefFoundError("generation");
        try (Failing consumer = new Failing(bug)) {
            assertThatThrownBy(() -> rebalances.onPartitionsRevoked(consumer, PARTITIONS))
                    .isSameAs(bug);
            assertThat(halted).containsExactly(Optional.of(bug));
        }
    }

    @Test
    void aRebalanceThatTheEndInterruptsHaltsNothing() {
        try (Failing consumer = new Failing(new WakeupException())) {
            assertThatThrownBy(() -> rebalances.onPartitionsAssigned(consumer, PARTITIONS))
                    .isInstanceOf(WakeupException.class);
            assertThat(halted).isEmpty();
        }
    }

    @Test
    void anErrorInTheChannelHaltsTheWorkerBeforeTheRecordsBehindItAreTaken() {
        Error bug = new NoClassDefFoundError("metadata");
        Message<List<byte[]>> batch = new Message<>() {
            @Override
            public List<byte[]> getPayload() {
                return List.of();
            }

            @Override
            public Metadata getMetadata() {
                throw bug;
            }
        };

        assertThatThrownBy(() -> new RequestsChannel(worker).consume(batch)).isSameAs(bug);
        assertThat(halted).containsExactly(Optional.of(bug));
        assertThat(worker.status().halted().orElseThrow()).contains("the channel requests", "metadata");
    }

    /** Fails where it is asked which generation it is of. */
    private static final class Failing extends MockConsumer<byte[], byte[]> {
        private final Throwable bug;

        Failing(Throwable bug) {
            super("earliest");
            this.bug = bug;
        }

        @Override
        public ConsumerGroupMetadata groupMetadata() {
            if (bug instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) bug;
        }
    }

    /** One that never begins. */
    private static KafkaJournal journal() {
        JournalSetup setup = Samples.setup();
        return new KafkaJournal(
                setup,
                new Topics(setup),
                new TopicFacts("cluster", "id", 1, Optional.empty()),
                new SystemTicker().clock(),
                Fixture.UNSEEN);
    }

    private Worker worker() {
        ModelCatalogue catalogue = ModelCatalogue.bundled();
        return new Worker(
                new WorkerSettings(
                        1,
                        1,
                        1,
                        1,
                        SECOND,
                        SECOND,
                        Optional.empty(),
                        SECOND,
                        SECOND,
                        SECOND,
                        SECOND,
                        SpendSettings.NONE),
                new Decisions(new Rules(Rules.InDoubt.REPLAY, SECOND, SECOND, SECOND, SECOND)),
                new Requests(
                        new RequestReader(catalogue, UnknownModels.REJECT),
                        new JobIds("cluster", "takeone", "topic-id")),
                new CloudEvents("/takeone", new EventTopics("submitted", "completed", "failed"), false),
                new Ports(
                        journal,
                        new Silent(),
                        new Nowhere(),
                        new SystemTicker(),
                        Runnable::run,
                        new LearnedTimes(SECOND, SECOND, Optional.empty(), catalogue),
                        new Hooks(Optional.empty(), outcome -> {}),
                        new WorkerObserver() {
                            @Override
                            public void halted(String why, Optional<Throwable> bug) {
                                halted.add(bug);
                            }
                        }));
    }

    private static final class Silent implements Provider {
        @Override
        public Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite) {
            return Uni.createFrom().nothing();
        }

        @Override
        public Uni<StatusOutcome> check(String taskId, Runnable writing) {
            return Uni.createFrom().nothing();
        }
    }

    private static final class Nowhere implements Source {
        @Override
        public void hold(int partition, long offset) {}

        @Override
        public void rewind(int partition, long offset) {}
    }
}
