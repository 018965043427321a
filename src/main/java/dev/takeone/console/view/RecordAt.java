package dev.takeone.console.view;

/**
 * Where a record lies.
 *
 * @param topic blank where it is not known
 * @param partition below 0 where it is not known
 * @param offset below 0 where it is not known
 */
public record RecordAt(String topic, int partition, long offset) {
    /** Whether all of it is known: nobody can look at half a place. */
    public boolean isKnown() {
        return !topic.isBlank() && partition >= 0 && offset >= 0;
    }
}
