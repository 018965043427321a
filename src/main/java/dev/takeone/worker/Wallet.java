package dev.takeone.worker;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Credit;
import dev.takeone.account.DealingNumber;
import dev.takeone.account.Lease;
import dev.takeone.account.Purse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The dollars that this worker may promise to the provider. What it has drawn only grows: what comes back shows in what its
 * partitions tell. What its requests have cost above their estimates is drawn too, without leave: so it is gone at once from
 * what may still be drawn, and from what the dealer believes that to be in the row that tells it as spent. It draws for a
 * partition only by a lease that answers a row in which that is told as served: so whoever
 * deals knows for which partitions something may have been drawn that was never told.
 */
final class Wallet {
    /** From when a row is put together to when it is written. */
    private static final Duration TOLD = Duration.ofSeconds(1);

    private final SpendSettings settings;
    private final JobTable table;
    private final Prices prices;
    private long promised;

    Wallet(SpendSettings settings, JobTable table) {
        this.settings = settings;
        this.table = table;
        this.prices = table.prices();
    }

    /** Whether a job that is not paid for yet may be, by this lease. */
    boolean carries(LiveJob job, Lease lease) {
        Credit credit = lease.credit();
        if (credit.upTo().isEmpty()) {
            // Whoever deals without dollars to one with a ceiling is of a release that knows of none.
            return !settings.ceilings().any();
        }
        boolean told = job.partition
                .toldSince
                .filter(since -> lease.from().nanos() - since.nanos() >= TOLD.toNanos())
                .isPresent();
        return told
                && prices.of(job).isPresent()
                && drawn() + prices.of(job).getAsLong() <= credit.upTo().getAsLong();
    }

    /** The job is about to be paid for. */
    void draw(LiveJob job) {
        promised += prices.of(job).orElse(0);
    }

    private long drawn() {
        return promised + table.overspent();
    }

    /**
     * Whether some ceiling will never have room for it, of those that this worker or another on the account was told: it is
     * dearer than that, or nobody knows what to count for it.
     *
     * @param lease the last one, by which it knows what others were told
     */
    boolean isHopeless(LiveJob job, Optional<Lease> lease) {
        Ceilings ceilings = lease.map(last -> last.credit().ceilings())
                .orElse(Ceilings.NONE)
                .and(settings.ceilings());
        if (!ceilings.any()) {
            return false;
        }
        OptionalLong price = prices.of(job);
        return price.isEmpty() || ceilings.areBelow(price.getAsLong());
    }

    /**
     * For the board.
     *
     * @param lease the last one, whether it still runs or not
     */
    Purse purse(Optional<Lease> lease, long wanted, long step) {
        return new Purse(drawn(), lease.map(last -> last.credit().dealing()).orElse(DealingNumber.NONE), wanted, step);
    }
}
