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
        Optional<String> prompt) {
    public JobView {
        steps = List.copyOf(steps);
        tasks = List.copyOf(tasks);
        videos = List.copyOf(videos);
        violations = List.copyOf(violations);
    }

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
     * @param kcat the command that shows the record, for a shell; the broker's address stands in it as set
     */
    public record Place(String topic, int partition, long offset, String kcat) {}
}
