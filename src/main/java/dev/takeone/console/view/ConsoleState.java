package dev.takeone.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The picture that pages are made from. Safe for any number of threads; nothing here waits for a broker but {@link #job}: for
 * the event of an ended one and, where they are shown, for a prompt, each for two seconds at most from when its turn has come.
 */
public interface ConsoleState {

    /** How far it is with its reading. */
    Reading reading();

    /** The page Now. */
    Overview overview(Instant now);

    /**
     * The jobs that a filter finds.
     *
     * @param from where the page lies; empty for the newest
     * @param size the most lines of a page, 1 to 500
     */
    JobPage jobs(Filter filter, Optional<PageKey> from, int size, Instant now);

    /** One job, by its job id; empty where it is not known, or was forgotten a day after its ending. */
    Optional<JobView> job(String jobId, Instant now);

    /** Texts for the whole filter box that go on from what was typed, the likeliest first; at most ten. */
    List<String> suggest(String typed);

    /** Grows with everything that a page could show. */
    long changes();

    /**
     * Asks to be told of changes: {@code heard} is called on a thread of the console's, at most four times a second, must
     * return at once and may not throw. Close what is returned to hear no more.
     */
    Subscription listen(Runnable heard);

    /** A listener's place; closing it twice does nothing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
