package dev.takeone.simulator;

import java.util.Optional;

/**
 * One POST as it came.
 *
 * @param authorization the header
 * @param contentType the header
 * @param key the idempotency key
 * @param versioned whether it carries the version header
 */
record Submission(
        Optional<String> authorization,
        Optional<String> contentType,
        Optional<String> key,
        boolean versioned,
        String body) {}
