package dev.takeone.account;

/**
 * What a worker says of its dollars, in millionths, as of the same moment as its partitions.
 *
 * @param drawn all that this life has promised to the provider since it was started, refused or not, and what requests that
 *     ended at it have cost above that
 * @param dealing which one it goes by, so that no dollar is drawn and no task begun by an older one any more that is not told
 * @param wanted the estimates of the requests that wait
 * @param step the dearest of those that come next: less is of no use
 */
public record Purse(long drawn, DealingNumber dealing, long wanted, long step) {
    /** Nothing drawn, and nothing wanted. */
    public static final Purse NONE = new Purse(0, DealingNumber.NONE, 0, 0);

    public Purse {
        if (drawn < 0 || wanted < 0 || step < 0) {
            throw new IllegalArgumentException("no dollars are below nothing");
        }
    }
}
