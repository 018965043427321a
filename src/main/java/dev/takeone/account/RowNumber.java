package dev.takeone.account;

/**
 * Counts the rows of one life at the board, from 1. A lease runs from when the row was written that an allotment answers.
 *
 * @param number 0 before the first
 */
public record RowNumber(long number) implements Comparable<RowNumber> {
    /** No row was written. */
    public static final RowNumber NONE = new RowNumber(0);

    public RowNumber {
        if (number < 0) {
            throw new IllegalArgumentException("nothing is counted below 0");
        }
    }

    RowNumber next() {
        return new RowNumber(number + 1);
    }

    @Override
    public int compareTo(RowNumber other) {
        return Long.compare(number, other.number);
    }
}
