package dev.takeone.journal.topics;

import dev.takeone.journal.clients.Advertised;
import dev.takeone.journal.clients.BrokerAwayException;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.NoCoordinatorException;
import dev.takeone.journal.clients.TopicCheckException;
import dev.takeone.journal.clients.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jboss.logging.Logger;

/** Sees to it that the topics are there, and that the jobs topic can carry the promise. */
public final class Topics implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Topics.class);
    private static final int LOOKS = 100;

    /** A broker that has just been set up makes its own topics when they are first needed. */
    private static final int WHILE_NEW = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final JournalSetup setup;
    private final CountDownLatch closed = new CountDownLatch(1);

    public Topics(JournalSetup setup) {
        this.setup = setup;
    }

    /**
     * Waits for the broker, for as long as it takes, then creates what is missing and checks what is there.
     *
     * @param pause between two tries; each try that fails is one line in the log
     * @throws TopicCheckException where only a person can mend what is wrong
     * @throws InterruptedException where the thread is interrupted, or this is closed
     */
    public TopicFacts prepare(Duration pause) throws InterruptedException {
        int uncoordinated = 0;
        while (true) {
            try (AdminCalls broker = AdminCalls.open(setup)) {
                return prepare(broker);
            } catch (NoCoordinatorException none) {
                boolean isNew = ++uncoordinated <= WHILE_NEW;
                if (!isNew) {
                    LOG.warnf(
                            "Kafka at %s is not ready: %s Trying again in %d s",
                            setup.kafka().get("bootstrap.servers"), none.getMessage(), pause.toSeconds());
                }
                await(isNew ? BETWEEN_LOOKS : pause);
            } catch (BrokerAwayException away) {
                LOG.warnf(
                        "Kafka is not ready at %s (%s); trying again in %d s. Check kafka.bootstrap.servers and"
                                + " kafka.security.protocol, and that the broker runs",
                        setup.kafka().get("bootstrap.servers"),
                        Advertised.unreachable(setup).orElseGet(() -> String.valueOf(away.getMessage())),
                        pause.toSeconds());
                await(pause);
            }
        }
    }

    /** Ends a {@link #prepare} that is still waiting. */
    @Override
    public void close() {
        closed.countDown();
    }

    /**
     * Brings the topics that go with it up to the requests topic's partitions.
     *
     * @return why that may not be, and the mend of each that is too small; empty where it is done
     */
    public Optional<String> grow(AdminCalls broker) throws InterruptedException {
        TopicNames names = setup.names();
        Map<String, TopicDescription> found = broker.describe(all());
        int needed = partitions(found, names.requests());
        if (!setup.settings().create()) {
            return tooSmall(found);
        }
        for (String topic : names.partitionedAsRequests()) {
            int has = partitions(found, topic);
            if (has < needed) {
                try {
                    broker.grow(topic, needed);
                } catch (TopicCheckException refused) {
                    String left = tooSmall(broker.describe(all())).orElse("");
                    return Optional.of((refused.getMessage() + " " + left).strip());
                }
                LOG.infof(
                        "The topic %s has grown from %d to %d partitions, as %s has",
                        topic, has, needed, names.requests());
            }
        }
        return Optional.empty();
    }

    private Optional<String> tooSmall(Map<String, TopicDescription> found) {
        int needed = partitions(found, setup.names().requests());
        List<String> mends = setup.names().partitionedAsRequests().stream()
                .filter(topic -> partitions(found, topic) < needed)
                .map(topic -> tooSmall(topic, partitions(found, topic), needed))
                .toList();
        return mends.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", mends));
    }

    private TopicFacts prepare(AdminCalls broker) throws InterruptedException {
        String clusterId = broker.clusterId();
        Map<String, TopicDescription> found = withMissing(broker);
        TopicNames names = setup.names();
        broker.requireAllowed(names, found);
        broker.require(setup.settings().group(), setup.settings().transactionalId());
        Map<String, String> jobs = broker.settings(names.jobs());
        JobsTopic.fault(names.jobs(), jobs, setup.settings().retention()).ifPresent(Topics::fail);
        checkOrders(broker, partitions(found, names.commands()));
        checkBoard(broker, partitions(found, names.account()));
        checkWritten(broker);
        checkReplicas(broker, found);
        tooSmall(found).ifPresent(Topics::fail);
        String requestsId = description(found, names.requests()).topicId().toString();
        return new TopicFacts(clusterId, requestsId, partitions(found, names.requests()), JobsTopic.keeps(jobs));
    }

    private void checkOrders(AdminCalls broker, int partitions) throws InterruptedException {
        String topic = setup.names().commands();
        JobsTopic.scattered(topic, partitions, broker.brokers()).ifPresent(Topics::fail);
        Map<String, String> settings = mended(
                broker,
                topic,
                JobsTopic.commandsSettings(),
                found -> JobsTopic.forgetful(topic, found).isEmpty()
                        && unstampedOrders(topic, found).isEmpty());
        JobsTopic.forgetful(topic, settings).ifPresent(Topics::fail);
        unstampedOrders(topic, settings).ifPresent(LOG::warn);
    }

    private static Optional<String> unstampedOrders(String topic, Map<String, String> found) {
        return WrittenTopic.unstamped(
                topic,
                found,
                "an order that is given where the clock is wrong is refused by the broker, or withdraws requests up to"
                        + " another time than it was given");
    }

    private void checkBoard(AdminCalls broker, int partitions) throws InterruptedException {
        String topic = setup.names().account();
        Map<String, String> settings = mended(
                broker,
                topic,
                AccountTopic.SETTINGS,
                found -> AccountTopic.warnings(topic, found).isEmpty());
        AccountTopic.fault(topic, partitions, settings).ifPresent(Topics::fail);
        AccountTopic.warnings(topic, settings).forEach(LOG::warn);
    }

    /**
     * The topic's settings, after what they lack was set where this worker may: whoever gave an order before the first
     * worker was there has had the topic made by the broker's own settings.
     */
    private Map<String, String> mended(
            AdminCalls broker, String topic, Map<String, String> needed, Predicate<Map<String, String>> isFine)
            throws InterruptedException {
        Map<String, String> found = broker.settings(topic);
        if (isFine.test(found) || !setup.settings().create() || !broker.setIfAllowed(topic, needed)) {
            return found;
        }
        LOG.infof("The topic %s, which was made by other settings, was given %s", topic, needed);
        for (int look = 0; look < LOOKS && !isFine.test(found); look++) {
            await(BETWEEN_LOOKS);
            found = broker.settings(topic);
        }
        return found;
    }

    private void checkWritten(AdminCalls broker) throws InterruptedException {
        List<String> written = new ArrayList<>(setup.names().events());
        written.addAll(setup.names().partitionedAsRequests());
        for (String topic : written) {
            Map<String, String> settings = broker.settingsIfAllowed(topic);
            WrittenTopic.fault(topic, settings).ifPresent(Topics::fail);
            WrittenTopic.warning(topic, settings).ifPresent(LOG::warn);
        }
    }

    private void checkReplicas(AdminCalls broker, Map<String, TopicDescription> found) throws InterruptedException {
        int brokers = broker.brokers();
        for (String topic : List.of(setup.names().jobs(), setup.names().receipts())) {
            Replicas.warning(description(found, topic), broker.settingsIfAllowed(topic), brokers)
                    .ifPresent(LOG::warn);
        }
    }

    private Map<String, TopicDescription> withMissing(AdminCalls broker) throws InterruptedException {
        Map<String, TopicDescription> found = broker.describe(all());
        List<NewTopic> missing = MissingTopics.of(setup, found);
        if (missing.isEmpty()) {
            return found;
        }
        if (!setup.settings().create()) {
            fail(MissingTopics.mend(missing, broker.brokers()));
        }
        broker.create(missing);
        missing.forEach(
                topic -> LOG.infof("Created the topic %s with %d partitions", topic.name(), topic.numPartitions()));
        for (int look = 0; look < LOOKS; look++) {
            Map<String, TopicDescription> now = broker.describe(all());
            if (MissingTopics.of(setup, now).isEmpty()) {
                return now;
            }
            await(BETWEEN_LOOKS);
        }
        throw new BrokerAwayException("topics that were just created cannot be seen yet");
    }

    /** What a person reads of a topic that has too few partitions, with the mend. */
    public static String tooSmall(String topic, int has, int needed) {
        return "The topic " + topic + " has " + has + " partitions, and needs as many as the requests topic, " + needed
                + ". Grow it with: kafka-topics.sh --bootstrap-server <broker> --alter --topic " + topic
                + " --partitions " + needed + ".";
    }

    private Set<String> all() {
        TopicNames names = setup.names();
        Set<String> all = new HashSet<>(names.events());
        all.add(names.requests());
        all.addAll(names.partitionedAsRequests());
        all.add(names.commands());
        all.add(names.account());
        return all;
    }

    private static int partitions(Map<String, TopicDescription> found, String topic) {
        return description(found, topic).partitions().size();
    }

    private static TopicDescription description(Map<String, TopicDescription> found, String topic) {
        TopicDescription description = found.get(topic);
        if (description == null) {
            throw new BrokerAwayException("the topic " + topic + " is missing");
        }
        return description;
    }

    private static void fail(String message) {
        throw new TopicCheckException(message);
    }

    private void await(Duration pause) throws InterruptedException {
        if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("closed");
        }
    }
}
