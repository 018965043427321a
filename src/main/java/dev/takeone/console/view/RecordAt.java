package dev.takeone.console.view;

/**
 * Where a record lies.
 *
 * @param partition below 0 where it is not known
 */
public record RecordAt(String topic, int partition, long offset) {
    /** Whether it is known. */
    public boolean isKnown() {
        return partition >= 0;
    }
}
