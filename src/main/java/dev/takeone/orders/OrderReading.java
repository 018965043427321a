package dev.takeone.orders;

/** What one record of the topic {@code commands} says. */
public sealed interface OrderReading {

    /** Stands for the record's key; empty where it has none. */
    String name();

    /** An order that stands from now on, in the place of an earlier one of its name. */
    record Given(Order order) implements OrderReading {
        @Override
        public String name() {
            return order.name();
        }
    }

    /** No order of this name stands any more. */
    record Ended(String name) implements OrderReading {}

    /**
     * No order. An earlier one of its name stands on, since a lost brace may not resume what was held; though not for who
     * starts after compaction has removed it.
     *
     * @param why what is wrong, and the mend
     */
    record Broken(String name, String why) implements OrderReading {}
}
