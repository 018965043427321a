package dev.takeone.worker;

import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The identities that a partition has seen, until their retention after the ending is over. A later record with one of
 * them is a repeat or a conflict.
 *
 * <p>Requests that were never sent cost nothing, so that any number may come: of them the earliest can be forgotten.
 */
final class KnownIdentities {
    private final Map<Identity, Known> byIdentity = new HashMap<>();
    private final SequencedMap<Identity, Known> unsent = new LinkedHashMap<>();

    /**
     * @param contentHash what was asked under the identity
     * @param forgetAt when it may be forgotten; {@link Instant#MAX} while the job lives
     */
    record Known(String contentHash, Instant forgetAt) {}

    Optional<Known> find(Identity identity, Instant now) {
        return remembered(byIdentity, identity, now).or(() -> remembered(unsent, identity, now));
    }

    private static Optional<Known> remembered(Map<Identity, Known> known, Identity identity, Instant now) {
        return Optional.ofNullable(known.get(identity)).filter(each -> each.forgetAt.isAfter(now));
    }

    void live(Job job) {
        unsent.remove(job.identity());
        byIdentity.put(job.identity(), new Known(job.contentHash(), Instant.MAX));
    }

    void ended(Identity identity, String contentHash, Instant forgetAt) {
        byIdentity.put(identity, new Known(contentHash, forgetAt));
    }

    /** It ended as it began: nothing was sent for it. */
    void endedUnsent(Identity identity, String contentHash, Instant forgetAt) {
        unsent.putLast(identity, new Known(contentHash, forgetAt));
    }

    /** How many were never sent. */
    int unsent() {
        return unsent.size();
    }

    /** Forgets the earliest that was never sent. */
    void forgetUnsent() {
        unsent.pollFirstEntry();
    }

    void forget(Instant now) {
        byIdentity.values().removeIf(known -> !known.forgetAt.isAfter(now));
        unsent.values().removeIf(known -> !known.forgetAt.isAfter(now));
    }
}
