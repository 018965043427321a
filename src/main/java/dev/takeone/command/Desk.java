package dev.takeone.command;

import java.util.Optional;

/** What a command that orders sees and does at the broker. Every method throws where Kafka is away. */
interface Desk extends AutoCloseable {
    /** Begins, and reads all that there is now. */
    InHand look();

    /** Reads what comes in the next moment. */
    InHand next();

    /** Reads on until nothing is left of what there is now. */
    InHand rest();

    /** Requests that were in the topic at the first look, and that no worker has read yet. */
    long unread();

    /**
     * Writes a record of the topic {@code commands}; returns when the broker has it.
     *
     * @param value empty to end the order
     * @return its offset
     */
    long write(byte[] key, Optional<byte[]> value);

    @Override
    void close();
}
