package dev.takeone.journal.clients;

import java.util.Map;

/**
 * All that the journal is told from outside.
 *
 * @param kafka the Kafka client's own settings ({@code kafka.*} without the prefix), as the channels use them
 * @param names the topics
 * @param settings the rest
 */
public record JournalSetup(Map<String, Object> kafka, TopicNames names, JournalSettings settings) {
    public JournalSetup {
        kafka = Map.copyOf(kafka);
    }

    /**
     * The settings of a consumer that belongs to no group, and reads what no transaction holds.
     *
     * @param use what the client's name ends with
     */
    public Map<String, Object> plainReader(String use) {
        return ClientSettings.plainReader(this, use);
    }

    /**
     * The settings of a producer that belongs to no transaction, and gives up soon.
     *
     * @param use what the client's name ends with
     */
    public Map<String, Object> plainWriter(String use) {
        return ClientSettings.plainWriter(this, use);
    }

    /** Leaves out the client's settings: passwords are among them. */
    @Override
    public String toString() {
        return "JournalSetup[" + names + ", " + settings + "]";
    }
}
