package dev.takeone.journal.clients;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Tells a record that is certainly not in its topic from one that may be there, though its producer has failed. */
public final class NeverWritten {
    private NeverWritten() {}

    /** Whether the broker has refused it. Of anything else, such as an answer that did not come, nobody knows. */
    public static boolean isCertain(Throwable trouble) {
        return trouble instanceof AuthorizationException
                || trouble instanceof RecordTooLargeException
                || trouble instanceof InvalidRecordException
                || trouble instanceof InvalidTimestampException
                || trouble instanceof PolicyViolationException;
    }
}
