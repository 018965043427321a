package dev.takeone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who calls when tasks end, and the topic by which it is heard of: calls are lost, late, doubled, early and made up. */
final class CallLog {
    private static final Pattern WEBHOOK = Pattern.compile("\"webhook\":\"https://hooks-\\d+/(\\d+)\\.([0-9a-f]+)\"");

    /** As far as a new owner reads back. */
    private static final Duration BACK = Duration.ofMinutes(2);

    private final World world;
    private final List<Wake> wakes = new ArrayList<>();
    private final Map<String, String> bodies = new HashMap<>();

    private record Wake(int partition, String jobId, Instant at) {}

    CallLog(World world) {
        this.world = world;
    }

    /** A POST has come to the provider: under one key there is one body, or it would be another request. */
    void posted(String body, String key) {
        String first = bodies.computeIfAbsent(key, any -> body);
        if (!first.equals(body)) {
            world.findings().broken(Invariant.ONE_BODY, "under the key " + key + " " + body + " after " + first);
        }
    }

    /** A task was begun that is over then. */
    void promised(String body, Instant end) {
        Matcher named = WEBHOOK.matcher(body);
        if (!named.find()) {
            return;
        }
        Scheduler scheduler = world.scheduler();
        int partition = Integer.parseInt(named.group(1));
        Duration left = Duration.between(scheduler.now(), end);
        if (scheduler.chance(0.8)) {
            Duration late = scheduler.chance(0.2) ? Duration.ofMinutes(5) : Duration.ofSeconds(2);
            scheduler.in(left.plus(scheduler.upTo(late)), () -> called(partition, named.group(2)));
        }
        if (scheduler.chance(0.3)) {
            // Somebody makes it up, again and again, and may be the first to call.
            int times = 1 + scheduler.below(20);
            for (int each = 0; each < times; each++) {
                scheduler.in(
                        scheduler.upTo(Duration.ofMinutes(each == 0 ? 0 : 4)).plusMillis(1),
                        () -> called(partition, named.group(2)));
            }
        }
    }

    private void called(int partition, String jobId) {
        wakes.add(new Wake(partition, jobId, world.scheduler().now()));
        world.faults().replicas().forEach(replica -> replica.called(partition, jobId));
    }

    /** The replica reads the partition from now on, and what came lately first. */
    void follow(Replica replica, int partition) {
        Instant since = world.scheduler().now().minus(BACK);
        wakes.stream()
                .filter(wake -> wake.partition() == partition && wake.at().isAfter(since))
                .forEach(wake -> replica.called(partition, wake.jobId()));
    }
}
