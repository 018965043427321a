package dev.takeone.console.web;

import dev.takeone.job.Video;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A video on a page.
 *
 * @param link its address, where a browser may be sent by it
 * @param expiresAt when the address stops working, where that is known
 * @param left how long it works still; empty where it does not, or nobody knows
 */
record Film(String url, Optional<String> link, Optional<Instant> expiresAt, Optional<Duration> left) {
    static Film of(Video video, Instant now) {
        return new Film(
                video.url(),
                Words.link(video.url()),
                video.expiresAt(),
                video.expiresAt().map(end -> Duration.between(now, end)).filter(Duration::isPositive));
    }
}
