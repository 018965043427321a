package dev.takeone.simulator;

/** What the simulator makes of {@code Idempotency-Key}; which of these the provider does is not known for sure. */
public enum KeyPolicy {
    /** A repeat is recognised by its key alone. */
    HONOUR,
    /** A repeat is recognised only where it carries the version header too, as the provider's own client does. */
    HONOUR_WITH_VERSION_HEADER,
    /** Keys mean nothing: every accepted POST is charged. */
    IGNORE
}
