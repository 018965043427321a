package dev.takeone.outage;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one thing outside that may be away. May be used by any thread.
 *
 * <p>In one outage each kind of error is news once, however the kinds take turns and whatever figures their texts carry (a
 * client that was refused times out at the next try and is refused again; a record expires after 5,003 ms, then after
 * 5,012 ms): who tries each second must not tell each second.
 */
public final class OutageWatch {
    private final Set<String> told = new HashSet<>();
    private volatile Optional<Outage> current = Optional.empty();

    /** A watch on something that can be used as far as is known. */
    public OutageWatch() {}

    /** A watch on something that could not be used yet, which nobody has to be told. */
    public OutageWatch(Outage begun) {
        current = Optional.of(begun);
    }

    /** The outage of now; empty while there is none. */
    public Optional<Outage> current() {
        return current;
    }

    /**
     * It could not be used just now.
     *
     * @return whether this is news, that is to say a kind of error that this outage did not have yet
     */
    public synchronized boolean failed(Throwable error, Instant now) {
        Instant since = current.map(Outage::since).orElse(now);
        current = Optional.of(new Outage(since, Outage.said(error)));
        return told.add(error.getClass().getName());
    }

    /** It could be used just now. */
    public synchronized void over() {
        if (current.isPresent()) {
            current = Optional.empty();
            told.clear();
        }
    }
}
