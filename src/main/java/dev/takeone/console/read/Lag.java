package dev.takeone.console.read;

import dev.takeone.follow.Follower;
import dev.takeone.outage.Outage;
import dev.takeone.outage.OutageWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * Asks every two seconds how much of its topics each group has not read. As it is a question, and following a topic is none,
 * it is also what tells that the broker is away.
 */
final class Lag implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lag.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Supplier<Admin> admins;
    private final String own;
    private final String requests;
    private final Supplier<Set<String>> groups;
    private final Told told;
    private final InstantSource clock;
    private final Follower thread;
    private final OutageWatch outage = new OutageWatch();

    /** Who is told of each answer. */
    interface Told {
        /**
         * Of every group.
         *
         * @param unread what each has not read, of those of which the broker has told
         * @param denied what it may not tell, in sentences
         */
        void tell(Map<String, Long> unread, List<String> denied);
    }

    /**
     * One that has not asked yet.
     *
     * @param own the group that reads all of {@code requests}, whatever it has committed
     * @param groups whose lag is asked for
     */
    Lag(
            Supplier<Admin> admins,
            String own,
            String requests,
            Supplier<Set<String>> groups,
            Told told,
            InstantSource clock) {
        this.admins = admins;
        this.own = own;
        this.requests = requests;
        this.groups = groups;
        this.told = told;
        this.clock = clock;
        Follower.Followed what = new Follower.Followed(
                "takeone-console-lag", "The broker does not tell how far the groups have read", KafkaException.class);
        this.thread = new Follower(what, outage, clock, this::follow, this::broken);
    }

    void start() {
        thread.start();
    }

    /** Since when the broker does not answer; empty while it does. */
    Optional<Outage> away() {
        return outage.current();
    }

    @Override
    public void close() {
        thread.close();
    }

    private void follow() throws InterruptedException {
        try (Admin admin = admins.get()) {
            do {
                ask(admin);
            } while (!thread.isClosedWithin(PAUSE));
        }
    }

    private void broken(Throwable unknown) {
        LOG.error("The console asks no more how far the groups have read, and has to be started again", unknown);
        outage.failed(new IllegalStateException("an error of the console's own: " + unknown), clock.instant());
    }

    private void ask(Admin admin) throws InterruptedException {
        Map<String, Long> unread = new TreeMap<>();
        try {
            List<String> denied = new ArrayList<>();
            for (String group : groups.get()) {
                try {
                    unread(admin, group).ifPresent(count -> unread.put(group, count));
                } catch (ExecutionException failed) {
                    denied.add(ofThisGroup(failed));
                }
            }
            outage.over();
            told.tell(unread, denied);
        } catch (ExecutionException failed) {
            away(Optional.ofNullable(failed.getCause()).orElse(failed));
        }
    }

    /** A right or a topic that is missing for one group is no outage, and keeps nobody from the rest. */
    private String ofThisGroup(ExecutionException failed) throws ExecutionException {
        if (failed.getCause() instanceof AuthorizationException denied) {
            return Refusal.said(denied);
        }
        if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
            return "The topic " + requests + " is missing: the first worker makes it, or takeone.topics.requests names"
                    + " another one here.";
        }
        throw failed;
    }

    private Optional<Long> unread(Admin admin, String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> read = committed(admin, group);
        if (group.equals(own)) {
            // What retention has taken is not to be read any more.
            beginnings(admin).forEach((each, begin) -> read.merge(each, begin, Math::max));
        }
        return read.isEmpty()
                ? Optional.empty()
                : Optional.of(unread(read, offsets(admin, read.keySet(), OffsetSpec.latest())));
    }

    private static long unread(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends) {
        return read.entrySet().stream()
                .mapToLong(each -> Math.max(0, ends.getOrDefault(each.getKey(), 0L) - each.getValue()))
                .sum();
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> each : admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()) {
            Optional.ofNullable(each.getValue()).ifPresent(offset -> committed.put(each.getKey(), offset.offset()));
        }
        return committed;
    }

    /** Where a partition begins of which nothing was handled yet: nothing is committed there. */
    private Map<TopicPartition, Long> beginnings(Admin admin) throws ExecutionException, InterruptedException {
        return offsets(
                admin,
                admin.describeTopics(List.of(requests)).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .map(each -> new TopicPartition(requests, each.partition()))
                        .collect(Collectors.toSet()),
                OffsetSpec.earliest());
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, _any -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private void away(Throwable trouble) {
        if (outage.failed(trouble, clock.instant())) {
            LOG.warnf("The broker does not tell the groups' lag, and is asked again: %s", Outage.said(trouble));
        }
    }
}
