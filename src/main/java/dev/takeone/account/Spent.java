package dev.takeone.account;

import java.util.Optional;

/**
 * What the jobs of one partition have cost, in millionths of a dollar.
 *
 * @param generation of the consumer group in which its owner got the partition: a later owner knows more
 * @param running the estimates of what is in flight or in doubt
 * @param hour what has ended in the last hour, rounded up to whole minutes of time
 * @param day what has ended in the last 24 h, likewise
 * @param leavesHour when of {@code hour} so much has left that one of its worker's next requests has room, or all of it
 * @param leavesDay likewise of {@code day}
 */
public record Spent(
        int generation, long running, long hour, long day, Optional<Leaving> leavesHour, Optional<Leaving> leavesDay) {
    public Spent {
        if (generation < 0 || running < 0 || hour < 0 || day < 0) {
            throw new IllegalArgumentException("nothing is spent below nothing");
        }
    }

    /** Whether it may count against anything. */
    public boolean counts() {
        return running + day > 0;
    }
}
