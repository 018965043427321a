package dev.takeone.worker;

import java.util.Optional;

/**
 * Where the provider calls when a task has ended, and who hears of that. Only a hint: whatever comes or does not come, a
 * job ends by what a status check says.
 */
public interface Callbacks {
    /** What a job's POST names as its webhook; empty where callbacks are not used. */
    Optional<String> address(int partition, String jobId);

    /** Tells {@link Worker#woken} of the callbacks to this partition's jobs, from some minutes ago on. Returns at once. */
    void follow(int partition);

    /** Tells no more of them; what is on its way may still come. Returns at once. */
    void unfollow(int partition);
}
