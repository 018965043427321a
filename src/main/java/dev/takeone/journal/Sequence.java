package dev.takeone.journal;

/**
 * A row's place among those of its job: the highest is the last.
 *
 * @param number counts from 1
 */
public record Sequence(long number) {
    /** The first row of a job. */
    public static final Sequence FIRST = new Sequence(1);

    /** That of the next row. */
    public Sequence next() {
        return new Sequence(number + 1);
    }

    /** Whether the other comes later. */
    public boolean isBefore(Sequence other) {
        return number < other.number;
    }
}
