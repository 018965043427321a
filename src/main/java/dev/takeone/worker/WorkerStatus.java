package dev.takeone.worker;

import dev.takeone.provider.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker at a glance, as of its last tick: for health and metrics.
 *
 * @param at when the deciding thread last ticked; {@link Instant#MIN} before the first time
 * @param joined whether the consumer group has given this worker an assignment, be it an empty one
 * @param serving partitions that are served
 * @param restoring partitions whose journal is being read, with why it takes longer where it does
 * @param stopped partitions that wait for a person's decision, with the choices
 * @param waiting jobs that wait for their submission
 * @param posting POSTs open, or about to be
 * @param running jobs with tasks at the provider
 * @param holds why calls to the provider are held, where they are
 * @param commitAwaitedSince since when decisions have waited for the journal without a commit, where any do
 * @param halted why the whole worker can do no more, where that is so
 */
public record WorkerStatus(
        Instant at,
        boolean joined,
        int serving,
        Map<Integer, String> restoring,
        Map<Integer, String> stopped,
        int waiting,
        int posting,
        int running,
        List<Hold> holds,
        Optional<Instant> commitAwaitedSince,
        Optional<String> halted) {

    /** Before anything has happened. */
    static final WorkerStatus NEW = new WorkerStatus(
            Instant.MIN, false, 0, Map.of(), Map.of(), 0, 0, 0, List.of(), Optional.empty(), Optional.empty());
}
