package dev.takeone.chaos;

/**
 * What a campaign is to be; the same plan makes the same requests and the same attacks.
 *
 * @param seed of all that is drawn
 */
record Plan(long seed, InDoubt policy, Pace pace) {}
