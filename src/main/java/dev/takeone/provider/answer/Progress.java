package dev.takeone.provider.answer;

/** How far a call has come. */
public enum Progress {
    /** No byte of the request has been written. */
    BEFORE_WRITE,
    /** This side decided not to write it, and closed the connection. */
    WITHHELD,
    /** Some of it may have been written. */
    WRITTEN
}
