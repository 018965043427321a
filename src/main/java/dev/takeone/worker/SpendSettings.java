package dev.takeone.worker;

import dev.takeone.account.Ceilings;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What may be spent, as this worker was told.
 *
 * @param ceilings of the account
 * @param perRequest the most that a request's estimate may be, US dollars
 * @param unpriced what counts for a request whose price the catalogue does not know, US dollars
 */
public record SpendSettings(Ceilings ceilings, Optional<BigDecimal> perRequest, Optional<BigDecimal> unpriced) {
    /** No ceiling at all. */
    public static final SpendSettings NONE = new SpendSettings(Ceilings.NONE, Optional.empty(), Optional.empty());
}
