package dev.takeone.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One task at the provider.
 *
 * @param id the provider's name for it, opaque
 * @param dueAt when to ask next
 * @param askedFrom when it first was due since the last readable answer: from here on it is blind time
 * @param notFound the answers in a row that did not know the task
 * @param notFoundSince when the first of them came; without meaning while there is none
 * @param end how it ended, where it has
 */
public record Task(
        String id, Instant dueAt, Instant askedFrom, int notFound, Instant notFoundSince, Optional<End> end) {
    public Task {
        // Equal until the first check, and most tasks that are in memory wait for that.
        askedFrom = askedFrom.equals(dueAt) ? dueAt : askedFrom;
    }

    static Task started(String id, Instant firstCheckAt) {
        return new Task(id, firstCheckAt, firstCheckAt, 0, Instant.EPOCH, Optional.empty());
    }

    /** Whether nothing is left to ask. */
    public boolean over() {
        return end.isPresent();
    }

    Task running(Instant next) {
        return new Task(id, next, next, 0, Instant.EPOCH, Optional.empty());
    }

    Task unheard(Instant next) {
        return new Task(id, next, askedFrom, notFound, notFoundSince, Optional.empty());
    }

    Task missing(Instant now, Instant next) {
        return new Task(id, next, askedFrom, notFound + 1, notFound == 0 ? now : notFoundSince, Optional.empty());
    }

    Task ended(End how) {
        return new Task(id, dueAt, askedFrom, 0, Instant.EPOCH, Optional.of(how));
    }

    /** How one task ended. */
    public sealed interface End {

        /** With videos, at least one. */
        record Done(List<Video> videos, Optional<Duration> generation, Optional<BigDecimal> cost) implements End {
            public Done {
                videos = List.copyOf(videos);
            }
        }

        /** Without, for {@code reason}; {@code error} is the provider's word for it, where it gave one. */
        record Fruitless(FailureReason reason, Optional<ProviderError> error) implements End {}
    }
}
