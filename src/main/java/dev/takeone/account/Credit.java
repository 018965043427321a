package dev.takeone.account;

import java.util.OptionalLong;

/**
 * The dollars that one life may promise to the provider, counted from its start: it may go on as long as all that it has
 * promised is no more than this. So the same word twice gives nothing twice.
 *
 * @param dealing which one says so; none where none does
 * @param upTo millionths of a dollar; empty where the account has no ceiling
 * @param ceilings the account's, the lowest that any of its workers was told: what is dearer is never dealt
 */
public record Credit(DealingNumber dealing, OptionalLong upTo, Ceilings ceilings) {
    /** No dealing was taken, and no ceiling is known. */
    public static final Credit NONE = new Credit(DealingNumber.NONE, OptionalLong.empty(), Ceilings.NONE);
}
