package dev.takeone.provider;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The calls of the last minute, and the pace of the next: whoever deals out how many there may be.
 *
 * <p>What counts is when a call is written, which comes after its grant: a transaction, a connection or a pause may lie
 * between. So a call has its place from its grant until a minute after it was written: whatever comes between, no minute
 * sees more of them written than there are places. And a call that is not written yet is counted as one of the very next:
 * however many are held up together, what then goes at once is no more than may run ahead.
 *
 * <p>Times are nanoseconds of a clock that never goes back. Owned by one thread.
 */
final class CallWindow {
    /** A minute, and a second for what makes one call slower than another on its way to the provider. */
    static final long LENGTH = 61_000_000_000L;

    /** How far ahead of an even pace calls may run: some two seconds' worth of them, for bursts and slow transactions. */
    static final long AHEAD = LENGTH / 30;

    private final Set<Place> unwritten = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Written> written = new ArrayDeque<>();
    private int submissions;

    /** When the next call would be written at an even pace. */
    private long pace;

    private record Written(Lane lane, long time) {}

    /** Whether there is a place for one more call. */
    boolean hasRoom(int most, double perMinute, long time) {
        long step = step(perMinute);
        long next = Math.max(0, pace - time) + unwritten.size() * step;
        return used(time) < most && next <= Math.max(0, AHEAD - step);
    }

    /** Takes a place, without a look at the room. */
    Place take(Lane lane, double perMinute) {
        Place place = new Place(lane, step(perMinute));
        unwritten.add(place);
        submissions += lane == Lane.SUBMISSION ? 1 : 0;
        return place;
    }

    /** The call is being written, or has been; the first word of it counts. */
    void written(Place place, long time) {
        if (unwritten.remove(place)) {
            written.addLast(new Written(place.lane(), time));
            pace = Math.max(pace, time) + place.step();
        }
    }

    /** The call was not written, and never will be. Without meaning for one that was. */
    void release(Place place) {
        if (unwritten.remove(place)) {
            submissions -= place.lane() == Lane.SUBMISSION ? 1 : 0;
        }
    }

    /** Calls of the last minute, and those about to be written. */
    int used(long time) {
        forget(time);
        return calls() == 1 && unwritten.isEmpty() && !isInWindow(written.getFirst(), time) ? 0 : calls();
    }

    /** Of them, the submissions. */
    int submissions(long time) {
        return used(time) == 0 ? 0 : submissions;
    }

    /** Whether less than one in {@code parts} of the calls of late was a submission; of few calls, less than one. */
    boolean submissionsBehind(int parts, long time) {
        forget(time);
        return submissions * parts < calls();
    }

    private int calls() {
        return unwritten.size() + written.size();
    }

    /** The latest call is kept however old it is: it tells which kind of call is next. */
    private void forget(long time) {
        while (calls() > 1 && !written.isEmpty() && !isInWindow(written.getFirst(), time)) {
            submissions -= written.removeFirst().lane() == Lane.SUBMISSION ? 1 : 0;
        }
    }

    private static boolean isInWindow(Written call, long time) {
        return time - call.time() < LENGTH;
    }

    private static long step(double perMinute) {
        return (long) (LENGTH / perMinute);
    }
}
