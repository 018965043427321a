package dev.takeone.chaos;

import java.time.Duration;

/**
 * Something bad that is done to a worker.
 *
 * @param at from the campaign's start
 * @param victim the number of the worker, from 0
 * @param away how long it stays frozen, or is not started again
 */
record Attack(Duration at, Kind kind, int victim, Duration away) {

    /** What is done. */
    enum Kind {
        /** SIGKILL, and a new start later. */
        KILL,
        /** SIGSTOP, and SIGCONT later. */
        PAUSE,
        /** SIGTERM, and a new start later: an operator's restart, and no disaster. */
        STOP;

        /** Whether the worker had no chance to prepare for it. */
        boolean isDisaster() {
            return this != STOP;
        }
    }

    /** When the worker is let go on, or started, from the campaign's start. */
    Duration back() {
        return at.plus(away);
    }
}
