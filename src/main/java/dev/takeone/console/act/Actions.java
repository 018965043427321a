package dev.takeone.console.act;

import java.time.Instant;
import java.util.List;

/**
 * What a person may do. First {@link #preview}, which changes nothing and says what would come of it; then {@link #perform}
 * with the preview's own action. A preview looks through all that is known; to perform may wait for the broker, half a minute at
 * most where very many are sent again. Neither is for an event loop.
 */
public interface Actions {

    /** What would come of it. */
    Preview preview(Action action, Instant now);

    /**
     * Does it, and writes a line into the audit log, also where it could not be done.
     *
     * @param action the one of a preview: what a filter finds is taken as of then, so that nobody acts on more than was shown
     * @param by the user's name, as it stands in orders and in the audit log
     */
    Outcome perform(Action action, String by, Instant now);

    /** The last lines of the audit log, the newest first, at most 200, since this console began. */
    List<AuditLine> audit();
}
