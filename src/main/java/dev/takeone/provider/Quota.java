package dev.takeone.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * This replica's part of the account's requests per minute, submissions and status checks together: the parts of the
 * partitions that it owns. In any 60 s no more calls than that, and evenly: all at once would leave nothing for the rest
 * of the minute, and nothing to whoever gets a partition meanwhile. Where the account has fewer calls than partitions,
 * these take {@link Turns}.
 *
 * <p>It runs on the time that it has seen pass: a clock that is set back stops it for no longer than that moment, and lets
 * no call out twice. A clock that jumps forward cannot be told from a pause. Owned by one thread; reads no clock.
 */
public final class Quota {
    private static final int KEPT_FOR_SUBMISSIONS = 10;

    /** How far ahead of an even pace calls may run: a twentieth of the window, the tolerance that the account has. */
    private static final long AHEAD = Share.WINDOW / 20;

    private final int perMinute;
    private final Deque<Grant> grants = new ArrayDeque<>();
    private int submissions;
    private Share share = Share.NONE;
    private Optional<Turns> turns = Optional.empty();
    private long lastTurn = Long.MIN_VALUE;
    private Optional<Instant> seen = Optional.empty();
    private long time;

    /** When the next call would come at an even pace. */
    private long pace;

    private record Grant(Lane lane, long time) {}

    /**
     * A quota without a share yet.
     *
     * @param perMinute calls a minute of the whole account, at least 1
     */
    public Quota(int perMinute) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("requests per minute must be at least 1, not " + perMinute);
        }
        this.perMinute = perMinute;
    }

    /**
     * This replica now owns these of all partitions. What it loses is gone at once, what it gains grows over a minute.
     *
     * @param partitions each from 0, below {@code total}
     * @param total at least 1
     */
    public void owns(Set<Integer> partitions, int total, Instant now) {
        advance(now);
        boolean enough = perMinute >= total;
        turns = enough ? Optional.empty() : Optional.of(Turns.of(partitions, total, perMinute));
        // The turn of this very moment may have been used by a partition's former owner.
        turns.ifPresent(each -> lastTurn = Math.max(lastTurn, each.number(now)));
        int calls = partitions.stream()
                .mapToInt(partition -> Portion.of(perMinute, partition, total))
                .sum();
        share = share.changed(enough ? calls : 0, time);
    }

    /** The account's limit was met, though this replica kept to its part: half of that for now, growing back in a minute. */
    public void throttled(Instant now) {
        advance(now);
        share = share.halved(time);
    }

    /**
     * Takes a POST's place in the window, if there is one.
     *
     * @param part of a minute's calls that submissions may take, above 0 and at most 1
     */
    public boolean trySubmit(Instant now, double part) {
        advance(now);
        int recent = used() == 0 ? 0 : submissions;
        boolean tooMany = turns.isEmpty() && recent >= Math.max(1, part * share.at(time));
        return !tooMany && take(Lane.SUBMISSION, false, now);
    }

    /**
     * Takes a status check's place in the window, if there is one.
     *
     * @param submissionsWaiting whether a submission would use the tenth of all calls that is kept for submissions
     */
    public boolean tryCheck(Instant now, boolean submissionsWaiting) {
        return take(Lane.CHECK, submissionsWaiting, now);
    }

    /** Calls granted in the last 60 s. */
    public int used(Instant now) {
        advance(now);
        return used();
    }

    /** Calls a minute that this replica may make now; a fraction while its share grows, or where partitions take turns. */
    public double available(Instant now) {
        advance(now);
        return turns.map(each -> (double) perMinute * each.owned().size() / each.total())
                .orElse(share.at(time));
    }

    private boolean take(Lane lane, boolean yields, Instant now) {
        advance(now);
        boolean fits = !(yields && submissionsBehind())
                && turns.map(each -> takesTurn(each, now)).orElseGet(this::fitsWindow);
        if (fits) {
            grants.addLast(new Grant(lane, time));
            submissions += lane == Lane.SUBMISSION ? 1 : 0;
        }
        return fits;
    }

    private boolean fitsWindow() {
        boolean fits = used() < share.wholeCalls(time) && pace - time <= AHEAD;
        if (fits) {
            pace = Math.max(pace, time) + (long) (Share.WINDOW / share.target());
        }
        return fits;
    }

    private boolean takesTurn(Turns each, Instant now) {
        OptionalLong turn = each.at(now);
        boolean fits = turn.isPresent() && turn.getAsLong() > lastTurn;
        if (fits) {
            lastTurn = turn.getAsLong();
        }
        return fits;
    }

    /** Whether less than a tenth of the calls of late were submissions; of few calls, less than one. */
    private boolean submissionsBehind() {
        return submissions * KEPT_FOR_SUBMISSIONS < grants.size();
    }

    /** The window holds either every grant there is, or none: {@link #forget} keeps only the latest beyond it. */
    private int used() {
        return !grants.isEmpty() && isInWindow(grants.getFirst()) ? grants.size() : 0;
    }

    private boolean isInWindow(Grant grant) {
        return time - grant.time() < Share.WINDOW;
    }

    private void advance(Instant now) {
        long passed = seen.map(before -> Duration.between(before, now))
                .orElse(Duration.ZERO)
                .toNanos();
        time += Math.max(0, passed);
        seen = Optional.of(now);
        forget();
    }

    /** The latest grant is kept however old it is: it tells which kind of call is next. */
    private void forget() {
        while (grants.size() > 1 && !isInWindow(grants.getFirst())) {
            submissions -= grants.removeFirst().lane() == Lane.SUBMISSION ? 1 : 0;
        }
    }
}
