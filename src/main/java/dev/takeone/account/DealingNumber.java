package dev.takeone.account;

/**
 * Counts the dealings of a board, whoever dealt: a worker goes by the highest that it has taken.
 *
 * @param number 0 before the first
 */
public record DealingNumber(long number) implements Comparable<DealingNumber> {
    /** Nothing was dealt. */
    public static final DealingNumber NONE = new DealingNumber(0);

    /** After every dealing. */
    static final DealingNumber NEVER = new DealingNumber(Long.MAX_VALUE);

    /** A board that counts by one never comes here: whoever says that it has is wrong, and nobody counts on from there. */
    private static final long FAR = 1L << 52;

    public DealingNumber {
        if (number < 0) {
            throw new IllegalArgumentException("nothing is counted below 0");
        }
    }

    DealingNumber next() {
        return new DealingNumber(number + 1);
    }

    boolean isFar() {
        return number >= FAR;
    }

    /** Whether {@code other} was dealt later. */
    boolean isBefore(DealingNumber other) {
        return number < other.number;
    }

    /** The later of the two. */
    DealingNumber or(DealingNumber other) {
        return isBefore(other) ? other : this;
    }

    @Override
    public int compareTo(DealingNumber other) {
        return Long.compare(number, other.number);
    }
}
