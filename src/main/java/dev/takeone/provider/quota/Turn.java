package dev.takeone.provider.quota;

/** A time between two changes of a barrier, equal to itself only. */
public final class Turn {
    /** Of every barrier that has never changed, and of one that is not there yet. */
    static final Turn FIRST = new Turn();

    Turn() {}
}
