package dev.takeone.journal.clients;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of the topics, from the settings {@code takeone.topics.*}.
 *
 * @param requests what upstream apps write
 * @param submitted the events of acceptance
 * @param completed the events of success
 * @param failed the events of failure
 * @param jobs the journal
 * @param receipts answers of the provider that found no owner
 * @param commands what operators order; groups may share it
 * @param account what workers of one account tell each other; groups of one account have to share it
 * @param callbacks by which a call of the provider's comes to a job's owner, where callbacks are used
 */
public record TopicNames(
        String requests,
        String submitted,
        String completed,
        String failed,
        String jobs,
        String receipts,
        String commands,
        String account,
        Optional<String> callbacks) {

    /** The topics of a worker that is not called. */
    public TopicNames(
            String requests,
            String submitted,
            String completed,
            String failed,
            String jobs,
            String receipts,
            String commands,
            String account) {
        this(requests, submitted, completed, failed, jobs, receipts, commands, account, Optional.empty());
    }

    /** Each of them. */
    public Stream<String> all() {
        return Stream.of(Stream.of(requests, commands, account), events().stream(), partitionedAsRequests().stream())
                .flatMap(names -> names);
    }

    /** The topics of events. */
    public List<String> events() {
        return List.of(submitted, completed, failed);
    }

    /** The topics whose partitions go with those of the requests topic. */
    public List<String> partitionedAsRequests() {
        return Stream.concat(Stream.of(jobs, receipts), callbacks.stream()).toList();
    }
}
