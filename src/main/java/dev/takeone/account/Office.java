package dev.takeone.account;

/**
 * A worker takes office as dealer, or leaves it. Of all such records the newest in the log counts.
 *
 * @param id never the same for two
 * @param life who it is
 * @param vacant whether it leaves
 */
public record Office(String id, String life, boolean vacant) implements BoardRecord {}
