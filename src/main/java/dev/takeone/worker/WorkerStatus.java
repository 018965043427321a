package dev.takeone.worker;

import dev.takeone.provider.quota.Closure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
 * @param jobs the live ones
 * @param calls to the provider
 * @param commitAwaitedSince since when decisions have waited for the journal without a commit, where any do
 * @param receiptsAwaitedSince partitions in which jobs wait until the receipts are read, and since when
 * @param halted why the whole worker can do no more, where that is so
 */
public record WorkerStatus(
        Instant at,
        boolean joined,
        int serving,
        Map<Integer, String> restoring,
        Map<Integer, String> stopped,
        Jobs jobs,
        Calls calls,
        Optional<Instant> commitAwaitedSince,
        Map<Integer, Instant> receiptsAwaitedSince,
        Optional<String> halted) {

    /** Before anything has happened. */
    static final WorkerStatus NEW = new WorkerStatus(
            Instant.MIN,
            false,
            0,
            Map.of(),
            Map.of(),
            Jobs.NONE,
            Calls.NONE,
            Optional.empty(),
            Map.of(),
            Optional.empty());

    /**
     * The live jobs.
     *
     * @param waiting those that wait for their submission, and are not paid for
     * @param posting POSTs open, or about to be
     * @param inDoubt those that may be paid for, and have no task: with a POST whose outcome is unknown, or was a 503 that does not
     *     promise that nothing was executed, or that a former owner may still have open
     * @param running those with tasks at the provider
     * @param tooDear those that cost more than a whole ceiling, or under one nobody knows what, and wait until it is raised, as of some
     *     seconds ago
     * @param oldestSince when the oldest one's request was published, as of some seconds ago; empty while there is none
     */
    public record Jobs(int waiting, int posting, int inDoubt, int running, int tooDear, Optional<Instant> oldestSince) {
        static final Jobs NONE = new Jobs(0, 0, 0, 0, 0, Optional.empty());
    }

    /**
     * The calls to the provider.
     *
     * @param perMinute how many of both kinds this replica may make a minute, by its lease
     * @param lastMinute how many it has made in the last one
     * @param holds why they are held, where they are
     * @param late why no POST goes although none is held, where it has been so for a while
     */
    public record Calls(double perMinute, int lastMinute, List<Closure> holds, Optional<Late> late) {
        static final Calls NONE = new Calls(0, 0, List.of());

        public Calls {
            holds = List.copyOf(holds);
        }

        /** With POSTs that are in time. */
        public Calls(double perMinute, int lastMinute, List<Closure> holds) {
            this(perMinute, lastMinute, holds, Optional.empty());
        }

        /** The same calls. */
        Calls late(Optional<Late> why) {
            return new Calls(perMinute, lastMinute, holds, why);
        }
    }

    /**
     * POSTs that were all given up, unsent: each has to be on its way soon after its intent's transaction was begun.
     *
     * @param since when the first of them was given up
     * @param posts how many were
     * @param commit how long the last one's transaction took
     * @param connection how long after that it still had no connection to the provider
     */
    public record Late(Instant since, int posts, Duration commit, Duration connection) {
        /** What takes so long, and the mend. */
        public String why() {
            return commit.compareTo(connection) >= 0
                    ? "a commit takes " + seconds(commit)
                            + ", and a POST is given up that is not on its way soon after its"
                            + " intent's transaction was begun; look at the brokers: replicas that lag, slow disks,"
                            + " quotas, the network to them"
                    : "a connection to the provider takes " + seconds(connection)
                            + ", and a POST is given up that is not"
                            + " on its way soon after its intent's transaction was begun; look at the network, DNS and"
                            + " TLS to the provider";
        }

        private static String seconds(Duration length) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1e3);
        }
    }
}
