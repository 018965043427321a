package dev.takeone.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a member of the group has ceased to send heartbeats for good; to be asked every few seconds. */
final class Absence {
    /** Twice the session timeout: the broker has given the member up. A heartbeat thread that lives sends one a second. */
    private static final Duration SILENT = Duration.ofSeconds(20);

    /** For a heartbeat thread that lives to reach a broker that is back: its client tries to connect each second. */
    private static final Duration CONNECTING = Duration.ofSeconds(4);

    private OptionalLong suspectedNanos = OptionalLong.empty();
    private boolean told;

    /** What there is to say of the member, and to do. */
    enum Verdict {
        /** Nothing. */
        PRESENT,
        /** Nothing yet. */
        SUSPECTED,
        /** It has to join again, and that is news. */
        ABSENT,
        /** The same, and said already. */
        STILL_ABSENT
    }

    /**
     * Takes note of how things stand.
     *
     * @param sinceHeartbeat empty before the first one
     * @param answers whether the broker is known to answer; while it does not, no heartbeats are no news
     * @param nanos on the clock of {@link System#nanoTime}
     */
    Verdict look(Optional<Duration> sinceHeartbeat, boolean answers, long nanos) {
        boolean silent =
                sinceHeartbeat.filter(since -> since.compareTo(SILENT) >= 0).isPresent();
        told &= silent;
        if (!silent || !answers) {
            suspectedNanos = OptionalLong.empty();
            return Verdict.PRESENT;
        }
        if (suspectedNanos.isEmpty()) {
            suspectedNanos = OptionalLong.of(nanos);
        }
        if (nanos - suspectedNanos.getAsLong() < CONNECTING.toNanos()) {
            return Verdict.SUSPECTED;
        }
        Verdict verdict = told ? Verdict.STILL_ABSENT : Verdict.ABSENT;
        told = true;
        return verdict;
    }
}
