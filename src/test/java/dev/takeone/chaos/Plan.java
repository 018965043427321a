package dev.takeone.chaos;

import java.util.OptionalInt;

/**
 * What a campaign is to be; the same plan makes the same requests and the same attacks.
 *
 * @param seed of all that is drawn
 * @param ceiling US dollars in any hour, until the last attack is over; then it is raised
 */
record Plan(long seed, InDoubt policy, Pace pace, OptionalInt ceiling) {
    /** Without a ceiling. */
    Plan(long seed, InDoubt policy, Pace pace) {
        this(seed, policy, pace, OptionalInt.empty());
    }
}
