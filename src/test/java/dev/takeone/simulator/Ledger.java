package dev.takeone.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the simulator saw and charged; what tests ask. May be used from any thread; never shrinks. */
public final class Ledger {
    private final List<Post> posts = new ArrayList<>();
    private final List<Charge> charges = new ArrayList<>();
    private final Map<String, Times> checks = new LinkedHashMap<>();
    private final List<Integer> callbacks = new ArrayList<>();
    private final SlidingWindow window = new SlidingWindow();
    private long calls;
    private long checkCount;
    private long throttled;
    private int peak;

    /** What became of a POST, whether or not its answer was delivered. */
    public enum Outcome {
        /** New tasks, and a charge. */
        ACCEPTED,
        /** Recognised by its key: no charge. */
        REPLAYED,
        /** Its key was used before with another body: no charge. */
        CONFLICT,
        /** Not accepted, for whatever other reason: no charge. */
        REFUSED
    }

    /**
     * One POST.
     *
     * @param key its idempotency key
     * @param bodyHash stands for its body
     * @param fault what was shown, as {@link Fault#word}
     */
    public record Post(Instant at, Optional<String> key, String bodyHash, Outcome outcome, Optional<String> fault) {}

    /**
     * One charge.
     *
     * @param key the idempotency key that came with it
     * @param marker the prompt's first {@code #word}
     * @param taskIds what it paid for
     * @param refunded when it is given back, all its tasks having failed; may lie ahead
     * @param bill what it comes to
     */
    public record Charge(
            Instant at,
            Optional<String> key,
            String bodyHash,
            Optional<String> marker,
            List<String> taskIds,
            Optional<Instant> refunded,
            Bill bill) {
        public Charge {
            taskIds = List.copyOf(taskIds);
        }

        /** What was paid for, as the sender knows it: the marker, or the body where there is none. */
        public String subject() {
            return marker.map(word -> "#" + word).orElse(bodyHash);
        }
    }

    /**
     * What a charge comes to.
     *
     * @param from when its last task has ended; may lie ahead; empty where that is not foreseen
     * @param named what its tasks' last answers say that they cost, US dollars; empty where they say nothing
     */
    public record Bill(Optional<Instant> from, Optional<BigDecimal> named) {
        /** What anyone can know of it then: what it was estimated at, until all of it has ended and something was named. */
        BigDecimal at(Instant then, BigDecimal estimate) {
            return from.filter(end -> !end.isAfter(then)).flatMap(_end -> named).orElse(estimate);
        }
    }

    /**
     * The figures.
     *
     * @param calls submissions and checks that arrived, refused ones included
     * @param posts submissions that arrived
     * @param charges paid, refunded ones included
     * @param refunds charges given back so far
     * @param replays submissions recognised by their key
     * @param checks status checks that arrived
     * @param throttled answers 429
     * @param peakPerMinute most calls that arrived in any 60 s
     * @param doubleCharges subjects charged more than once
     */
    public record Totals(
            long calls,
            long posts,
            long charges,
            long refunds,
            long replays,
            long checks,
            long throttled,
            int peakPerMinute,
            long doubleCharges) {}

    /** The figures at {@code now}. */
    public synchronized Totals totals(Instant now) {
        return new Totals(
                calls,
                posts.size(),
                charges.size(),
                charges.stream()
                        .flatMap(charge -> charge.refunded().stream())
                        .filter(at -> !at.isAfter(now))
                        .count(),
                posts.stream()
                        .filter(post -> post.outcome() == Outcome.REPLAYED)
                        .count(),
                checkCount,
                throttled,
                peak,
                doubleCharges().size());
    }

    /** Every POST, in order. */
    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Every charge, in order. */
    public synchronized List<Charge> charges() {
        return List.copyOf(charges);
    }

    /** The charges by idempotency key; those without one are left out. */
    public synchronized Map<String, List<Charge>> chargesByKey() {
        return charges.stream()
                .filter(charge -> charge.key().isPresent())
                .collect(Collectors.groupingBy(charge -> charge.key().orElseThrow()));
    }

    /** The charges of a {@code #marker} or of a body's hash. */
    public synchronized List<Charge> chargesFor(String subject) {
        return charges.stream()
                .filter(charge ->
                        charge.subject().equals(subject) || charge.bodyHash().equals(subject))
                .toList();
    }

    /**
     * The most dollars that were spent in any window of that length, as of each charge in it, and counting it: what has
     * ended by then as was named, all else as estimated.
     *
     * @param estimate of each charge, US dollars
     * @param until charges from then on are left out
     */
    public synchronized BigDecimal mostWithin(Duration window, BigDecimal estimate, Instant until) {
        BigDecimal most = BigDecimal.ZERO;
        for (Charge last :
                charges.stream().filter(each -> each.at().isBefore(until)).toList()) {
            Instant now = last.at();
            most = most.max(charges.stream()
                    .filter(each -> !each.at().isAfter(now) && each.at().isAfter(now.minus(window)))
                    .map(each -> each.bill().at(now, estimate))
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return most;
    }

    /** The subjects charged more than once, with their charges. */
    public synchronized Map<String, List<Charge>> doubleCharges() {
        return charges.stream().collect(Collectors.groupingBy(Charge::subject)).entrySet().stream()
                .filter(subject -> subject.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The ids that were checked, unknown ones included, by their first check. */
    public synchronized List<String> checkedTasks() {
        return List.copyOf(checks.keySet());
    }

    /** When a task was checked, in order, to the millisecond. */
    public synchronized List<Instant> checksOf(String taskId) {
        return checks.getOrDefault(taskId, new Times()).list();
    }

    /** What webhooks have answered, in order: HTTP statuses, or 0 where there was no answer. */
    public synchronized List<Integer> callbacks() {
        return List.copyOf(callbacks);
    }

    synchronized void calledBack(int status) {
        callbacks.add(status);
    }

    /** A call arrived. */
    synchronized void arrived(Instant now) {
        calls++;
        peak = Math.max(peak, window.add(now));
    }

    synchronized void post(Post post) {
        posts.add(post);
    }

    synchronized void charge(Charge charge) {
        charges.add(charge);
    }

    /** A task is checked; returns how often it has been now. */
    synchronized int checked(String taskId, Instant now) {
        checkCount++;
        return checks.computeIfAbsent(taskId, id -> new Times()).add(now);
    }

    synchronized void throttled() {
        throttled++;
    }

    /** Instants at eight bytes each, since there are many. */
    private static final class Times {
        private long[] millis = new long[4];
        private int count;

        /** Returns how many there are now. */
        int add(Instant at) {
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, 2 * count);
            }
            millis[count++] = at.toEpochMilli();
            return count;
        }

        List<Instant> list() {
            return Arrays.stream(millis, 0, count)
                    .mapToObj(Instant::ofEpochMilli)
                    .toList();
        }
    }
}
