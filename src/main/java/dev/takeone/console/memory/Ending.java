package dev.takeone.console.memory;

import dev.takeone.console.view.RecordAt;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an event says of a job's ending, as far as lists need it.
 *
 * @param jobId 32 characters of {@code 0-9a-f}
 * @param failure why it failed; empty where there is a video
 * @param model empty where it is not known
 * @param key the event's key as text: the request's, or the request id where it had none
 * @param taskIds the provider's tasks; empty where there is none
 * @param submittedAt when the provider accepted it, where the event tells
 * @param cost by the provider's word, US dollars
 * @param estimate by the catalogue, US dollars
 * @param origin where its request lies
 * @param event where this lies
 */
public record Ending(
        String jobId,
        Identity identity,
        Optional<Failure> failure,
        String model,
        String key,
        List<String> taskIds,
        Instant endedAt,
        Optional<Instant> submittedAt,
        Optional<BigDecimal> cost,
        Optional<BigDecimal> estimate,
        RecordAt origin,
        RecordAt event) {
    public Ending {
        taskIds = List.copyOf(taskIds);
    }

    /**
     * Why there is no video.
     *
     * @param reason empty where only a later release knows it
     * @param retryable whether it is worth sending again
     * @param words the provider's; empty where there are none
     */
    public record Failure(Optional<FailureReason> reason, Charged charged, boolean retryable, String words) {
        /** Of which the provider has said nothing. */
        public Failure(FailureReason reason, Charged charged, boolean retryable) {
            this(Optional.of(reason), charged, retryable, "");
        }
    }
}
