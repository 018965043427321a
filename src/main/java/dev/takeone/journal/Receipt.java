package dev.takeone.journal;

import java.time.Instant;
import java.util.List;

/**
 * An acceptance that its worker could not journal: the paid task that a job has, for whoever owns the job now.
 *
 * @param jobId the job that was posted
 * @param taskIds the provider's tasks, at least one
 * @param replayed whether the provider recognised the idempotency key of an earlier POST
 * @param at when the answer came
 */
public record Receipt(String jobId, List<String> taskIds, boolean replayed, Instant at) {
    public Receipt {
        taskIds = List.copyOf(taskIds);
    }
}
