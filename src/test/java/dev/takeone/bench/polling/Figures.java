package dev.takeone.bench.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What a way to choose comes to.
 *
 * @param tasks told in the time looked at
 * @param perMinute tasks told a minute
 * @param checksPerTask the mean of the status checks that a task needed
 * @param meanDelay from a task's end to the decision that tells it
 * @param medianDelay the same, of half of the tasks no longer
 * @param longDelay the same, of 99 in 100 tasks no longer
 * @param peak the most calls in any 60 s
 * @param use the part of the account's calls that were made, 0 to 1
 */
record Figures(
        int tasks,
        double perMinute,
        double checksPerTask,
        Duration meanDelay,
        Duration medianDelay,
        Duration longDelay,
        int peak,
        double use) {

    static Figures of(Account account, int callsPerMinute, Instant from, Instant to) {
        List<Account.Task> told = account.tasks().stream()
                .filter(task -> task.toldAt
                        .filter(at -> !at.isBefore(from) && at.isBefore(to))
                        .isPresent())
                .toList();
        long[] delays = told.stream()
                .mapToLong(task ->
                        Duration.between(task.doneAt, task.toldAt.orElseThrow()).toMillis())
                .sorted()
                .toArray();
        if (delays.length == 0) {
            throw new IllegalStateException("no task was told");
        }
        double minutes = Duration.between(from, to).toMillis() / 60_000.0;
        long calls = account.calls().stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .count();
        return new Figures(
                told.size(),
                told.size() / minutes,
                told.stream().mapToInt(task -> task.checks.size()).average().orElseThrow(),
                Duration.ofMillis(Math.round(Arrays.stream(delays).average().orElseThrow())),
                Duration.ofMillis(delays[delays.length / 2]),
                Duration.ofMillis(delays[delays.length * 99 / 100]),
                peak(account.calls()),
                calls / minutes / callsPerMinute);
    }

    /** The most calls in any 60 s. */
    static int peak(List<Instant> calls) {
        int first = 0;
        int peak = 0;
        for (int last = 0; last < calls.size(); last++) {
            while (!calls.get(first).isAfter(calls.get(last).minusSeconds(60))) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }
}
