package dev.takeone.account;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a worker says that it goes by: the last allotment that it has taken.
 *
 * @param dealing which dealing it is of
 * @param answers the number of its own row that was answered, which the lease runs from
 * @param calls a minute
 * @param tasks in flight; empty where the account has no limit
 * @param dollars up to which its life may draw ({@link Credit}); empty where the account has no ceiling
 */
public record Holding(
        DealingNumber dealing, RowNumber answers, double calls, OptionalInt tasks, OptionalLong dollars) {}
