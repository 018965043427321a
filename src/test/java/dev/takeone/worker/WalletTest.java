package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Credit;
import dev.takeone.account.DealingNumber;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.account.Purse;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.SampleJobs;
import dev.takeone.journal.Sequence;
import dev.takeone.request.PerRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The dollars that a worker may promise: no more than it was dealt, and none before it has said for which partition. */
class WalletTest {
    private static final long PRICE = 512_000;

    private final TurnedClocks clocks = new TurnedClocks();
    private final Partition partition = new Partition(0, new Generation(1));
    private final Moment told = moment();
    private final JobTable table = new JobTable(new SteadyClock(clocks), Prices.of(Optional.empty()));
    private final Wallet wallet = wallet(Ceilings.NONE, Optional.empty(), table);

    WalletTest() {
        partition.toldSince = Optional.of(told);
        clocks.pass(Duration.ofSeconds(2));
    }

    private Wallet wallet(Ceilings ceilings, Optional<BigDecimal> unpriced) {
        return wallet(ceilings, unpriced, new JobTable(new SteadyClock(clocks), Prices.of(unpriced)));
    }

    private static Wallet wallet(Ceilings ceilings, Optional<BigDecimal> unpriced, JobTable table) {
        return new Wallet(new SpendSettings(ceilings, new PerRequest(Optional.empty(), unpriced)), table);
    }

    private Moment moment() {
        return new Moment(clocks.nanos(), clocks.now());
    }

    private Lease lease(OptionalLong upTo) {
        return new Lease(
                60, 60, 60, OptionalInt.empty(), new Credit(new DealingNumber(7), upTo, Ceilings.NONE), moment());
    }

    private Lease upTo(long micros) {
        return lease(OptionalLong.of(micros));
    }

    private LiveJob job(Job job) {
        JobState.Accepted waits = new JobState.Accepted(job, SampleJobs.BODY, 0, Optional.empty(), Instant.EPOCH);
        return new LiveJob(partition, waits, Sequence.FIRST, clocks.now());
    }

    private LiveJob priced() {
        return job(SampleJobs.priced());
    }

    @Test
    void theLastCentIsSpentAndNoneBeyondIt() {
        assertThat(wallet.carries(priced(), upTo(PRICE - 1))).isFalse();
        assertThat(wallet.carries(priced(), upTo(PRICE))).isTrue();

        wallet.draw(priced());
        assertThat(wallet.carries(priced(), upTo(2 * PRICE - 1))).isFalse();
        assertThat(wallet.carries(priced(), upTo(2 * PRICE))).isTrue();
    }

    @Test
    void noDealingIsSpentTwiceByARequestThatCostMoreThanItsEstimate() {
        wallet.draw(priced());
        table.spent(partition, PRICE, Optional.of(new BigDecimal("0.912")));
        assertThat(wallet.carries(priced(), upTo(2 * PRICE + 400_000 - 1))).isFalse();
        assertThat(wallet.carries(priced(), upTo(2 * PRICE + 400_000))).isTrue();
        assertThat(wallet.purse(Optional.empty(), 0, 0).drawn())
                .as("the next dealing goes on from there")
                .isEqualTo(PRICE + 400_000);
    }

    @Test
    void theSameWordTwiceGivesNothingTwice() {
        Lease lease = upTo(PRICE);
        wallet.draw(priced());
        assertThat(wallet.carries(priced(), lease)).isFalse();
        assertThat(wallet.carries(priced(), upTo(PRICE))).isFalse();
    }

    @Test
    void withoutACeilingEverythingIsCarried() {
        wallet.draw(priced());
        partition.toldSince = Optional.empty();
        assertThat(wallet.carries(priced(), lease(OptionalLong.empty()))).isTrue();
        assertThat(wallet.carries(job(SampleJobs.full()), lease(OptionalLong.empty())))
                .isTrue();
    }

    @Test
    void nothingIsDrawnForAPartitionThatTheDealerHasNotHeardOf() {
        partition.toldSince = Optional.empty();
        assertThat(wallet.carries(priced(), upTo(100 * PRICE))).isFalse();
        partition.toldSince = Optional.of(moment());
        assertThat(wallet.carries(priced(), upTo(100 * PRICE)))
                .as("the row that was answered may have been put together before")
                .isFalse();
        clocks.pass(Duration.ofSeconds(1));
        assertThat(wallet.carries(priced(), upTo(100 * PRICE))).isTrue();
    }

    @Test
    void whatHasNoPriceIsNotBoughtUnderACeilingUnlessItIsSaidWhatItCounts() {
        assertThat(wallet.carries(job(SampleJobs.full()), upTo(100 * PRICE))).isFalse();
        Wallet counting = wallet(Ceilings.NONE, Optional.of(new BigDecimal("2")));
        assertThat(counting.carries(job(SampleJobs.full()), upTo(1_999_999))).isFalse();
        assertThat(counting.carries(job(SampleJobs.full()), upTo(2_000_000))).isTrue();
    }

    @Test
    void whatIsDearerThanACeilingIsHopeless() {
        assertThat(wallet.isHopeless(priced(), Optional.empty())).isFalse();
        assertThat(wallet(new Ceilings(OptionalLong.of(PRICE), OptionalLong.of(PRICE)), Optional.empty())
                        .isHopeless(priced(), Optional.empty()))
                .isFalse();
        assertThat(wallet(new Ceilings(OptionalLong.of(PRICE - 1), OptionalLong.empty()), Optional.empty())
                        .isHopeless(priced(), Optional.empty()))
                .isTrue();
        assertThat(wallet(new Ceilings(OptionalLong.empty(), OptionalLong.of(PRICE - 1)), Optional.empty())
                        .isHopeless(priced(), Optional.empty()))
                .isTrue();
    }

    @Test
    void whatNobodyKnowsThePriceOfLetsOthersPassUnderAnybodysCeiling() {
        LiveJob unpriced = job(SampleJobs.full());
        Ceilings some = new Ceilings(OptionalLong.of(100 * PRICE), OptionalLong.empty());
        Lease theirs = new Lease(
                60,
                60,
                60,
                OptionalInt.empty(),
                new Credit(new DealingNumber(7), OptionalLong.of(100 * PRICE), some),
                moment());
        assertThat(wallet.isHopeless(unpriced, Optional.empty())).isFalse();
        assertThat(wallet.isHopeless(unpriced, Optional.of(theirs))).isTrue();
        assertThat(wallet(some, Optional.empty()).isHopeless(unpriced, Optional.empty()))
                .isTrue();
        assertThat(wallet(some, Optional.of(new BigDecimal("2"))).isHopeless(unpriced, Optional.empty()))
                .isFalse();
    }

    @Test
    void anAllotmentWithoutDollarsCarriesNothingUnderACeilingOfOnesOwn() {
        Ceilings own = new Ceilings(OptionalLong.of(100 * PRICE), OptionalLong.empty());
        assertThat(wallet.carries(priced(), lease(OptionalLong.empty()))).isTrue();
        assertThat(wallet(own, Optional.empty()).carries(priced(), lease(OptionalLong.empty())))
                .isFalse();
    }

    @Test
    void whatIsDearerThanACeilingThatOnlyAnotherWorkerWasToldOfIsHopelessToo() {
        Ceilings theirs = new Ceilings(OptionalLong.of(PRICE - 1), OptionalLong.empty());
        Lease lease = new Lease(
                60,
                60,
                60,
                OptionalInt.empty(),
                new Credit(new DealingNumber(7), OptionalLong.of(100 * PRICE), theirs),
                moment());
        assertThat(wallet.isHopeless(priced(), Optional.of(lease))).isTrue();
        assertThat(wallet.isHopeless(priced(), Optional.of(upTo(100 * PRICE)))).isFalse();
    }

    @Test
    void theBoardIsToldWhatWasDrawnAndByWhichDealing() {
        assertThat(wallet.purse(Optional.empty(), 9, 3)).isEqualTo(new Purse(0, new DealingNumber(0), 9, 3));
        wallet.draw(priced());
        assertThat(wallet.purse(Optional.of(upTo(PRICE)), 0, 0))
                .isEqualTo(new Purse(PRICE, new DealingNumber(7), 0, 0));
    }
}
