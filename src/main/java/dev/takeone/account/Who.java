package dev.takeone.account;

import java.time.Instant;
import java.util.List;

/**
 * A worker's process.
 *
 * @param life never the same for two processes
 * @param group the consumer group
 * @param worker the worker's name in its group
 * @param weight the group's share beside other groups'; above 0
 * @param address of the provider
 * @param keys fingerprints of the account's keys that it has known, the newest first
 * @param version of the release
 * @param since when it was started
 */
public record Who(
        String life,
        String group,
        String worker,
        double weight,
        String address,
        List<String> keys,
        String version,
        Instant since) {

    public Who {
        keys = List.copyOf(keys);
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("a weight is a number above 0");
        }
    }

    /** For people: the group, and the worker in it. */
    public String name() {
        return group + "/" + worker;
    }
}
