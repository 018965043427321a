package dev.takeone.provider;

/** Splits the account's tasks in flight over the partitions, whoever owns them. */
public final class TaskSlots {

    private TaskSlots() {}

    /**
     * The whole number of tasks that a partition may have in flight. Over all partitions they sum to {@code maxTasks}, and
     * no two of them differ by more than one.
     *
     * @param maxTasks of the account, not negative
     * @param partition from 0
     * @param partitions at least one, more than {@code partition}
     */
    public static int of(int maxTasks, int partition, int partitions) {
        if (maxTasks < 0 || partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException(
                    "no slots of " + maxTasks + " for partition " + partition + " of " + partitions);
        }
        return maxTasks / partitions + (partition < maxTasks % partitions ? 1 : 0);
    }
}
