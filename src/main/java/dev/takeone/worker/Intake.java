package dev.takeone.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How the reading of requests does, for health and metrics; asked on any thread, never waits. */
public interface Intake {

    /** Partitions that are read no further, for a batch that cannot be read, with its place and the mend. */
    Map<Integer, String> unreadable();

    /** Why nothing at all comes in, with the mend, where that is so. */
    Optional<String> hindrance();

    /** Empty before the first poll, and once there is no more polling. A poll that fails counts. */
    Optional<Duration> sinceLastPoll();
}
