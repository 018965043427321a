package dev.takeone.console.read;

import dev.takeone.outage.Outage;
import org.apache.kafka.common.errors.AuthorizationException;

/** How the broker's refusals are told to people. */
public final class Refusal {
    private Refusal() {}

    /** The error in its own words, and how it is mended where a right is missing. */
    public static String said(Throwable error) {
        return error instanceof AuthorizationException ? denied(error) : Outage.said(error);
    }

    private static String denied(Throwable error) {
        return error.getMessage() + " Give the console's user the rights that src/docs/reference.md#rights lists.";
    }
}
