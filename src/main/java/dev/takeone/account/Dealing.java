package dev.takeone.account;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who may use what, by the dealer in an office. It counts where its office is the newest in the log before it.
 *
 * @param office whose it is
 * @param number higher than that of any dealing before it
 */
public record Dealing(String office, DealingNumber number, List<Allotment> allotments) implements BoardRecord {
    public Dealing {
        allotments = List.copyOf(allotments);
    }

    /**
     * What one worker may use.
     *
     * @param life whose it is
     * @param answers the newest row of it that the dealer has read: the lease runs from when that was written
     * @param calls a minute, both kinds
     * @param tasks in flight; empty where the account has no limit
     * @param dollars up to which its life may draw ({@link Credit}); empty where the account has no ceiling
     */
    public record Allotment(String life, RowNumber answers, double calls, OptionalInt tasks, OptionalLong dollars) {
        /** Without a ceiling. */
        public Allotment(String life, RowNumber answers, double calls, OptionalInt tasks) {
            this(life, answers, calls, tasks, OptionalLong.empty());
        }

        /** What its worker goes by once it has taken it from this dealing. */
        Holding of(DealingNumber dealing) {
            return new Holding(dealing, answers, calls, tasks, dollars);
        }
    }
}
