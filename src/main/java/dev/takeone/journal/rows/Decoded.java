package dev.takeone.journal.rows;

import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;

/** What a record of the jobs topic turned out to be. */
public sealed interface Decoded {

    /** The row of a job that has not ended. */
    record Live(Row row) implements Decoded {}

    /** The row of a job that has ended; no more of it is read than is remembered. */
    record EndedRow(Sequence sequence, Restored.EndedJob job) implements Decoded {}

    /** A record without a value: the job is to be forgotten. */
    record NoRow() implements Decoded {}

    /** The partition's word on itself. */
    record HeadRow(Head head) implements Decoded {}

    /** Written by a release that this one does not know. */
    record UnknownVersion(long version) implements Decoded {}

    /** Not what this release writes; {@code why} names a field, never a value. */
    record Unreadable(String why) implements Decoded {}
}
