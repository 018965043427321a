package dev.takeone.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an ended job counts against a ceiling, the estimate being 0.512. */
class SpentTest {
    private static Optional<BigDecimal> dollars(String amount) {
        return Optional.ofNullable(amount).map(BigDecimal::new);
    }

    @ParameterizedTest
    @CsvSource({
        "NO, , 0",
        "YES, 0.25, 0.25",
        "YES, 2.00, 2.00",
        "YES, , 0.512",
        "UNKNOWN, , 0.512",
        "UNKNOWN, 0.25, 0.512",
        "UNKNOWN, 2.00, 2.00",
    })
    void aFailedOneCountsWhatItCostOrMayHave(FailureReason.Charged charged, String cost, String counts) {
        JobState.Failed failed = new JobState.Failed(
                SampleJobs.priced(), FailureReason.CANCELLED, new Charge(charged, dollars(cost)), Instant.EPOCH);
        assertThat(failed.spent()).hasValue(new BigDecimal(counts));
    }

    @ParameterizedTest
    @CsvSource({"0.00, 0.00", "0.25, 0.25", "2.00, 2.00", ", 0.512"})
    void aCompletedOneCountsWhatTheProviderNamesElseItsEstimate(String cost, String counts) {
        assertThat(new JobState.Completed(SampleJobs.priced(), Optional.empty(), dollars(cost), Instant.EPOCH).spent())
                .hasValue(new BigDecimal(counts));
    }

    @ParameterizedTest
    @CsvSource({"0.00, 0.512", "0.25, 0.512", "2.00, 2.00", ", 0.512"})
    void aCompletedOneThatMayHaveCostMoreCountsNoLessThanItsEstimate(String cost, String counts) {
        assertThat(new JobState.Completed(SampleJobs.priced(), Optional.empty(), dollars(cost), true, Instant.EPOCH)
                        .spent())
                .hasValue(new BigDecimal(counts));
    }

    @Test
    void whatHasNeitherCostNorPriceIsNotTakenForNothing() {
        assertThat(new JobState.Completed(SampleJobs.full(), Optional.empty(), Optional.empty(), Instant.EPOCH).spent())
                .isEmpty();
        assertThat(new JobState.Failed(
                                SampleJobs.full(),
                                FailureReason.CANCELLED,
                                new Charge(FailureReason.Charged.UNKNOWN, Optional.empty()),
                                Instant.EPOCH)
                        .spent())
                .isEmpty();
    }
}
