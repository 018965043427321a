package dev.takeone.worker;

import dev.takeone.account.Ceilings;
import dev.takeone.request.PerRequest;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What may be spent, as this worker was told.
 *
 * @param ceilings of the account
 * @param perRequest of one request, and what counts for one without a price
 */
public record SpendSettings(Ceilings ceilings, PerRequest perRequest) {
    /** No ceiling at all. */
    public static final SpendSettings NONE = new SpendSettings(Ceilings.NONE, PerRequest.ANYTHING);

    /** What counts for a request whose price the catalogue does not know, US dollars. */
    Optional<BigDecimal> unpriced() {
        return perRequest.unpriced();
    }
}
