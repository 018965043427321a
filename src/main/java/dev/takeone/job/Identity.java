package dev.takeone.job;

/**
 * What makes two records the same request: the tuple (kind, source, id).
 *
 * @param kind where the identity was found; equal texts of different kinds are different identities
 * @param source the CloudEvents {@code source}; empty for the other kinds, which have none
 * @param id the request id that every event of the request carries
 */
public record Identity(Kind kind, String source, String id) {

    /** Where an identity was found, in the order in which a record is searched for one. */
    public enum Kind {
        /** CloudEvents {@code source} and {@code id}, binary or structured. */
        CLOUD_EVENT,
        /** The header {@code request-id}. */
        REQUEST_ID,
        /** The record's own coordinates: no two records share them. */
        COORDINATES
    }

    /** The identity of a record that brings none, or whose own may not be used. */
    public static Identity of(Origin origin) {
        return new Identity(Kind.COORDINATES, "", origin.coordinates());
    }
}
