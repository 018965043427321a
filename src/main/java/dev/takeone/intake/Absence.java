package dev.takeone.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a member of the group has ceased to send heartbeats for good; to be asked every few seconds. */
final class Absence {
    /** For a heartbeat thread that lives to reach a broker that is back: its client tries to connect each second. */
    private static final Duration CONNECTING = Duration.ofSeconds(4);

    private final Duration silent;
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

    /** @param session the group's timeout: after twice that, the broker has given a silent member up */
    Absence(Duration session) {
        silent = session.multipliedBy(2);
    }

    /**
     * Takes note of how things stand.
     *
     * @param sinceHeartbeat empty before the first one
     * @param answers whether the broker is known to answer; while it does not, no heartbeats are no news
     * @param nanos on the clock of {@link System#nanoTime}
     */
    Verdict look(Optional<Duration> sinceHeartbeat, boolean answers, long nanos) {
        boolean isSilent =
                sinceHeartbeat.filter(since -> since.compareTo(silent) >= 0).isPresent();
        told &= isSilent;
        if (!isSilent || !answers) {
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
