package dev.takeone.console.view;

import dev.takeone.outage.Outage;
import java.util.Optional;

/**
 * How far the console is with its reading.
 *
 * @param ready whether all was read at least once: before that a job may be missing
 * @param read records read so far
 * @param away since when a topic cannot be read, which makes what is shown as old; empty while all can
 */
public record Reading(boolean ready, long read, Optional<Outage> away) {}
