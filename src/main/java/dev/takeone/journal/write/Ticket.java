package dev.takeone.journal.write;

/**
 * A place in the order in which entries and flushes came to the queue.
 *
 * @param number grows with each
 */
record Ticket(long number) {
    static final Ticket FIRST = new Ticket(0);

    Ticket next() {
        return new Ticket(number + 1);
    }

    boolean isBefore(Ticket other) {
        return number < other.number;
    }
}
