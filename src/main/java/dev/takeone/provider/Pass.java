package dev.takeone.provider;

/**
 * The leave for one call. Its answer is brought back together with it, so that the gate can tell an answer of now from
 * one to a call that began before it was held or opened.
 *
 * @param lane what the call was
 * @param everything the turn of the barrier before all calls
 * @param submissions the turn of the barrier before submissions
 */
public record Pass(Lane lane, long everything, long submissions) {}
