package dev.takeone.account;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.LongStream;

/** US dollars in whole millionths, whose sums are exact. */
public final class Dollars {
    private static final int PLACES = 6;

    private Dollars() {}

    /** Millionths of a dollar, never less than the amount; an amount beyond all counting is the most there is. */
    public static long micros(BigDecimal dollars) {
        BigDecimal micros = dollars.movePointRight(PLACES).setScale(0, RoundingMode.CEILING);
        return micros.min(BigDecimal.valueOf(MOST)).max(BigDecimal.ZERO).longValue();
    }

    /** The amount in dollars. */
    public static BigDecimal of(long micros) {
        return BigDecimal.valueOf(micros, PLACES);
    }

    /** For people: dollars and cents, a part of a cent counting as one. */
    public static String text(long micros) {
        return "$" + of(micros).setScale(2, RoundingMode.CEILING).toPlainString();
    }

    /** So much in all; the most there is where it is more, which no sum of many must turn into less than nothing. */
    public static long sum(LongStream micros) {
        return micros.reduce(0, (one, other) -> Math.min(MOST, one + Math.min(MOST, other)));
    }

    /** More than any account has, and so little that some of it can be added up. */
    static final long MOST = 1_000_000_000_000_000L;
}
