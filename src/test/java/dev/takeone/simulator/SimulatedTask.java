package dev.takeone.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One generation: what it is at any instant follows from these values alone.
 *
 * @param created when it was accepted
 * @param duration how long it takes; the first tenth of it is spent waiting
 * @param samples how many videos it makes
 * @param traits how it departs from the ordinary
 */
record SimulatedTask(
        String id, String model, Instant created, Duration duration, int samples, Map<Fault.Trait, Integer> traits) {

    private static final BigDecimal PER_SAMPLE = new BigDecimal("0.1");

    /** The documented statuses, in the order of time. */
    enum Status {
        PENDING("pending", "queued"),
        PROCESSING("processing", "in_progress"),
        COMPLETED("completed", "succeeded"),
        FAILED("failed", "failure"),
        CANCELLED("cancelled", "canceled");

        private final String word;
        private final String otherWord;

        Status(String word, String otherWord) {
            this.word = word;
            this.otherWord = otherWord;
        }
    }

    /** Whether it is {@code trait}. */
    boolean is(Fault.Trait trait) {
        return traits.containsKey(trait);
    }

    /** When it ends; empty where it never does. */
    Optional<Instant> ends() {
        boolean stays = is(Fault.Trait.NEVER_ENDS) || is(Fault.Trait.DONE_AT_CHECK);
        return stays ? Optional.empty() : Optional.of(created.plus(duration));
    }

    /** What its check of this number, from 1, finds at {@code now}: the task itself, or the one that it becomes. */
    SimulatedTask checked(int number, Instant now) {
        Integer last = traits.get(Fault.Trait.DONE_AT_CHECK);
        if (last == null || number < last) {
            return this;
        }
        Map<Fault.Trait, Integer> others = new EnumMap<>(Fault.Trait.class);
        others.putAll(traits);
        others.remove(Fault.Trait.DONE_AT_CHECK);
        return new SimulatedTask(id, model, created, Duration.between(created, now), samples, Map.copyOf(others));
    }

    /** What is named as its cost when it has ended, US dollars: nothing where it failed for nothing; empty where none is. */
    Optional<BigDecimal> named() {
        return switch (ending()) {
            case COMPLETED -> Optional.of(cost());
            case FAILED -> Optional.of(is(Fault.Trait.FAILS_CHARGED) ? cost() : BigDecimal.ZERO);
            case PENDING, PROCESSING, CANCELLED -> Optional.empty();
        };
    }

    /** What it costs, US dollars, where its charge stays. */
    BigDecimal cost() {
        return PER_SAMPLE.multiply(BigDecimal.valueOf(samples));
    }

    /** When its charge is given back: when it fails without a cost. Empty where that will not be. */
    Optional<Instant> refunded() {
        return ending() == Status.FAILED && !is(Fault.Trait.FAILS_CHARGED) ? ends() : Optional.empty();
    }

    /** Its status at {@code now}. */
    Status at(Instant now) {
        if (ends().filter(end -> !end.isAfter(now)).isPresent()) {
            return ending();
        }
        return now.isBefore(created.plus(duration.dividedBy(10))) ? Status.PENDING : Status.PROCESSING;
    }

    /** The word for {@code status} in this task's vocabulary. */
    String word(Status status) {
        return is(Fault.Trait.OTHER_WORDS) ? status.otherWord : status.word;
    }

    /** 0 to 100; 100 only when completed. */
    int progress(Instant now) {
        return switch (at(now)) {
            case PENDING -> 0;
            case PROCESSING, FAILED, CANCELLED ->
                (int) Math.min(99, Duration.between(created, now).toMillis() * 100 / Math.max(1, duration.toMillis()));
            case COMPLETED -> 100;
        };
    }

    private Status ending() {
        if (is(Fault.Trait.FAILS) || is(Fault.Trait.FAILS_CHARGED)) {
            return Status.FAILED;
        }
        return is(Fault.Trait.CANCELLED) ? Status.CANCELLED : Status.COMPLETED;
    }
}
