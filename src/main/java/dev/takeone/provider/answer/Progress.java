package dev.takeone.provider.answer;

/** How far a call has come. */
public enum Progress {
    /** No byte of the request has been written. */
    BEFORE_WRITE,
    /** No byte either, and for this side's own sake: it decided not to write it, or had no connection left. */
    WITHHELD,
    /** Some of it may have been written. */
    WRITTEN
}
