package dev.takeone.journal.topics;

import dev.takeone.journal.clients.BrokerAwayException;
import dev.takeone.journal.clients.TopicNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;

/**
 * The topics whose partitions go together, as the broker describes them at one moment.
 *
 * @param callbacks empty where there are none, which stops nothing
 */
public record Described(
        TopicDescription requests,
        TopicDescription jobs,
        TopicDescription receipts,
        Optional<TopicDescription> callbacks) {

    /**
     * Those of the names.
     *
     * @throws BrokerAwayException where one of them is not there
     */
    public static Described of(Map<String, TopicDescription> found, TopicNames names) {
        return new Described(
                present(found, names.requests()),
                present(found, names.jobs()),
                present(found, names.receipts()),
                names.callbacks().flatMap(topic -> Optional.ofNullable(found.get(topic))));
    }

    /**
     * The partitions that can be served: those that all of the worker's own topics have. Of one without receipts, an answer
     * that comes late could be kept nowhere, and what is in doubt there would never be settled.
     */
    public int journaled() {
        return Stream.concat(Stream.of(jobs, receipts), callbacks.stream())
                .mapToInt(topic -> topic.partitions().size())
                .min()
                .orElse(0);
    }

    /**
     * Why this partition cannot be read, nor anybody who asks for it be answered; empty where it can. Of one that is
     * not there nobody tells anything: whoever asks for its end waits in vain, and so do those that are asked about with it.
     */
    public Optional<String> unanswered(int partition) {
        return Stream.of(requests, jobs)
                .flatMap(topic -> unanswered(topic, partition).stream())
                .findFirst();
    }

    /**
     * The partitions of the journal that no worker is ever given, since the requests have none of that number; without those
     * that nobody answers for.
     */
    public Set<Integer> orphans() {
        return IntStream.range(requests.partitions().size(), jobs.partitions().size())
                .filter(partition -> unanswered(jobs, partition).isEmpty())
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> unanswered(TopicDescription topic, int partition) {
        if (partition >= topic.partitions().size()) {
            return Optional.of("the topic " + topic.name() + " has no partition " + partition
                    + ": it was made anew with fewer, or has just grown");
        }
        return topic.partitions().stream()
                .filter(each -> each.partition() == partition)
                .filter(each -> Optional.ofNullable(each.leader())
                        .filter(leader -> leader.id() != Node.noNode().id())
                        .isEmpty())
                .findFirst()
                .map(each -> "the partition " + partition + " of the topic " + topic.name()
                        + " has no leader: its brokers are away");
    }

    private static TopicDescription present(Map<String, TopicDescription> found, String topic) {
        return Optional.ofNullable(found.get(topic))
                .orElseThrow(() -> new BrokerAwayException("the topic " + topic + " is missing"));
    }
}
