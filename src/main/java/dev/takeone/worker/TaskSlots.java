package dev.takeone.worker;

import dev.takeone.provider.Portion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many tasks each partition may have at the provider, of those that the account may have.
 *
 * <p>Where the topic has grown to more partitions than that, some have none. Then these take turns by the time of day, so
 * that none starves: at each change the slots go to the next partitions. A task that outlives its partition's turn stands
 * beside those of the next for a while; so new ones begin in the first half of a turn only, which is longer than nearly
 * all tasks take.
 */
final class TaskSlots {
    /** Of one turn. */
    static final Duration TURN = Duration.ofMinutes(10);

    private final Optional<Integer> maxTasks;
    private int partitions = 1;

    /** @param maxTasks the account's tasks in flight; without a value there is no limit */
    TaskSlots(Optional<Integer> maxTasks) {
        this.maxTasks = maxTasks;
    }

    /** So many partitions share them. */
    void of(int allPartitions) {
        partitions = allPartitions;
    }

    /** The tasks that a partition may have at a time of day. */
    int at(int partition, Instant timeOfDay) {
        return maxTasks.map(max -> at(partition, max, timeOfDay)).orElse(Integer.MAX_VALUE);
    }

    private int at(int partition, int max, Instant timeOfDay) {
        int all = Math.max(partitions, partition + 1);
        if (max >= all) {
            return Portion.of(max, partition, all);
        }
        long turn = Math.floorDiv(timeOfDay.toEpochMilli(), TURN.toMillis());
        boolean begins = Math.floorMod(timeOfDay.toEpochMilli(), TURN.toMillis()) < TURN.toMillis() / 2;
        long place = Math.floorMod(partition - turn * max, (long) all);
        return begins && place < max ? 1 : 0;
    }
}
