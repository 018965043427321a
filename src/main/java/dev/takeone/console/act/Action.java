package dev.takeone.console.act;

import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Overview;
import java.time.Instant;
import java.util.Optional;

/** Something that a person may do. */
public sealed interface Action {

    /**
     * Nobody buys, or not for this group or model.
     *
     * @param group empty for all
     * @param model empty for all
     * @param reason the person's words; may be empty
     */
    record Hold(Optional<String> group, Optional<String> model, String reason) implements Action {}

    /**
     * An order ends: a hold goes on, a withdrawal takes no more.
     *
     * @param order its name
     * @param meant which of those that were ever given under the name, by what is known of it; empty for the one that stands
     */
    record Resume(String order, Optional<Overview.OrderLine> meant) implements Action {}

    /**
     * What waits and was not sent ends without being bought.
     *
     * @param reason the person's words; may be empty
     */
    record Withdraw(Target target, String reason) implements Action {}

    /** Failed requests are sent again, each under a new identity that names its old one: they are bought anew. */
    record SendAgain(Target target) implements Action {}

    /** Which jobs. */
    sealed interface Target {

        /** One, by its job id. */
        record One(String jobId) implements Target {}

        /**
         * All that the filter finds and to which it can be done.
         *
         * @param asOf nothing that came later is meant: the time of the preview, or {@link Instant#MAX} before it
         */
        record Found(Filter filter, Instant asOf) implements Target {}
    }
}
