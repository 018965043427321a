package dev.takeone.provider.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The calls that this worker may make, submissions and status checks together: as many a minute as are leased to it,
 * evenly ({@link Pace}), so that what it has no more another may use at once.
 *
 * <p>What counts is when a call is written, which comes after its grant: a transaction, a connection or a pause may lie
 * between. So a call has its place from its grant on, and is counted as one of the very next until it is written.
 *
 * <p>It runs on the time that it has seen pass: a clock that is set back stops it for no longer than that moment, and lets
 * no call out twice. Owned by one thread; reads no clock.
 */
public final class Quota {
    private static final long RECOVERY = Duration.ofMinutes(1).toNanos();

    private static final long QUARTER = Duration.ofSeconds(15).toNanos();

    /** Beside one call: for bursts, and for ticks and transactions that come late. */
    private static final long AHEAD = Pace.MINUTE / 40;

    private final Pace calls = new Pace(1, AHEAD);
    /** One more: what submissions could not use while a check had the call they may use later. */
    private final Pace submissions = new Pace(2, AHEAD);

    private final CallCount count = new CallCount();
    private double leased;
    private double partOfSubmissions = 1;
    private double halvedFrom = 2;
    private long halvedAt;
    private Optional<Instant> seen = Optional.empty();
    private long time;

    /** From now on there are so many calls a minute; 0 for none. */
    public void lease(double perMinute, Instant now) {
        leased = perMinute;
        advance(now);
    }

    /** The account's limit was met, though this worker kept to its part: half of that for now, growing back in a minute. */
    public void throttled(Instant now) {
        advance(now);
        halvedFrom = part();
        halvedAt = time;
        advance(now);
    }

    /**
     * Takes a POST's place, if there is one; to be told of by {@link #written} or {@link #release}.
     *
     * @param part of the calls that submissions may take, above 0 and at most 1
     */
    public Optional<Place> trySubmit(Instant now, double part) {
        advance(now);
        partOfSubmissions = part;
        submissions.change(calls.perMinute() * part, time);
        boolean fits = submissions.hasRoom(count.unwritten(Lane.SUBMISSION), time) && hasRoom();
        return fits ? Optional.of(count.take(Lane.SUBMISSION)) : Optional.empty();
    }

    /**
     * Takes a status check's place, if there is one; to be told of likewise.
     *
     * @param kept the part of all calls that a submission waits to use, 0 to 1; 0 where none waits. It has to be less than what
     *     submissions may take
     */
    public Optional<Place> tryCheck(Instant now, double kept) {
        advance(now);
        boolean yields = count.submissionsAreBelow(kept, time);
        return !yields && hasRoom() ? Optional.of(count.take(Lane.CHECK)) : Optional.empty();
    }

    private boolean hasRoom() {
        return calls.hasRoom(count.unwritten(), time);
    }

    /** The call of this place is written now, or was a moment ago. The first time counts. */
    public void written(Place place, Instant now) {
        advance(now);
        if (count.written(place, time)) {
            calls.spend(time);
            if (place.lane() == Lane.SUBMISSION) {
                submissions.spend(time);
            }
        }
    }

    /** The call of this place was never written. Without meaning for one that was. */
    public void release(Place place) {
        count.release(place);
    }

    /** Calls of the last minute, and those about to be written. */
    public int used(Instant now) {
        advance(now);
        return count.used(time);
    }

    /** How many calls of a kind this worker makes a minute, as of the last quarter of one. */
    public double lately(Lane lane, Instant now) {
        advance(now);
        return 4.0 * count.lately(lane, QUARTER, time);
    }

    /** Calls a minute that this worker may make now; fewer than are leased while it is throttled. */
    public double available(Instant now) {
        advance(now);
        return calls.perMinute();
    }

    private void advance(Instant now) {
        long passed = seen.map(before -> Duration.between(before, now))
                .orElse(Duration.ZERO)
                .toNanos();
        time += Math.max(0, passed);
        seen = Optional.of(now);
        calls.change(leased * part(), time);
        submissions.change(leased * part() * partOfSubmissions, time);
    }

    private double part() {
        double half = halvedFrom / 2;
        return Math.min(1, half + (1 - half) * (time - halvedAt) / RECOVERY);
    }
}
