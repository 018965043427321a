package dev.takeone.journal.watch;

import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.topics.Described;
import dev.takeone.journal.topics.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a person has to know of how many partitions the topics have by now, with the mend. Pure. */
final class Sizes {
    private Sizes() {}

    /**
     * Of partitions of the journal of which nobody is ever the owner, since the requests topic has none of their number; empty
     * where nothing waits there.
     *
     * @param filled those of them that hold records
     */
    static Optional<String> orphans(TopicNames names, Described topics, Set<Integer> filled) {
        if (filled.isEmpty()) {
            return Optional.empty();
        }
        int requests = topics.requests().partitions().size();
        int jobs = topics.jobs().partitions().size();
        return Optional.of("The topic " + names.requests() + " (takeone.topics.requests) has " + requests
                + " partitions, and its journal " + names.jobs() + " has " + jobs
                + ": no worker is given the partitions "
                + new TreeSet<>(filled)
                + ", which hold rows. Tasks that were paid for may be among them, and nobody asks"
                + " for them. Grow it with: kafka-topics.sh --bootstrap-server <broker> --alter --topic "
                + names.requests() + " --partitions " + jobs + "; what then stops there says how it goes on.");
    }

    /** Of held partitions that the receipts topic has no more: an answer that comes late can be kept nowhere. */
    static Optional<String> receipts(TopicNames names, Described topics, Set<Integer> held) {
        int has = topics.receipts().partitions().size();
        int needed = topics.requests().partitions().size();
        return has < needed && held.stream().anyMatch(partition -> partition >= has)
                ? Optional.of(Topics.tooSmall(names.receipts(), has, needed))
                : Optional.empty();
    }
}
