package dev.takeone.account;

import java.util.OptionalInt;

/**
 * What a worker says that it goes by: the last allotment that it has taken.
 *
 * @param dealing the number of the dealing
 * @param answers the number of its own row that was answered, which the lease runs from
 * @param calls a minute
 * @param tasks in flight; empty where the account has no limit
 */
public record Holding(long dealing, long answers, double calls, OptionalInt tasks) {}
