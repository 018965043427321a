package dev.takeone.request;

import dev.takeone.job.Origin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A record of the requests topic, free of Kafka's types. It borrows the arrays that it is given: nobody may change them
 * while it is read.
 *
 * @param origin where it was read
 * @param key the key's bytes; empty where the record has none, which differs from a key of no bytes
 * @param headers in the record's order; a name may repeat
 * @param value the value's bytes; empty for a tombstone
 * @param leaderEpoch how often its partition had changed its leader when it was appended; empty where the broker does not
 *     tell, or there is none
 */
public record RequestRecord(
        Origin origin, Optional<byte[]> key, List<Header> headers, Optional<byte[]> value, OptionalInt leaderEpoch) {

    public RequestRecord {
        headers = List.copyOf(headers);
    }

    /** One of which nobody tells the leader's epoch. */
    public RequestRecord(Origin origin, Optional<byte[]> key, List<Header> headers, Optional<byte[]> value) {
        this(origin, key, headers, value, OptionalInt.empty());
    }

    /**
     * One header.
     *
     * @param name compared with exact letter case, as Kafka does
     * @param value the bytes; empty where the header has none
     */
    public record Header(String name, Optional<byte[]> value) {
        /** Tells nothing: a sender may put anything into a header. */
        @Override
        public String toString() {
            return "Header";
        }
    }

    /** The bytes of its key, its headers and its value. */
    public int bytes() {
        int sum = length(key) + length(value);
        for (Header header : headers) {
            sum += header.name().length() + length(header.value());
        }
        return sum;
    }

    private static int length(Optional<byte[]> bytes) {
        return bytes.map(each -> each.length).orElse(0);
    }

    /** The requests topic's partition, from 0. */
    public int partition() {
        return origin.partition();
    }

    /** From 0. */
    public long offset() {
        return origin.offset();
    }

    /** Names the record without repeating what the sender wrote. */
    @Override
    public String toString() {
        return "RequestRecord[" + origin.coordinates() + "]";
    }
}
