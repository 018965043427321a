package dev.takeone.console.view;

import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import dev.takeone.job.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one job. Texts are the sender's or the provider's and may hold anything, a video's address too.
 *
 * @param line what its line in a list says
 * @param steps its history, the oldest first; the last is where it stands, or how it ended
 * @param tasks the provider's tasks
 * @param videos with their addresses as the provider gave them: whoever makes a link of one looks at its scheme first
 * @param attempts POSTs really started; 0 before the first
 * @param message how it ended, in a sentence of the event's
 * @param error the provider's last word of it, where there is one
 * @param violations what is wrong with the request, where that is why it failed
 * @param retryable whether it is worth sending again
 * @param origin where its request lies, where that is known
 * @param missing what could not be read and why, as a sentence; empty where all was
 * @param prompt the request's prompt; empty unless prompts are to be shown
 * @param ties what it hangs together with
 */
public record JobView(
        JobLine line,
        List<Step> steps,
        List<TaskLine> tasks,
        List<Video> videos,
        int attempts,
        Optional<String> message,
        Optional<ProviderError> error,
        List<Violation> violations,
        boolean retryable,
        Optional<Place> origin,
        Optional<String> missing,
        Optional<String> prompt,
        Ties ties) {
    public JobView {
        steps = List.copyOf(steps);
        tasks = List.copyOf(tasks);
        videos = List.copyOf(videos);
        violations = List.copyOf(violations);
    }

    /**
     * What a job hangs together with.
     *
     * @param sentAgainFor the failed request that it was sent again for, where its id names one
     * @param sentAgainAs the request that it was sent again as, where that is known
     * @param order that it waits behind, or that is about to withdraw it
     * @param worker who has its partition, while it goes on
     */
    public record Ties(
            Optional<Namesake> sentAgainFor,
            Optional<Namesake> sentAgainAs,
            Optional<Overview.OrderLine> order,
            Optional<PartitionOwner> worker) {
        /** With nothing. */
        public static final Ties NONE =
                new Ties(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A request of the same content under another id.
     *
     * @param jobId its job; empty where the console does not know it, or not any more
     * @param stage where it stands, likewise
     */
    public record Namesake(String requestId, Optional<String> jobId, Optional<Stage> stage) {}

    /**
     * A worker that has a partition.
     *
     * @param serves whether the partition's jobs move; else it is being read back, or stopped
     * @param since from when it serves it; empty where it began before this console looked
     */
    public record PartitionOwner(String worker, int partition, boolean serves, Optional<Instant> since) {}

    /**
     * One thing that has happened, or will.
     *
     * @param what in a few words, such as {@code accepted by the provider}
     * @param at when
     * @param ahead whether it is still to come, such as the next check
     */
    public record Step(String what, Instant at, boolean ahead) {}

    /**
     * A task at the provider.
     *
     * @param state {@code running}, or how it ended
     * @param nextCheck when it is asked for next, where it is running
     */
    public record TaskLine(String id, String state, Optional<Instant> nextCheck) {}

    /**
     * Where the request's record lies.
     *
     * @param kcat the command that shows the record, for a shell; the broker's address stands in it as set. Of a record
     *     that is not there any more it says so, instead of waiting or showing the next one
     */
    public record Place(String topic, int partition, long offset, String kcat) {}
}
