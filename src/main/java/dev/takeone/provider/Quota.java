package dev.takeone.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * This replica's part of the account's requests per minute, submissions and status checks together: the parts of the
 * partitions that it owns. In any 60 s no more calls than that are written, and evenly ({@link CallWindow}): all at once
 * would leave nothing for the rest of the minute, and nothing to whoever gets a partition meanwhile. Where the account has
 * fewer calls than partitions, these take {@link Turns}.
 *
 * <p>It runs on the time that it has seen pass: a clock that is set back stops it for no longer than that moment, and lets
 * no call out twice. A clock that jumps forward cannot be told from a pause. Owned by one thread; reads no clock.
 */
public final class Quota {
    private static final int KEPT_FOR_SUBMISSIONS = 10;

    private final int perMinute;
    private final UnaryOperator<Instant> timeOfDay;
    private final CallWindow window = new CallWindow();
    private Share share = Share.NONE;
    private Optional<Turns> turns = Optional.empty();
    private long lastTurn = Long.MIN_VALUE;
    private Optional<Instant> seen = Optional.empty();
    private long time;

    /**
     * A quota without a share yet.
     *
     * @param perMinute calls a minute of the whole account, at least 1
     * @param timeOfDay the time of day at a moment of the clock that the quota runs on: on it the replicas agree
     */
    public Quota(int perMinute, UnaryOperator<Instant> timeOfDay) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("requests per minute must be at least 1, not " + perMinute);
        }
        this.perMinute = perMinute;
        this.timeOfDay = timeOfDay;
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
        turns.ifPresent(each -> lastTurn = Math.max(lastTurn, each.number(timeOfDay.apply(now))));
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
     * Takes a POST's place, if there is one; to be told of by {@link #written} or {@link #release}.
     *
     * @param part of a minute's calls that submissions may take, above 0 and at most 1
     */
    public Optional<Place> trySubmit(Instant now, double part) {
        advance(now);
        boolean tooMany = turns.isEmpty() && window.submissions(time) >= Math.max(1, part * share.at(time));
        return tooMany ? Optional.empty() : take(Lane.SUBMISSION, false, now);
    }

    /**
     * Takes a status check's place, if there is one; to be told of likewise.
     *
     * @param submissionsWaiting whether a submission would use the tenth of all calls that is kept for submissions
     */
    public Optional<Place> tryCheck(Instant now, boolean submissionsWaiting) {
        return take(Lane.CHECK, submissionsWaiting, now);
    }

    /** The call of this place is written now, or was a moment ago. The first time counts. */
    public void written(Place place, Instant now) {
        advance(now);
        window.written(place, time);
    }

    /** The call of this place was never written. Without meaning for one that was. */
    public void release(Place place) {
        window.release(place);
    }

    /** Calls of the last 60 s, and those about to be written. */
    public int used(Instant now) {
        advance(now);
        return window.used(time);
    }

    /** Calls a minute that this replica may make now; a fraction while its share grows, or where partitions take turns. */
    public double available(Instant now) {
        advance(now);
        return turns.map(each -> (double) perMinute * each.owned().size() / each.total())
                .orElse(share.at(time));
    }

    private Optional<Place> take(Lane lane, boolean yields, Instant now) {
        advance(now);
        boolean fits = !(yields && window.submissionsBehind(KEPT_FOR_SUBMISSIONS, time))
                && turns.map(each -> takesTurn(each, now))
                        .orElseGet(() -> window.hasRoom(share.wholeCalls(time), share.target(), time));
        return fits ? Optional.of(window.take(lane, turns.isPresent() ? perMinute : share.target())) : Optional.empty();
    }

    private boolean takesTurn(Turns each, Instant now) {
        OptionalLong turn = each.at(timeOfDay.apply(now));
        boolean fits = turn.isPresent() && turn.getAsLong() > lastTurn;
        if (fits) {
            lastTurn = turn.getAsLong();
        }
        return fits;
    }

    private void advance(Instant now) {
        long passed = seen.map(before -> Duration.between(before, now))
                .orElse(Duration.ZERO)
                .toNanos();
        time += Math.max(0, passed);
        seen = Optional.of(now);
    }
}
