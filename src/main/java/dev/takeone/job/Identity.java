package dev.takeone.job;

/**
 * What makes two records the same request: the tuple (kind, source, id).
 *
 * @param kind where the identity was found; equal texts of different kinds are different identities
 * @param source the CloudEvents {@code source}; for coordinates, whose offsets they are: of two topics that had the same
 *     name one after the other, each has its own record there; empty for the other kind, which has none
 * @param id the request id that every event of the request carries
 */
public record Identity(Kind kind, String source, String id) {

    /** Where an identity was found, in the order in which a record is searched for one. */
    public enum Kind {
        /** CloudEvents {@code source} and {@code id}, binary or structured. */
        CLOUD_EVENT,
        /** The header {@code request-id}. */
        REQUEST_ID,
        /** The record's own coordinates: no two records of one life of a topic share them. */
        COORDINATES
    }

    /**
     * The identity of a record that brings none, or whose own may not be used.
     *
     * @param topicLife tells the topic from others that had its name before, or will
     */
    public static Identity of(Origin origin, String topicLife) {
        return new Identity(Kind.COORDINATES, topicLife, origin.coordinates());
    }
}
