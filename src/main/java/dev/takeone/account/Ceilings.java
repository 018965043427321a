package dev.takeone.account;

import java.util.OptionalLong;

/**
 * What the account may spend in any window of that length, in millionths of a dollar.
 *
 * @param hour in any hour; without a value there is no ceiling
 * @param day in any 24 h, likewise
 */
public record Ceilings(OptionalLong hour, OptionalLong day) {
    /** None. */
    public static final Ceilings NONE = new Ceilings(OptionalLong.empty(), OptionalLong.empty());

    /** Whether there is one at all. */
    public boolean any() {
        return hour.isPresent() || day.isPresent();
    }

    /** The lower of each. */
    public Ceilings and(Ceilings other) {
        return new Ceilings(lower(hour, other.hour), lower(day, other.day));
    }

    /** Whether no window ever has room for so many millionths of a dollar at once. */
    public boolean areBelow(long dollars) {
        return lower(hour, day).orElse(Long.MAX_VALUE) < dollars;
    }

    private static OptionalLong lower(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }
}
