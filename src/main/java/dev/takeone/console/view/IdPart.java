package dev.takeone.console.view;

import dev.takeone.job.Identity;

/**
 * A part of one of a job's names, as it was typed.
 *
 * @param isHexadecimal whether it may be a part of a job id
 * @param begin its first sixteen digits, if so, at the upper end of a number
 * @param mask the bits of those
 */
record IdPart(String text, boolean isHexadecimal, long begin, long mask) {
    private static final int DIGITS = 16;

    /** The lowest bit of each digit. */
    private static final long EACH = 0x1111_1111_1111_1111L;

    /** Fewer digits are a part of many job ids by chance. */
    private static final int LEAST = 6;

    static IdPart of(String text) {
        if (!text.matches("[0-9a-f]{" + LEAST + ",32}")) {
            return new IdPart(text, false, 0, 0);
        }
        int digits = Math.min(text.length(), DIGITS);
        int rest = 4 * (DIGITS - digits);
        return new IdPart(text, true, Long.parseUnsignedLong(text, 0, digits, DIGITS) << rest, -1L << rest);
    }

    boolean isIn(Known job) {
        Identity identity = job.identity();
        return identity.id().contains(text)
                || job.taskId().contains(text)
                || identity.source().contains(text)
                || isIn(job.spot().job());
    }

    /** Makes no text of the key, for it is asked of every job: looks where its first digit is, and then at the rest. */
    boolean isIn(JobKey key) {
        return isHexadecimal && (isFrom(key, key.high(), 0) || isFrom(key, key.low(), DIGITS));
    }

    private boolean isFrom(JobKey key, long half, int offset) {
        long other = half ^ ((begin >>> 60) * EACH);
        other |= other >>> 2;
        other |= other >>> 1;
        for (long same = ~other & EACH; same != 0; same ^= Long.highestOneBit(same)) {
            int from = offset + Long.numberOfLeadingZeros(same) / 4;
            if (from + text.length() <= 2 * DIGITS
                    && ((digits(key, from) ^ begin) & mask) == 0
                    && (text.length() <= DIGITS || key.text().startsWith(text, from))) {
                return true;
            }
        }
        return false;
    }

    private static long digits(JobKey key, int from) {
        if (from == 0) {
            return key.high();
        }
        return from < DIGITS
                ? (key.high() << (4 * from)) | (key.low() >>> (4 * (DIGITS - from)))
                : key.low() << (4 * (from - DIGITS));
    }
}
