package dev.takeone.simulator;

import java.util.Optional;

/**
 * One fault to show.
 *
 * @param times how many calls it is for, at least 1; {@link Fault#ALWAYS} for all
 * @param parameter what the fault's help says
 */
record Directive<F extends Fault>(F fault, int times, int parameter) {
    Directive {
        if (times < 1 || parameter < 0) {
            throw new IllegalArgumentException(fault.word() + " needs a number of times from 1 and a parameter from 0");
        }
    }

    /** What is left of it after one more call; empty where nothing is. */
    Optional<Directive<F>> used() {
        if (times == Fault.ALWAYS) {
            return Optional.of(this);
        }
        return times == 1 ? Optional.empty() : Optional.of(new Directive<>(fault, times - 1, parameter));
    }
}
