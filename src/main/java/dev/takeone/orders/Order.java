package dev.takeone.orders;

import dev.takeone.job.Bytes;
import dev.takeone.job.Job;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

        /** What a hold is called that nobody names: after what it holds, so that who holds twice goes on once. */
        public static String usualName(Optional<String> group, Optional<String> model) {
            return Stream.of(Optional.of("hold"), group.map("group-"::concat), model.map("model-"::concat))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining("-"));
        }

        /**
         * The same, with a number where that name is another order's, whose end would be the end of both.
         *
         * @param isTaken whether an order that does something else stands under a name
         */
        public static String freeName(Optional<String> group, Optional<String> model, Predicate<String> isTaken) {
            String usual = usualName(group, model);
            return Stream.concat(
                            Stream.of(usual),
                            IntStream.iterate(2, number -> number + 1).mapToObj(number -> usual + "-" + number))
                    .filter(name -> !isTaken.test(name))
                    .findFirst()
                    .orElse(usual);
        }

        /** Whether it is called as a hold is that nobody names. */
        public boolean isUnnamed() {
            return name.matches(Pattern.quote(usualName(group, model)) + "(-\\d+)?");
        }

        /** The same under this name. */
        public Hold called(String other) {
            return new Hold(other, group, model, reason, by);
        }

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
