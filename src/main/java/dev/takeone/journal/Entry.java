package dev.takeone.journal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One decision, to be made durable as a whole.
 *
 * @param partition the request's partition, and so the journal's
 * @param row the job's next row; empty for a record that makes no job, such as a repeat
 * @param events to publish with it
 * @param nextOffset the offset after the record that led here; empty where no record did
 */
public record Entry(int partition, Optional<Row> row, List<Publication> events, OptionalLong nextOffset) {
    public Entry {
        events = List.copyOf(events);
    }
}
