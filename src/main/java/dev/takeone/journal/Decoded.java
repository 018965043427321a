package dev.takeone.journal;

/** What a record of the jobs topic turned out to be. */
sealed interface Decoded {

    /** A job's row. */
    record JobRow(Row row) implements Decoded {}

    /** The partition's word on itself. */
    record HeadRow(Head head) implements Decoded {}

    /** Written by a release that this one does not know. */
    record UnknownVersion(long version) implements Decoded {}

    /** Not what this release writes; {@code why} names a field, never a value. */
    record Unreadable(String why) implements Decoded {}
}
