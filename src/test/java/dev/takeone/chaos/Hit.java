package dev.takeone.chaos;

import java.time.Instant;
import java.util.Set;

/**
 * An attack that has been carried out.
 *
 * @param at for a kill, when the process had ended; for the others, when the signal had been sent
 * @param worker its number
 * @param partitions those that it had been given
 */
record Hit(Instant at, Attack.Kind kind, int worker, Set<Integer> partitions) {
    Hit {
        partitions = Set.copyOf(partitions);
    }
}
