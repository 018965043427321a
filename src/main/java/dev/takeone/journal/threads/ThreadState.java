package dev.takeone.journal.threads;

import java.time.Duration;
import java.util.Optional;

/**
 * A thread of the journal's own, as others see it.
 *
 * @param name what it is called in logs and thread dumps
 * @param quiet for how long it has not moved; zero where it is not there, since it is not needed
 * @param fallen the error that has ended it, where one has
 */
public record ThreadState(String name, Duration quiet, Optional<String> fallen) {}
