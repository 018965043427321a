package dev.takeone.chaos;

import java.time.Instant;
import java.util.Optional;

/**
 * A charge of the provider's ledger.
 *
 * @param requestId for whom
 * @param refunded when it is given back; may lie ahead
 */
record Paid(String requestId, Instant at, Optional<Instant> refunded) {}
