package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as actions see it.
 *
 * @param reason why it failed, where it did; empty too where only a later release knows it
 * @param charged whether it cost money, where it failed
 * @param model empty where it is not known
 * @param key the record's key as text; empty where it had none
 * @param publishedAt when its request was published, to the millisecond; of an ended one as far as that is known
 * @param since when it came to where it stands
 * @param origin where its request lies; the unknown place where that is not known
 * @param money what it cost, or what it would by the catalogue, US dollars
 */
public record FoundJob(
        String jobId,
        Identity identity,
        Stage stage,
        Optional<FailureReason> reason,
        Optional<Charged> charged,
        boolean retryable,
        String model,
        String key,
        Instant publishedAt,
        Instant since,
        RecordAt origin,
        Optional<BigDecimal> money) {}
