package dev.takeone.bench;

import dev.takeone.journal.clients.TopicNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics of one that is measured, all beginning with its own name, which is its consumer group too.
 *
 * @param name letters, digits and dashes
 */
public record Topics(String name) {
    /** Where requests go. */
    public String requests() {
        return name + ".requests";
    }

    /** Where it tells that a request is with the provider. */
    public String submitted() {
        return name + ".submitted";
    }

    /** Where it tells of videos. */
    public String completed() {
        return name + ".completed";
    }

    /** Where it tells of endings without a video. */
    public String failed() {
        return name + ".failed";
    }

    /** The journal, of those who have one. */
    public String jobs() {
        return name + ".jobs";
    }

    /** Answers that found no owner, of those who have a journal. */
    public String receipts() {
        return name + ".receipts";
    }

    /** Where workers meet. */
    public String account() {
        return name + ".account";
    }

    /** Where operators give orders. */
    public String commands() {
        return name + ".commands";
    }

    /** As the journal knows them. */
    public TopicNames names() {
        return new TopicNames(
                requests(), submitted(), completed(), failed(), jobs(), receipts(), commands(), account());
    }

    /** What a packaged worker is told of them. */
    public Map<String, String> environment() {
        return Map.of(
                "TAKEONE_GROUP", name,
                "TAKEONE_TOPICS_REQUESTS", requests(),
                "TAKEONE_TOPICS_SUBMITTED", submitted(),
                "TAKEONE_TOPICS_COMPLETED", completed(),
                "TAKEONE_TOPICS_FAILED", failed(),
                "TAKEONE_TOPICS_JOBS", jobs(),
                "TAKEONE_TOPICS_RECEIPTS", receipts(),
                "TAKEONE_TOPICS_COMMANDS", commands(),
                "TAKEONE_TOPICS_ACCOUNT", account());
    }

    /** Makes those that every kind of worker has, for each of the names. */
    public static void make(String bootstrapServers, Collection<Topics> all, int partitions)
            throws InterruptedException {
        List<NewTopic> topics = all.stream()
                .flatMap(each -> List.of(each.requests(), each.submitted(), each.completed(), each.failed()).stream())
                .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty()))
                .toList();
        try (Admin admin = Admin.create(new HashMap<>(Map.of("bootstrap.servers", bootstrapServers)))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics could not be made", e);
        }
    }
}
