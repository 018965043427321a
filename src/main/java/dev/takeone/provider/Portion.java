package dev.takeone.provider;

/** Splits what the account has, in whole numbers, over the partitions, whoever owns them. */
public final class Portion {

    private Portion() {}

    /**
     * The part of one partition. Over all partitions the parts sum to {@code whole}, and no two of them differ by more
     * than one.
     *
     * @param whole calls a minute, or tasks in flight, of the account; not negative
     * @param partition from 0
     * @param partitions at least one, more than {@code partition}
     */
    public static int of(int whole, int partition, int partitions) {
        if (whole < 0 || partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException(
                    "no portion of " + whole + " for partition " + partition + " of " + partitions);
        }
        return whole / partitions + (partition < whole % partitions ? 1 : 0);
    }
}
