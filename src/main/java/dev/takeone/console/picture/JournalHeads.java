package dev.takeone.console.picture;

import dev.takeone.console.view.Trouble;
import dev.takeone.console.view.Trouble.Weight;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose journal is read, as each partition of it says. Safe for any number of threads. */
final class JournalHeads {
    private final Owner ours;
    private final ConcurrentSkipListMap<Integer, Owner> owners = new ConcurrentSkipListMap<>();

    /**
     * Whose a partition is.
     *
     * @param group the consumer group
     * @param requests the topic of its requests
     */
    record Owner(String group, String requests) {}

    JournalHeads(PictureSettings settings) {
        this.ours = new Owner(settings.group(), settings.requests());
    }

    void read(int partition, Owner owner) {
        owners.put(partition, owner);
    }

    void begunAnew() {
        owners.clear();
    }

    /** That a partition is of another group, or of other requests, than the console; empty where none has said so. */
    Optional<Trouble> foreign() {
        return owners.values().stream()
                .filter(owner -> !owner.equals(ours))
                .findFirst()
                .map(owner -> new Trouble(
                        Weight.BAD,
                        "The journal that is read is that of group " + owner.group() + " with the requests in "
                                + owner.requests() + ", and this console is set to group " + ours.group() + " and "
                                + ours.requests()
                                + ": the jobs that it shows are not of its own group, and holds are all"
                                + " that it orders.",
                        "Set " + wrong(owner) + " as the workers of that group have it, or takeone.topics.jobs to"
                                + " the journal of this group, and start the console again."));
    }

    private String wrong(Owner owner) {
        return Stream.of(
                        Optional.of("takeone.group")
                                .filter(any -> !owner.group().equals(ours.group())),
                        Optional.of("takeone.topics.requests")
                                .filter(any -> !owner.requests().equals(ours.requests())))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
    }
}
