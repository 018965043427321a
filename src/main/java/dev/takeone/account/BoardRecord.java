package dev.takeone.account;

/** A record of the board, as read. */
public sealed interface BoardRecord permits BoardRow, Office, Dealing, BoardRecord.Removed, BoardRecord.Unreadable {

    /** The row of this life is no more. */
    record Removed(String key) implements BoardRecord {}

    /**
     * It is ignored.
     *
     * @param key as far as it is text
     */
    record Unreadable(String key, String why) implements BoardRecord {}
}
