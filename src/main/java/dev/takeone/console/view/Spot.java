package dev.takeone.console.view;

import java.time.Instant;

/**
 * A job's place in every list, from the newest to the oldest; it never changes while the console knows the job.
 *
 * @param publishedAt in milliseconds
 * @param high the job id's first half
 * @param low the job id's second half
 */
record Spot(long publishedAt, long high, long low) implements Comparable<Spot> {
    private static final int HALF = 16;
    private static final int RADIX = 16;

    /** @throws IllegalArgumentException where the job id is no number of 32 hexadecimal digits */
    static Spot of(String jobId, long publishedAt) {
        if (jobId.length() != 2 * HALF) {
            throw new IllegalArgumentException("a job id has 32 characters");
        }
        return new Spot(
                publishedAt,
                Long.parseUnsignedLong(jobId, 0, HALF, RADIX),
                Long.parseUnsignedLong(jobId, HALF, 2 * HALF, RADIX));
    }

    static Spot of(PageKey key) {
        return of(key.jobId(), key.publishedAt().toEpochMilli());
    }

    PageKey key(PageKey.Direction direction) {
        return new PageKey(Instant.ofEpochMilli(publishedAt), jobId(), direction);
    }

    String jobId() {
        return hex(high) + hex(low);
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(HALF - digits.length()) + digits;
    }

    boolean isNamed(String part) {
        return part.length() <= 2 * HALF && jobId().contains(part);
    }

    @Override
    public int compareTo(Spot other) {
        int newest = Long.compare(other.publishedAt, publishedAt);
        int first = newest != 0 ? newest : Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }
}
