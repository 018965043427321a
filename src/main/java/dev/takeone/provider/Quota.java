package dev.takeone.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * This replica's part of the account's requests per minute: in any 60 s no more calls than its share, submissions and
 * status checks together. Where the share is below one call, one call in a stretched window of 60 s / share.
 *
 * <p>It runs on the time that it has seen pass: a clock that is set back stops it for no longer than that moment, and lets
 * no call out twice. A clock that jumps forward cannot be told from a pause. Owned by one thread; reads no clock.
 */
public final class Quota {
    private static final int KEPT_FOR_SUBMISSIONS = 10;

    private final int perMinute;
    private final Deque<Grant> grants = new ArrayDeque<>();
    private Share share = Share.NONE;
    private Optional<Instant> seen = Optional.empty();
    private long time;

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
     * This replica now owns so many of all partitions. What it loses is gone at once, what it gains grows over a minute.
     *
     * @param owned 0 to {@code total}
     * @param total at least 1
     */
    public void share(int owned, int total, Instant now) {
        if (total < 1 || owned < 0 || owned > total) {
            throw new IllegalArgumentException("no share for " + owned + " partitions of " + total);
        }
        advance(now);
        share = share.changed((double) perMinute * owned / total, time);
    }

    /** Takes a POST's place in the window, if there is one. */
    public boolean trySubmit(Instant now) {
        advance(now);
        return take(Lane.SUBMISSION, 0);
    }

    /**
     * Takes a status check's place in the window, if there is one.
     *
     * @param submissionsWaiting whether a submission would use the tenth that is kept for submissions
     */
    public boolean tryCheck(Instant now, boolean submissionsWaiting) {
        advance(now);
        return take(Lane.CHECK, submissionsWaiting ? keptForSubmissions() : 0);
    }

    /** The earliest time at which a call may be granted; empty where there is no share. */
    public Optional<Instant> nextAt(Instant now) {
        advance(now);
        long next = Math.min(nextInMinute(), nextInStretchedWindow());
        return next == Share.NEVER ? Optional.empty() : Optional.of(now.plus(Duration.ofNanos(next - time)));
    }

    /** Calls granted in the last 60 s. */
    public int used(Instant now) {
        advance(now);
        return used();
    }

    private boolean take(Lane lane, int kept) {
        int calls = share.wholeCalls(time);
        boolean fits = calls > 0 ? used() + kept < calls : kept == 0 && nextInStretchedWindow() <= time;
        if (fits) {
            grants.addLast(new Grant(lane, time));
        }
        return fits;
    }

    /** When one more call fits into the minute: by grants that leave the window, by growth, or by both. */
    private long nextInMinute() {
        int left = used();
        long best = share.reaches(left + 1, time);
        for (Grant oldest : grants) {
            long freeAt = oldest.time() + Share.WINDOW;
            if (left == 0 || freeAt >= best) {
                break;
            }
            left--;
            best = Math.min(best, Math.max(freeAt, share.reaches(left + 1, time)));
        }
        return best;
    }

    /** When the single call of a stretched window is due; never where the share is a whole call or more. */
    private long nextInStretchedWindow() {
        long growing = share.wholeCalls(time) == 0 ? afterLast(share.interval(time), time) : Share.NEVER;
        long grownAt = Math.max(time, share.grownAt());
        long grown = share.wholeCalls(grownAt) == 0 ? afterLast(share.interval(grownAt), grownAt) : Share.NEVER;
        return Math.min(growing, grown);
    }

    private long afterLast(long interval, long notBefore) {
        if (interval == Share.NEVER || grants.isEmpty()) {
            return interval == Share.NEVER ? Share.NEVER : notBefore;
        }
        return Math.max(notBefore, grants.getLast().time() + interval);
    }

    /**
     * Calls to leave free: a tenth, at least one, less what submissions have had of it. Where the window holds one call
     * only, the two kinds take turns.
     */
    private int keptForSubmissions() {
        int calls = share.wholeCalls(time);
        if (calls <= 1) {
            return !grants.isEmpty() && grants.getLast().lane() == Lane.CHECK ? 1 : 0;
        }
        int had = (int) grants.stream()
                .filter(grant -> grant.lane() == Lane.SUBMISSION && isInWindow(grant))
                .count();
        return Math.max(0, Math.max(1, calls / KEPT_FOR_SUBMISSIONS) - had);
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

    /** The latest grant is kept however old it is: a stretched window is measured from it. */
    private void forget() {
        while (grants.size() > 1 && !isInWindow(grants.getFirst())) {
            grants.removeFirst();
        }
    }
}
