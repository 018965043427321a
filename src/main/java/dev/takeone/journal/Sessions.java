package dev.takeone.journal;

import java.util.function.Supplier;

/** Makes the writer's producers, one after the other. */
interface Sessions extends Supplier<Session> {

    /**
     * The next producers have another transactional id. A transaction that was aborted is over for its id only when every
     * partition in it has been told, so that one partition without a leader holds up the id, and with it all others.
     */
    default void rename() {}

    /** Whether the broker answers otherwise, as far as is known. */
    default boolean brokerAnswers() {
        return true;
    }
}
