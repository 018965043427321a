package dev.takeone.account;

import java.util.Optional;

/**
 * What a worker was told that the account allows.
 *
 * @param callsPerMinute of both kinds, in any 60 s; at least 1
 * @param tasks in flight at the provider; without a value there is no limit
 * @param ceilings what it may spend
 */
public record AccountLimits(int callsPerMinute, Optional<Integer> tasks, Ceilings ceilings) {

    /** Without a ceiling. */
    public AccountLimits(int callsPerMinute, Optional<Integer> tasks) {
        this(callsPerMinute, tasks, Ceilings.NONE);
    }

    /** The lesser of each. */
    public AccountLimits and(AccountLimits other) {
        return new AccountLimits(
                Math.min(callsPerMinute, other.callsPerMinute),
                tasks.map(mine -> Math.min(mine, other.tasks.orElse(mine))).or(() -> other.tasks),
                ceilings.and(other.ceilings));
    }
}
