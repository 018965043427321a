package dev.takeone.console.act;

import dev.takeone.console.view.FoundJob;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * What jobs cost by the catalogue.
 *
 * @param unknown of how many nobody can tell
 */
record EstimatedCost(Optional<BigDecimal> sum, int unknown) {
    static EstimatedCost of(List<FoundJob> jobs) {
        List<BigDecimal> known =
                jobs.stream().map(FoundJob::money).flatMap(Optional::stream).toList();
        return new EstimatedCost(
                known.stream().reduce(BigDecimal::add).map(EstimatedCost::cents), jobs.size() - known.size());
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    String words(String what) {
        return sum.map(amount -> ", with " + (unknown > 0 ? "at least " : "about ") + amount.toPlainString() + " USD"
                                + what)
                        .orElse("")
                + (unknown > 0
                        ? (sum.isPresent() ? " (of " : ", of ") + unknown + " the price is not known"
                                + (sum.isPresent() ? ")" : "")
                        : "");
    }
}
