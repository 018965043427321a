package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.util.List;
import java.util.Optional;

/**
 * A job that has ended. What there is more to say of it stands in its event, which is read when somebody asks.
 *
 * @param since when it ended, in milliseconds
 * @param submittedAt when the provider accepted it, in milliseconds; 0 where it did not, or that is not known
 * @param attempts POSTs really started; 0 where that is not known
 * @param earlier what its rows have told, as far as they were read
 * @param origin where its request lies; empty where that is not known
 * @param event where its event lies; empty as long as only the journal has told of the ending
 */
record KnownEnded(
        Spot spot,
        Identity identity,
        Stage stage,
        Optional<FailureReason> reason,
        Optional<Charged> charged,
        boolean retryable,
        String model,
        String key,
        String taskId,
        long since,
        long submittedAt,
        int attempts,
        List<Earlier> earlier,
        Money money,
        RecordAt origin,
        RecordAt event)
        implements Known {}
