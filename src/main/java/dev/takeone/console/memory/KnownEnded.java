package dev.takeone.console.memory;

import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import java.util.List;
import java.util.Optional;

/**
 * A job that has ended. What there is more to say of it stands in its event, which is read when somebody asks.
 *
 * @param kind where it stands and why, a {@link Kind}
 * @param words what is kept of the provider's, where it failed; empty where there are none
 * @param since when it ended, in milliseconds
 * @param submittedAt when the provider accepted it, in milliseconds; 0 where it did not, or that is not known
 * @param attempts POSTs really started; 0 where that is not known
 * @param earlier what its rows have told, as far as they were read
 * @param requests the topic of its request
 * @param requestIn the partition of its request, below 0 where it is not known
 * @param requestAt the offset of its request
 * @param events the topic of its event
 * @param eventIn the partition of its event
 * @param eventAt the offset of its event
 */
public record KnownEnded(
        Spot spot,
        Names names,
        short kind,
        String words,
        String model,
        String key,
        long since,
        long submittedAt,
        int attempts,
        List<Earlier> earlier,
        Money money,
        String requests,
        int requestIn,
        long requestAt,
        String events,
        int eventIn,
        long eventAt)
        implements Known {
    /** The JVM keeps a text in one byte for each character, or in two. */
    private static final char LAST_OF_ONE_BYTE = 0xff;

    /** What it takes of the memory, as far as that is for senders to say. */
    long bytes() {
        return names.all().length + bytes(model) + bytes(key) + bytes(requests);
    }

    private static long bytes(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > LAST_OF_ONE_BYTE) {
                return 2L * text.length();
            }
        }
        return text.length();
    }

    @Override
    public Stage stage() {
        return Kind.stage(kind);
    }

    @Override
    public Optional<FailureReason> reason() {
        return Kind.reason(kind);
    }

    @Override
    public Optional<Charged> charged() {
        return Kind.charged(kind);
    }

    /** Whether it is worth sending again. */
    public boolean retryable() {
        return Kind.retryable(kind);
    }

    @Override
    public Identity identity() {
        return names.identity();
    }

    @Override
    public String taskId() {
        return names.taskId();
    }

    @Override
    public RecordAt origin() {
        return new RecordAt(requests, requestIn, requestAt);
    }

    /** Where its event lies. */
    public RecordAt event() {
        return new RecordAt(events, eventIn, eventAt);
    }
}
