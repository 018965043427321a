package dev.takeone.worker;

import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The identities that a partition has seen, until their retention after the ending is over. A later record with one of
 * them is a repeat or a conflict.
 */
final class KnownIdentities {
    private final Map<Identity, Known> byIdentity = new HashMap<>();

    /**
     * @param contentHash what was asked under the identity
     * @param forgetAt when it may be forgotten; {@link Instant#MAX} while the job lives
     */
    record Known(String contentHash, Instant forgetAt) {}

    Optional<Known> find(Identity identity, Instant now) {
        return Optional.ofNullable(byIdentity.get(identity)).filter(known -> known.forgetAt.isAfter(now));
    }

    void live(Job job) {
        byIdentity.put(job.identity(), new Known(job.contentHash(), Instant.MAX));
    }

    void ended(Identity identity, String contentHash, Instant forgetAt) {
        byIdentity.put(identity, new Known(contentHash, forgetAt));
    }

    void forget(Instant now) {
        byIdentity.values().removeIf(known -> !known.forgetAt.isAfter(now));
    }
}
