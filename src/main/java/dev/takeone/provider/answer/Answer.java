package dev.takeone.provider.answer;

import dev.takeone.job.Bytes;
import java.util.Optional;

/**
 * An HTTP answer, as far as its meaning depends on it; of one that was cut, what had arrived.
 *
 * @param status the HTTP status
 * @param retryAfter the header {@code Retry-After}, unread
 * @param location the header {@code Location}, unread
 * @param replayed whether {@code Idempotency-Replayed} says that the key was known
 * @param body the body, of whatever content type: the provider's own answers are recognised by their shape
 */
public record Answer(int status, Optional<String> retryAfter, Optional<String> location, boolean replayed, Bytes body) {

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
