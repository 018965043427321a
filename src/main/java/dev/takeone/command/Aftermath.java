package dev.takeone.command;

import dev.takeone.logs.OneLine;
import dev.takeone.orders.Order;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What comes of an order that is written, as far as the topics tell: it is said, and told whether it is seen to be obeyed. */
final class Aftermath {
    /** By which every worker has read an order, 2 s, and what it had begun by then is told of. */
    private static final Duration HEARD = Duration.ofSeconds(3);

    /** A backlog of 20,000 is taken back in less. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PrintStream out;
    private final PrintStream err;
    private final InstantSource clock;
    private final String group;
    private final Desk desk;
    private final Place place;

    /**
     * Where the order lies.
     *
     * @param offset in the topic of orders
     * @param at when it was about to be written
     */
    record Place(long offset, Instant at) {}

    Aftermath(PrintStream out, PrintStream err, InstantSource clock, String group, Desk desk, Place place) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.group = group;
        this.desk = desk;
        this.place = place;
    }

    /** Of the end of an order. */
    boolean ended() {
        return heard() && isObeyed(desk.next());
    }

    /**
     * Of a hold.
     *
     * @param touched the jobs that waited and are held by it
     */
    boolean held(Set<String> touched) {
        if (!heard()) {
            return false;
        }
        InHand picture = desk.next();
        long then = picture.stillWaiting(touched);
        Instant from = clock.instant();
        while (isBefore(from.plus(HEARD))) {
            picture = desk.next();
        }
        long begun = then - picture.stillWaiting(touched);
        out.println(picture.stillWaiting(touched) + " of the " + touched.size() + " requests wait; in the last "
                + HEARD.toSeconds() + " s " + begun + " were begun.");
        return begun == 0 && isObeyed(picture);
    }

    /**
     * Of a withdrawal.
     *
     * @param touched the jobs that waited and are taken back by it
     */
    boolean withdrawn(Order.Withdraw order, Set<String> touched) {
        if (!heard()) {
            return false;
        }
        InHand picture = desk.next();
        while ((picture.stillWaiting(touched) > 0 || desk.unread() > 0)
                && isBefore(place.at().plus(PATIENCE))) {
            picture = desk.next();
        }
        // The offsets that were committed say that they have ended; their events may not be read yet.
        picture = desk.rest();
        Set<String> ended = picture.withdrawn(order.name());
        long ofTouched = touched.stream().filter(ended::contains).count();
        long waiting = picture.stillWaiting(touched);
        long unread = desk.unread();
        out.println(ended.size() + " requests ended as failed, withdrawn, charged: no; " + ofTouched
                + " of them were in hand. " + (touched.size() - ofTouched - waiting)
                + " were begun or ended before, and go on.");
        if (waiting + unread > 0) {
            err.println(waiting + " still wait, and " + unread + " are still unread: the order stands, and takes them"
                    + " as they are read.");
            return false;
        }
        return isObeyed(picture);
    }

    /**
     * Waits until each worker has said that it obeys; who has ended meanwhile is waited for until nobody counts it any more.
     *
     * @return whether any runs
     */
    private boolean heard() {
        Instant last = place.at().plus(HEARD).plus(InHand.QUIET);
        InHand picture = desk.next();
        while (isBefore(place.at().plus(HEARD)) || (!isObeyed(picture) && isBefore(last))) {
            picture = desk.next();
        }
        int workers = picture.workers(clock.instant());
        if (workers == 0) {
            err.println("It is written and stands, but no worker of group " + group
                    + " has told of itself: it is obeyed when one starts.");
            return false;
        }
        List<String> behind = picture.behind(place.offset(), clock.instant());
        if (behind.isEmpty()) {
            out.println("It is written, and " + workers + " workers of group " + group + " run; each obeys it.");
        } else {
            err.println(OneLine.of("It is written and stands, but of the " + workers + " workers of group " + group
                    + " that run, these have not said that they obey it: " + String.join(", ", behind)
                    + ". Look at /q/health/well there."));
        }
        return true;
    }

    private boolean isObeyed(InHand picture) {
        Instant now = clock.instant();
        return picture.workers(now) > 0 && picture.behind(place.offset(), now).isEmpty();
    }

    private boolean isBefore(Instant then) {
        return clock.instant().isBefore(then);
    }
}
