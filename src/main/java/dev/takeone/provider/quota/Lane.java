package dev.takeone.provider.quota;

/** The two kinds of call, which the gate can hold apart. */
public enum Lane {
    /** The paid POST. */
    SUBMISSION,
    /** A status check. */
    CHECK
}
