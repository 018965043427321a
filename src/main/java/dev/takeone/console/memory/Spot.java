package dev.takeone.console.memory;

import dev.takeone.console.view.PageKey;
import java.time.Instant;

/**
 * A job's place in every list, from the newest to the oldest; it never changes while the console knows the job.
 *
 * @param publishedAt in milliseconds
 */
public record Spot(long publishedAt, JobKey job) implements Comparable<Spot> {

    static Spot of(PageKey key) {
        return new Spot(key.publishedAt().toEpochMilli(), JobKey.of(key.jobId()));
    }

    PageKey key(PageKey.Direction direction) {
        return new PageKey(Instant.ofEpochMilli(publishedAt), job.text(), direction);
    }

    @Override
    public int compareTo(Spot other) {
        int newest = Long.compare(other.publishedAt, publishedAt);
        return newest != 0 ? newest : job.compareTo(other.job);
    }
}
