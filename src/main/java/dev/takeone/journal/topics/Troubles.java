package dev.takeone.journal.topics;

import dev.takeone.journal.JournalObserver;
import dev.takeone.journal.rows.TopicLife;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * What the world has done to the topics that the worker can neither mend nor stop for: each is logged when it comes, and
 * can be looked up. What stands is there for as long as it is so; what has happened, for a day. Used on any thread.
 */
public final class Troubles {
    private static final Logger LOG = Logger.getLogger(Troubles.class);
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** Events remembered; the oldest go first. */
    private static final int MOST = 100;

    private final InstantSource clock;
    private final JournalObserver listener;
    private final Map<String, String> standing = new TreeMap<>();
    private final Map<String, Happened> happened = new LinkedHashMap<>();

    private final Set<String> receiptsKnown = new HashSet<>();

    /** How far each partition's loss has been told. */
    private final Map<Requests, Long> toldUpTo = new HashMap<>();

    /** Of one partition, in one life of its topic. */
    private record Requests(TopicLife life, int partition) {}

    private record Happened(Instant at, String what) {}

    public Troubles(InstantSource clock, JournalObserver listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** By a word for each, what a person has to know, with the mend where there is one. */
    public synchronized Map<String, String> now() {
        Instant since = clock.instant().minus(REMEMBERED);
        happened.values().removeIf(each -> each.at().isBefore(since));
        Map<String, String> all = new TreeMap<>(standing);
        happened.forEach((word, each) -> all.put(word, each.what()));
        return all;
    }

    /**
     * Requests that no worker has read are gone from their topic.
     *
     * @param life of the topic; one that was made anew counts from 0 again
     * @param from the first offset that was to be read
     * @param to the first that is still there
     */
    public synchronized void lost(TopicLife life, int partition, long from, long to) {
        Requests requests = new Requests(life, partition);
        long fresh = Math.max(from, toldUpTo.getOrDefault(requests, from));
        if (to <= fresh) {
            return;
        }
        toldUpTo.put(requests, to);
        listener.requestsLost(to - fresh);
        happened(
                "lost_" + partition,
                "At most " + (to - from) + " requests of partition " + partition + " are gone that nobody has read: the"
                        + " topic begins at offset " + to + ", and offset " + from + " was next. Its retention, or a"
                        + " person, has deleted them: they were neither sent nor told of. Publish them again, and let"
                        + " the topic keep requests for longer (retention.ms, retention.bytes).");
    }

    /** What was in the receipts topic is lost where it has another id than it had. */
    public synchronized void receipts(String before, String now) {
        if (!before.equals(now) && receiptsKnown.add(now)) {
            happened(
                    "receipts",
                    "The receipts topic was made anew: it had the id " + before + ", and has the id " + now
                            + ". Answers"
                            + " of the provider that were kept there and not journaled yet are lost: their jobs are"
                            + " settled without them, as in doubt.");
        }
    }

    /** Something has happened, once. */
    synchronized void happened(String word, String what) {
        LOG.error(what);
        happened.put(word, new Happened(clock.instant(), clock.instant() + ": " + what));
        if (happened.size() > MOST) {
            happened.remove(happened.keySet().iterator().next());
        }
    }

    /** Something is so, or is not any more. */
    public synchronized void stands(String word, Optional<String> what) {
        Optional<String> before = Optional.ofNullable(standing.get(word));
        if (what.isEmpty()) {
            standing.remove(word);
        } else {
            standing.put(word, what.get());
            if (!what.equals(before)) {
                LOG.warn(what.get());
            }
        }
    }
}
