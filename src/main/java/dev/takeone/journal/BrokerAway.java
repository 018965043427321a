package dev.takeone.journal;

import java.time.Instant;

/**
 * The broker has no answer.
 *
 * @param since when it was first asked in vain
 * @param why what the client says of the last try
 */
public record BrokerAway(Instant since, String why) {}
