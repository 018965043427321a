package dev.takeone.console.view;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the console is with its reading.
 *
 * @param ready whether all was read at least once: before that a job may be missing
 * @param read records read so far
 * @param away since when a topic cannot be read; empty while all can
 */
public record Reading(boolean ready, long read, Optional<Away> away) {

    /**
     * What is shown is as old as this.
     *
     * @param why what the broker or the client said
     */
    public record Away(Instant since, String why) {}
}
