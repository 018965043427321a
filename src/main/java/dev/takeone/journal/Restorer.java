package dev.takeone.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Reads partitions back, on a thread of its own: those that are asked for together, together.
 *
 * <p>The order of the questions is what makes the answer whole. First the group's offset, which the broker withholds
 * while an owner's transaction is open; then the end of the journal, counting what is not committed yet; then all
 * that is committed up to there. Whatever a former owner may still send after that carries an old generation.
 */
final class Restorer {
    private static final Logger LOG = Logger.getLogger(Restorer.class);

    /** Between two signs of life where nothing is asked for. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final JournalSetup setup;
    private final Topics topics;
    private final InstantSource clock;
    private final JournalListener listener;
    private final BlockingQueue<Wanted> wanted = new LinkedBlockingQueue<>();
    private final Pulse pulse = new Pulse(System::nanoTime);
    private Optional<OwnThread> thread = Optional.empty();
    private Optional<AdminCalls> broker = Optional.empty();
    private Optional<JournalReader> reader = Optional.empty();
    private volatile boolean closed;

    private record Wanted(int partition, CompletableFuture<Restoration> answer, long askedNanos) {
        void unavailable(String why) {
            answer.complete(Restoration.without(new Restored.Unavailable(partition, why)));
        }
    }

    Restorer(JournalSetup setup, Topics topics, InstantSource clock, JournalListener listener) {
        this.setup = setup;
        this.topics = topics;
        this.clock = clock;
        this.listener = listener;
    }

    /** To be called once; {@code fatal} hears what has ended its thread. */
    synchronized void start(Consumer<String> fatal) {
        OwnThread restoring = new OwnThread("takeone-restorer", pulse, this::run, fatal);
        thread = Optional.of(restoring);
        restoring.start();
    }

    synchronized Optional<ThreadState> state() {
        return thread.map(OwnThread::state);
    }

    /** Reads a partition back; never completes exceptionally. */
    CompletableFuture<Restoration> restore(int partition) {
        Wanted next = new Wanted(partition, new CompletableFuture<>(), System.nanoTime());
        wanted.add(next);
        if (closed) {
            next.unavailable("the journal is closed");
        }
        return next.answer();
    }

    /** Ends the thread; what is still asked for is answered as unavailable. */
    synchronized void close() {
        closed = true;
        thread.ifPresent(OwnThread::interrupt);
    }

    private void run() throws InterruptedException {
        try {
            while (!closed) {
                pulse.beat();
                Optional<Wanted> first = Optional.ofNullable(wanted.poll(IDLE.toSeconds(), TimeUnit.SECONDS));
                if (first.isPresent()) {
                    List<Wanted> together = new ArrayList<>();
                    together.add(first.get());
                    wanted.drainTo(together);
                    answer(together);
                }
            }
        } finally {
            wanted.forEach(each -> each.unavailable("the journal is closed"));
            closeClients();
        }
    }

    private void answer(List<Wanted> together) throws InterruptedException {
        String why = "the journal is closed";
        try {
            restore(together);
            why = "";
        } catch (BrokerAwayException | TopicCheckException known) {
            why = String.valueOf(known.getMessage());
        } catch (InterruptException end) {
            throw end;
        } catch (KafkaException error) {
            why = error.getClass().getSimpleName() + ": " + error.getMessage();
        } catch (RuntimeException bug) {
            LOG.error("A partition could not be read back", bug);
            why = "an error that the restorer does not know: " + bug.getClass().getName();
        } finally {
            if (!why.isEmpty()) {
                String told = why;
                together.forEach(each -> each.unavailable(told));
                closeClients();
            }
        }
    }

    private void restore(List<Wanted> together) throws InterruptedException {
        TopicNames names = setup.names();
        AdminCalls calls = broker();
        Map<String, TopicDescription> found = calls.describe(List.of(names.requests(), names.jobs()));
        TopicDescription requests = present(found, names.requests());
        int journaled = present(found, names.jobs()).partitions().size();
        if (together.stream().anyMatch(each -> each.partition() >= journaled)) {
            grow(together.stream().filter(each -> each.partition() >= journaled).toList(), calls);
        }
        List<Wanted> there =
                together.stream().filter(each -> each.partition() < journaled).toList();
        if (!there.isEmpty()) {
            read(there, requests.topicId().toString(), calls);
        }
    }

    /** The requests topic has grown; once the journal has too, the next try finds its partition. */
    private void grow(List<Wanted> missing, AdminCalls calls) throws InterruptedException {
        String why = topics.grow(calls)
                .orElse("the topic " + setup.names().jobs()
                        + " has just been grown to the requests topic's partitions");
        missing.forEach(each -> each.unavailable(why));
    }

    private void read(List<Wanted> there, String topicId, AdminCalls calls) throws InterruptedException {
        Map<TopicPartition, Wanted> jobs = new HashMap<>();
        there.forEach(each -> jobs.put(new TopicPartition(setup.names().jobs(), each.partition()), each));
        List<TopicPartition> requests = there.stream()
                .map(each -> new TopicPartition(setup.names().requests(), each.partition()))
                .toList();
        JournalReader current = reader();
        Map<TopicPartition, OffsetAndMetadata> committed = current.committed(requests);
        Map<TopicPartition, Long> earliest = calls.beginnings(requests);
        Map<TopicPartition, Long> ends = calls.ends(jobs.keySet());
        Instant forgetBefore = clock.instant().minus(setup.settings().retention());
        current.read(ends, forgetBefore, this::othersWait, (partition, replay) -> {
            TopicPartition request = new TopicPartition(setup.names().requests(), partition.partition());
            HeadCheck.Found found = new HeadCheck.Found(
                    partition.partition(),
                    replay.head(),
                    replay.empty(),
                    Optional.ofNullable(committed.get(request))
                            .map(offset -> OptionalLong.of(offset.offset()))
                            .orElseGet(OptionalLong::empty),
                    topicId,
                    earliest.getOrDefault(request, 0L));
            Wanted asked = jobs.get(partition);
            if (asked != null) {
                listener.restored(replay.records(), Duration.ofNanos(System.nanoTime() - asked.askedNanos()));
                asked.answer().complete(judged(found, replay));
            }
        });
    }

    /** Asked after every poll: it moves. */
    private boolean othersWait() {
        pulse.beat();
        return !wanted.isEmpty();
    }

    private Restoration judged(HeadCheck.Found found, Replay replay) {
        int partition = found.partition();
        if (replay.fault().isPresent()) {
            return Restoration.without(
                    new Restored.Stopped(partition, replay.fault().get()));
        }
        return switch (HeadCheck.verdict(found, setup)) {
            case HeadCheck.Verdict.Stop stop -> Restoration.without(new Restored.Stopped(partition, stop.error()));
            case HeadCheck.Verdict.GoOn on ->
                new Restoration(
                        new Restored.Ready(partition, on.nextOffset(), replay.live(), replay.ended()),
                        found.topicId(),
                        on.afresh() ? Instant.EPOCH : replay.headAt());
        };
    }

    private static TopicDescription present(Map<String, TopicDescription> found, String topic) {
        return Optional.ofNullable(found.get(topic))
                .orElseThrow(() -> new BrokerAwayException("the topic " + topic + " is missing"));
    }

    private AdminCalls broker() {
        AdminCalls current = broker.orElseGet(() -> AdminCalls.open(setup));
        broker = Optional.of(current);
        return current;
    }

    private JournalReader reader() {
        JournalReader current = reader.orElseGet(() -> JournalReader.open(setup));
        reader = Optional.of(current);
        return current;
    }

    private void closeClients() {
        broker.ifPresent(AdminCalls::close);
        broker = Optional.empty();
        reader.ifPresent(JournalReader::close);
        reader = Optional.empty();
    }
}
