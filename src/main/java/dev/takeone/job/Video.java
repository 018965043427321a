package dev.takeone.job;

import java.time.Instant;
import java.util.Optional;

/**
 * One finished video.
 *
 * @param url where it can be fetched, absolute
 * @param expiresAt until when, where the provider tells
 */
public record Video(String url, Optional<Instant> expiresAt) {}
