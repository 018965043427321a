package dev.takeone.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds jobs for actions. */
public interface Finder {

    /** By then all has come that is known, however late a clock has it. */
    Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** How far the console is with its reading: what is not read yet is not found. */
    Reading reading();

    /**
     * Those that the filter finds and that had been published, and had come to where they stand, by {@code asOf}; the oldest
     * first.
     *
     * @param most so many at most
     */
    List<FoundJob> find(Filter filter, Instant asOf, int most);

    /** One job. */
    Optional<FoundJob> find(String jobId);

    /** What an order keeps, or has not taken back yet; empty where none of the name stands. */
    Optional<HeldBack> heldBack(String order);

    /** Why what is found may be another group's, in sentences with the mend; empty where it is this group's. */
    Optional<String> foreign();

    /** How many requests the topic of the console's group holds unread; empty where that is not known. */
    OptionalLong unread();

    /** The groups of which a worker has told in the last day, and the console's own. */
    Set<String> groups();

    /** Whether another order than a hold of just this group and model stands under a name. */
    boolean isTaken(String name, Optional<String> group, Optional<String> model);

    /** The orders that stand, by name, as far as they were read. */
    List<Overview.OrderLine> orders();
}
