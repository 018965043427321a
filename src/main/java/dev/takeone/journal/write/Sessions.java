package dev.takeone.journal.write;

import java.util.function.Supplier;

/** Makes the writer's producers, one after the other. */
public interface Sessions extends Supplier<Session> {

    /** Whether the broker answers otherwise, as far as is known. */
    default boolean brokerAnswers() {
        return true;
    }
}
