package dev.takeone.provider.quota;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Set;

/** The calls of the last minute, and those that are granted and not written yet. Times are nanoseconds. */
final class CallCount {
    private final Set<Place> unwritten = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Written> written = new ArrayDeque<>();
    private int submissionsUnwritten;
    private int submissionsWritten;

    private record Written(Lane lane, long time) {}

    Place take(Lane lane) {
        Place place = new Place(lane);
        unwritten.add(place);
        submissionsUnwritten += lane == Lane.SUBMISSION ? 1 : 0;
        return place;
    }

    /** Whether this is the first word of it. */
    boolean written(Place place, long time) {
        boolean first = release(place);
        if (first) {
            written.addLast(new Written(place.lane(), time));
            submissionsWritten += place.lane() == Lane.SUBMISSION ? 1 : 0;
        }
        return first;
    }

    /** Whether it was not written yet. */
    boolean release(Place place) {
        boolean first = unwritten.remove(place);
        submissionsUnwritten -= first && place.lane() == Lane.SUBMISSION ? 1 : 0;
        return first;
    }

    int unwritten() {
        return unwritten.size();
    }

    int unwritten(Lane lane) {
        return lane == Lane.SUBMISSION ? submissionsUnwritten : unwritten.size() - submissionsUnwritten;
    }

    int used(long time) {
        return used(Lane.SUBMISSION, time) + used(Lane.CHECK, time);
    }

    int used(Lane lane, long time) {
        forget(time);
        boolean over = !written.isEmpty() && isOver(written.getFirst(), time);
        int all = lane == Lane.SUBMISSION ? submissionsWritten : written.size() - submissionsWritten;
        return unwritten(lane) + all - (over && written.getFirst().lane() == lane ? 1 : 0);
    }

    /** Calls of a kind written in the last while, which is shorter than a minute. */
    int lately(Lane lane, long length, long time) {
        int lately = 0;
        for (Iterator<Written> each = written.descendingIterator(); each.hasNext(); ) {
            Written call = each.next();
            if (time - call.time() >= length) {
                return lately;
            }
            lately += call.lane() == lane ? 1 : 0;
        }
        return lately;
    }

    /** Whether submissions were less than that part, 0 to 1, of the calls of late; of few calls, less than one. */
    boolean submissionsAreBelow(double part, long time) {
        forget(time);
        return submissionsWritten + submissionsUnwritten < part * (written.size() + unwritten.size());
    }

    /** The latest call is kept however old it is: it tells which kind of call is next. */
    private void forget(long time) {
        while (written.size() > 1 && isOver(written.getFirst(), time)) {
            submissionsWritten -= written.removeFirst().lane() == Lane.SUBMISSION ? 1 : 0;
        }
    }

    private static boolean isOver(Written call, long time) {
        return time - call.time() >= Pace.MINUTE;
    }
}
