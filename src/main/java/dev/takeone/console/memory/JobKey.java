package dev.takeone.console.memory;

import java.util.HexFormat;

/** A job id in little memory: its 32 hexadecimal digits as two numbers. */
public record JobKey(long high, long low) implements Comparable<JobKey> {
    private static final int HALF = 16;

    /** Whether a text is a job id. */
    public static boolean isOne(String text) {
        if (text.length() != 2 * HALF) {
            return false;
        }
        for (int at = 0; at < 2 * HALF; at++) {
            if (digit(text.charAt(at)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException where the text is no job id */
    static JobKey of(String text) {
        if (text.length() != 2 * HALF) {
            throw none();
        }
        return new JobKey(number(text, 0), number(text, HALF));
    }

    private static long number(String text, int from) {
        long number = 0;
        for (int at = from; at < from + HALF; at++) {
            int digit = digit(text.charAt(at));
            if (digit < 0) {
                throw none();
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** Below 0 where it is none. */
    private static int digit(char each) {
        if (each >= '0' && each <= '9') {
            return each - '0';
        }
        if (each >= 'a' && each <= 'f') {
            return each - 'a' + 10;
        }
        return -1;
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("a job id has 32 characters of 0-9a-f");
    }

    /** The job id. */
    public String text() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    @Override
    public int compareTo(JobKey other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }
}
