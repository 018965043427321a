package dev.takeone.console.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A part of one of a job's names, as it was typed.
 *
 * @param bytes the same in UTF-8
 * @param isHexadecimal whether it may be a part of a job id
 * @param begin its first sixteen digits, if so, at the upper end of a number
 * @param mask the bits of those
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IdPart(String text, byte[] bytes, boolean isHexadecimal, long begin, long mask) {
    private static final int DIGITS = 16;

    /** The lowest bit of each digit. */
    private static final long EACH = 0x1111_1111_1111_1111L;

    /** Fewer digits are a part of many job ids by chance. */
    private static final int LEAST = 6;

    static IdPart of(String text) {
        if (!text.matches("[0-9a-f]{" + LEAST + ",32}")) {
            return new IdPart(text, text.getBytes(UTF_8), false, 0, 0);
        }
        int digits = Math.min(text.length(), DIGITS);
        int rest = 4 * (DIGITS - digits);
        return new IdPart(
                text, text.getBytes(UTF_8), true, Long.parseUnsignedLong(text, 0, digits, DIGITS) << rest, -1L << rest);
    }

    boolean isIn(Rows rows, int row) {
        return Names.have(rows.names(row), bytes) || (isHexadecimal && isIn(rows.high(row), rows.low(row)));
    }

    /** Makes no text of the key, for it is asked of every job: looks where its first digit is, and then at the rest. */
    boolean isIn(JobKey key) {
        return isHexadecimal && isIn(key.high(), key.low());
    }

    private boolean isIn(long high, long low) {
        return isFrom(high, low, high, 0) || isFrom(high, low, low, DIGITS);
    }

    private boolean isFrom(long high, long low, long half, int offset) {
        long other = half ^ ((begin >>> 60) * EACH);
        other |= other >>> 2;
        other |= other >>> 1;
        for (long same = ~other & EACH; same != 0; same ^= Long.highestOneBit(same)) {
            int from = offset + Long.numberOfLeadingZeros(same) / 4;
            if (from + text.length() <= 2 * DIGITS
                    && ((digits(high, low, from) ^ begin) & mask) == 0
                    && (text.length() <= DIGITS || new JobKey(high, low).text().startsWith(text, from))) {
                return true;
            }
        }
        return false;
    }

    private static long digits(long high, long low, int from) {
        if (from == 0) {
            return high;
        }
        return from < DIGITS ? (high << (4 * from)) | (low >>> (4 * (DIGITS - from))) : low << (4 * (from - DIGITS));
    }
}
