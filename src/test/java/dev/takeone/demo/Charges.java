package dev.takeone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the simulator's ledger says.
 *
 * @param made charges, refunded ones too
 * @param refunded charges given back
 * @param replays submissions that were recognised by their idempotency key, and not charged again
 * @param doubled requests that were charged more than once
 * @param calls those of its calls at the end of a task that were answered 2xx
 */
record Charges(long made, long refunded, long replays, int doubled, long calls) {
    static final Charges NONE = new Charges(0, 0, 0, 0, 0);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the simulator's answer to {@code GET /sim/ledger}. */
    static Charges of(String ledger) {
        try {
            JsonNode json = JSON.readTree(ledger);
            return new Charges(
                    json.required("charges").asLong(),
                    json.required("refunds").asLong(),
                    json.required("replays").asLong(),
                    json.required("double_charges").size(),
                    json.required("callbacks_taken").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a ledger: " + ledger, e);
        }
    }
}
