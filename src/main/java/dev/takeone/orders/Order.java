package dev.takeone.orders;

import dev.takeone.job.Bytes;
import dev.takeone.job.Job;
import java.time.Instant;
import java.util.Optional;

/** One order, which stands until a record without a value ends it. */
public sealed interface Order {

    /** Stands for the record's key: no two orders that stand share it. */
    String name();

    /** Why, in the operator's words. */
    Optional<String> reason();

    /** Who gave it, where that is said. */
    Optional<String> by();

    /**
     * No new POST begins. Replays of what is in doubt and status checks go on: they are about money that may be spent.
     *
     * @param group only for this consumer group; empty for all
     * @param model only for this model; empty for all
     */
    record Hold(
            String name, Optional<String> group, Optional<String> model, Optional<String> reason, Optional<String> by)
            implements Order {

        /** Whether requests for this model wait, in a group that is held. */
        public boolean concerns(String asked) {
            return model.map(asked::equals).orElse(true);
        }
    }

    /**
     * What is not begun ends without being bought.
     *
     * @param which the requests
     */
    record Withdraw(String name, Which which, Optional<String> reason, Optional<String> by) implements Order {}

    /**
     * The requests to which every condition that is given applies; at least one of the first five is.
     *
     * @param requestId the request id
     * @param requestSource the CloudEvents source that belongs to it
     * @param key the record's key
     * @param model the model asked for
     * @param group the consumer group that handles them
     * @param publishedBefore only what was published before, or has no usable time: to take back what could have been sent
     *     costs nothing, to buy what was taken back does; empty only together with a request id
     */
    record Which(
            Optional<String> requestId,
            Optional<String> requestSource,
            Optional<Bytes> key,
            Optional<String> model,
            Optional<String> group,
            Optional<Instant> publishedBefore) {

        /** Whether a job of this group is meant. */
        boolean means(String ofGroup, Job job) {
            return requestId.map(job.identity().id()::equals).orElse(true)
                    && requestSource.map(job.identity().source()::equals).orElse(true)
                    && key.map(each -> job.key().filter(each::equals).isPresent())
                            .orElse(true)
                    && model.map(each -> job.model().filter(each::equals).isPresent())
                            .orElse(true)
                    && group.map(ofGroup::equals).orElse(true)
                    && publishedBefore.map(job.origin()::mayBeBefore).orElse(true);
        }
    }
}
