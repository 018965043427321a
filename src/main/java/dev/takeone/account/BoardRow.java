package dev.takeone.account;

import java.util.Optional;

/**
 * A worker's own row.
 *
 * @param number counts this life's rows
 * @param left whether it is its last one: it makes no call any more
 * @param limits what it was told that the account allows
 * @param goesBy empty as long as it has taken no allotment
 */
public record BoardRow(
        Who who, RowNumber number, boolean left, AccountLimits limits, Optional<Holding> goesBy, Report report)
        implements BoardRecord {}
