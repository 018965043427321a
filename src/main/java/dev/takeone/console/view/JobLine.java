package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as one line of a list. Texts are the sender's or the provider's and may hold anything: whoever shows them escapes
 * them.
 *
 * @param jobId 32 characters of {@code 0-9a-f}; the address of the job's page
 * @param requestId the sender's name for it, or the record's coordinates
 * @param requestSource the CloudEvents source that belongs to it
 * @param stage where it stands
 * @param reason why it failed; empty too where only a later release knows it
 * @param charged whether a failed one cost money; present exactly where it failed
 * @param model the model asked for, where it is known
 * @param key the record's key as text, where it had one
 * @param taskId the provider's first task
 * @param publishedAt when the request was published; of a job that had ended before the console began, when it was
 *     submitted, or had ended
 * @param since when it came to where it stands, as far as is known
 * @param cost what it cost by the provider's word, US dollars
 * @param estimate what it costs by the catalogue, US dollars
 * @param why one sentence: why it waits, what it does, or how it ended
 */
public record JobLine(
        String jobId,
        String requestId,
        Optional<String> requestSource,
        Stage stage,
        Optional<FailureReason> reason,
        Optional<FailureReason.Charged> charged,
        Optional<String> model,
        Optional<String> key,
        Optional<String> taskId,
        Instant publishedAt,
        Instant since,
        Optional<BigDecimal> cost,
        Optional<BigDecimal> estimate,
        String why) {
    /** Whether it has ended and surely cost nothing, whatever the catalogue says. */
    public boolean free() {
        return charged.filter(FailureReason.Charged.NO::equals).isPresent();
    }
}
