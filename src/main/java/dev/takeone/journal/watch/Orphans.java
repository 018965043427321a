package dev.takeone.journal.watch;

import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.topics.Described;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Partitions of the journal of which nobody is ever the owner, since the requests topic has none of their number. Pure. */
final class Orphans {
    private Orphans() {}

    /**
     * What a person has to know, with the mend; empty where nothing waits there.
     *
     * @param filled those of them that hold records
     */
    static Optional<String> told(TopicNames names, Described topics, Set<Integer> filled) {
        if (filled.isEmpty()) {
            return Optional.empty();
        }
        int requests = topics.requests().partitions().size();
        int jobs = topics.jobs().partitions().size();
        return Optional.of("The topic " + names.requests() + " (takeone.topics.requests) has " + requests
                + " partitions, and its journal " + names.jobs() + " has " + jobs + ": no worker is given the partitions "
                + new TreeSet<>(filled) + ", which hold rows. Tasks that were paid for may be among them, and nobody asks"
                + " for them. Grow it with: kafka-topics.sh --bootstrap-server <broker> --alter --topic "
                + names.requests() + " --partitions " + jobs + "; what then stops there says how it goes on.");
    }
}
