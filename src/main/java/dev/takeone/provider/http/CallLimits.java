package dev.takeone.provider.http;

import java.time.Duration;

/**
 * How much of the network the provider's calls may use.
 *
 * @param maxPosts POSTs open at once, and connections for them; one more ends as not sent
 * @param maxChecks status checks open at once, and connections for them; one more ends as unreadable
 * @param connectTimeout for the connection, and again for the TLS handshake
 * @param postTimeout for a POST as a whole, from the call to the last byte of the answer
 * @param checkTimeout for a status check as a whole
 */
public record CallLimits(
        int maxPosts, int maxChecks, Duration connectTimeout, Duration postTimeout, Duration checkTimeout) {}
