package dev.takeone.job;

import dev.takeone.job.FailureReason.Charged;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What an ending without a video cost.
 *
 * @param charged whether it cost money
 * @param cost the provider's number, US dollars, not below zero; empty where it named none
 */
public record Charge(Charged charged, Optional<BigDecimal> cost) {

    /** What an ending for {@code reason} costs of itself. */
    public static Charge of(FailureReason reason) {
        return new Charge(reason.charged(), Optional.empty());
    }

    /** The same, where the answer that ended the task may have named a cost. */
    static Charge of(FailureReason reason, Optional<BigDecimal> cost) {
        return new Charge(cost.flatMap(named -> charged(reason, named)).orElse(reason.charged()), cost);
    }

    /** Of two tasks of one job: what is unknown of one is unknown of both. */
    Charge plus(Charge other) {
        Charged least = promise() <= other.promise() ? charged : other.charged;
        return new Charge(least, sum(cost, other.cost));
    }

    static Optional<BigDecimal> sum(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.map(cost -> other.map(cost::add).orElse(cost)).or(() -> other);
    }

    /** What a cost that is named says of an ending; empty where it settles nothing. */
    private static Optional<Charged> charged(FailureReason reason, BigDecimal cost) {
        boolean free = cost.signum() == 0;
        return switch (reason) {
            case GENERATION_FAILED, NO_OUTPUT -> free ? Optional.empty() : Optional.of(Charged.YES);
            case CANCELLED -> Optional.of(free ? Charged.NO : Charged.YES);
            case INVALID_REQUEST,
                    CONFLICTING_DUPLICATE,
                    TOO_EXPENSIVE,
                    WITHDRAWN,
                    REJECTED,
                    TASK_NOT_FOUND,
                    DEADLINE_EXCEEDED,
                    SUBMISSION_IN_DOUBT,
                    RETRIES_EXHAUSTED -> Optional.empty();
        };
    }

    /** How much it promises: least where nobody knows. */
    int promise() {
        return switch (charged) {
            case UNKNOWN -> 0;
            case YES -> 1;
            case NO -> 2;
        };
    }
}
