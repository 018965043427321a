package dev.takeone.ops;

import dev.takeone.worker.Intake;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An intake that says what a test wants. */
final class FakeIntake implements Intake {
    final Map<Integer, String> unreadable = new HashMap<>();
    Optional<String> hindrance = Optional.empty();

    @Override
    public Map<Integer, String> unreadable() {
        return Map.copyOf(unreadable);
    }

    @Override
    public Optional<String> hindrance() {
        return hindrance;
    }

    @Override
    public Optional<Duration> sinceLastPoll() {
        return Optional.empty();
    }
}
