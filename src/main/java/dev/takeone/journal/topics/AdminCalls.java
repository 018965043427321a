package dev.takeone.journal.topics;

import dev.takeone.journal.clients.BrokerAwayException;
import dev.takeone.journal.clients.BrokerWatch;
import dev.takeone.journal.clients.Clients;
import dev.takeone.journal.clients.Denials;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.NoCoordinatorException;
import dev.takeone.journal.clients.NotAllowedException;
import dev.takeone.journal.clients.TopicCheckException;
import dev.takeone.journal.clients.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The questions that the journal asks a broker, each of them bounded in time. What waiting may mend is thrown as
 * {@link BrokerAwayException}, what only a person can mend as {@link TopicCheckException}.
 */
public final class AdminCalls implements BrokerWatch.Question {
    /** Long enough for a broker that is busy, and for one of several that has just died. */
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** A quarter of a second. */
    private static final int MOMENT_MS = 250;

    private static final String WHATEVER = "what Takeone needs";

    private final Admin admin;
    private final String servers;

    private AdminCalls(Admin admin, String servers) {
        this.admin = admin;
        this.servers = servers;
    }

    public static AdminCalls open(JournalSetup setup) {
        String servers = String.valueOf(setup.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        try {
            return new AdminCalls(Clients.admin(setup), servers);
        } catch (KafkaException unusable) {
            if (Denials.innermost(unusable).contains("No resolvable bootstrap")) {
                throw new BrokerAwayException("no host of " + servers + " can be resolved");
            }
            throw new TopicCheckException(Denials.settings(unusable));
        }
    }

    String clusterId() throws InterruptedException {
        return answer(admin.describeCluster().clusterId());
    }

    /** How many there are now. */
    int brokers() throws InterruptedException {
        return answer(admin.describeCluster().nodes()).size();
    }

    @Override
    public void ask() throws InterruptedException {
        DescribeClusterOptions soon = new DescribeClusterOptions().timeoutMs(Math.toIntExact(PROBE.toMillis()));
        try {
            answer(admin.describeCluster(soon).clusterId());
        } catch (BrokerAwayException silent) {
            throw new BrokerAwayException(
                    "no answer from " + servers + " (kafka.bootstrap.servers) within " + PROBE.toSeconds() + " s");
        }
    }

    /** What is known of those of the topics that exist, with what the user may do there. */
    public Map<String, TopicDescription> describe(Collection<String> topics) throws InterruptedException {
        DescribeTopicsOptions withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                admin.describeTopics(topics, withRights).topicNameValues().entrySet()) {
            String topic = "the topic " + each.getKey();
            unless(UnknownTopicOrPartitionException.class, each.getValue(), topic)
                    .ifPresent(description -> found.put(each.getKey(), description));
        }
        return found;
    }

    /** @throws TopicCheckException where the group or the producer's id is not this user's to use */
    void require(String group, String transactionalId) throws InterruptedException {
        String ofGroup = "the consumer group " + group;
        coordinated("__consumer_offsets", "offsets.topic.replication.factor", ofGroup, patience -> {
            ListConsumerGroupOffsetsOptions options = new ListConsumerGroupOffsetsOptions().timeoutMs(patience);
            answer(admin.listConsumerGroupOffsets(group, options).partitionsToOffsetAndMetadata(), ofGroup);
        });
        String ofId = "the transactional id " + transactionalId;
        coordinated("__transaction_state", "transaction.state.log.replication.factor", ofId, patience -> {
            DescribeTransactionsOptions options = new DescribeTransactionsOptions().timeoutMs(patience);
            unless(
                    TransactionalIdNotFoundException.class,
                    admin.describeTransactions(Set.of(transactionalId), options).description(transactionalId),
                    ofId);
        });
    }

    private interface Asking {
        void within(@Nullable Integer patienceMs) throws InterruptedException;
    }

    /** What is known of a topic of the broker's own, in which a coordinator keeps its state. */
    private enum Keeping {
        /** It is there, or this user may not see it. */
        PERHAPS,
        /** It is made when it is first needed. */
        NOT_YET,
        /** It cannot be made, as there are fewer brokers than it is to have replicas. */
        NEVER
    }

    /**
     * The client looks for a coordinator without a pause, thousands of times a second (read in {@code AdminApiDriver} of
     * kafka-clients 4.1.1). So it is not sent to look where there can be none; and where there is none yet, it is given a
     * moment, in which the broker is made to set one up.
     */
    private void coordinated(String itsTopic, String itsReplicas, String what, Asking asking)
            throws InterruptedException {
        switch (keeping(itsTopic, itsReplicas)) {
            case PERHAPS -> asking.within(null);
            case NOT_YET -> {
                try {
                    asking.within(MOMENT_MS);
                } catch (BrokerAwayException late) {
                    throw new NoCoordinatorException(what);
                }
            }
            case NEVER -> throw new NoCoordinatorException(what);
        }
    }

    private Keeping keeping(String itsTopic, String itsReplicas) throws InterruptedException {
        try {
            if (!describe(Set.of(itsTopic)).isEmpty()) {
                return Keeping.PERHAPS;
            }
        } catch (TopicCheckException hidden) {
            return Keeping.PERHAPS;
        }
        return hasTooFewBrokers(itsReplicas) ? Keeping.NEVER : Keeping.NOT_YET;
    }

    /** No, where this user may not see it. */
    private boolean hasTooFewBrokers(String replicas) throws InterruptedException {
        Collection<Node> brokers = answer(admin.describeCluster().nodes());
        Set<ConfigResource> any = brokers.stream()
                .limit(1)
                .map(broker -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
                .collect(Collectors.toSet());
        try {
            return answer(admin.describeConfigs(any).all()).values().stream()
                    .flatMap(config -> Optional.ofNullable(config.get(replicas)).stream())
                    .anyMatch(needed -> Integer.parseInt(needed.value()) > brokers.size());
        } catch (TopicCheckException hidden) {
            return false;
        }
    }

    /** @throws TopicCheckException where the user may not do with these topics what the worker does */
    void requireAllowed(TopicNames names, Map<String, TopicDescription> found) {
        Rights.missing(names, found).ifPresent(missing -> {
            throw new NotAllowedException(Denials.denied(servers, missing));
        });
    }

    /** The topic's settings, with the defaults that hold for it. */
    public Map<String, String> settings(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> found = new HashMap<>();
        for (Config config : answer(admin.describeConfigs(Set.of(resource)).all(), "the settings of the topic " + topic)
                .values()) {
            config.entries().forEach(entry -> found.put(entry.name(), String.valueOf(entry.value())));
        }
        return found;
    }

    /** The same; nothing where this user may not see them. */
    Map<String, String> settingsIfAllowed(String topic) throws InterruptedException {
        try {
            return settings(topic);
        } catch (TopicCheckException hidden) {
            return Map.of();
        }
    }

    /** Sets these of a topic's settings; whether the broker takes them, from this user. They may be seen a moment later. */
    boolean setIfAllowed(String topic, Map<String, String> settings) throws InterruptedException {
        List<AlterConfigOp> ops = settings.entrySet().stream()
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try {
            answer(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), ops))
                    .all());
            return true;
        } catch (TopicCheckException refused) {
            return false;
        }
    }

    /** Creates topics; one that somebody else has just created is fine. */
    void create(List<NewTopic> topics) throws InterruptedException {
        for (KafkaFuture<Void> each :
                new ArrayList<>(admin.createTopics(topics).values().values())) {
            unless(TopicExistsException.class, each);
        }
    }

    /** Grows a topic; one that somebody else has just grown is fine. */
    void grow(String topic, int partitions) throws InterruptedException {
        unless(
                InvalidPartitionsException.class,
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                        .all());
    }

    public Map<TopicPartition, LogEnd> ends(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, LogEnd> ends = new HashMap<>();
        offsets(partitions, OffsetSpec.latest())
                .forEach((partition, found) -> ends.put(
                        partition,
                        new LogEnd(
                                found.offset(),
                                found.leaderEpoch().map(OptionalInt::of).orElseGet(OptionalInt::empty))));
        return ends;
    }

    /** The first offsets that are still there. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) throws InterruptedException {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        offsets(partitions, OffsetSpec.earliest())
                .forEach((partition, found) -> beginnings.put(partition, found.offset()));
        return beginnings;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        new HashSet<>(partitions).forEach(partition -> asked.put(partition, spec));
        return answer(admin.listOffsets(asked).all());
    }

    private <T> Optional<T> unless(Class<? extends Exception> tolerated, KafkaFuture<T> future)
            throws InterruptedException {
        return unless(tolerated, future, WHATEVER);
    }

    private <T> Optional<T> unless(Class<? extends Exception> tolerated, KafkaFuture<T> future, String what)
            throws InterruptedException {
        try {
            return Optional.ofNullable(future.get());
        } catch (ExecutionException failed) {
            if (tolerated.isInstance(failed.getCause())) {
                return Optional.empty();
            }
            throw sorted(failed, what);
        }
    }

    private <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        return answer(future, WHATEVER);
    }

    private <T> T answer(KafkaFuture<T> future, String what) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw sorted(failed, what);
        }
    }

    /** @param what the question is about, which the client leaves out where that is not allowed */
    private RuntimeException sorted(ExecutionException failed, String what) {
        Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
        return switch (cause) {
            case InvalidReplicationFactorException tooFewBrokers ->
                new BrokerAwayException(Denials.innermost(tooFewBrokers));
            case RetriableException away -> new BrokerAwayException(Denials.innermost(away));
            case AuthorizationException denied ->
                new NotAllowedException(Denials.denied(servers, what + " (" + Denials.innermost(denied) + ")"));
            default -> new TopicCheckException(Denials.of(cause, servers));
        };
    }
}
