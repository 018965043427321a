package dev.takeone.bench.hooks;

import dev.takeone.bench.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A worker's load: requests at an even pace, beside whoever else calls. */
final class Jobs {
    private static final int PARTITIONS = 6;

    private final Orders orders;
    private final String topic;
    private int number;

    Jobs(Orders orders, String topic) {
        this.orders = orders;
        this.topic = topic;
    }

    /** Publishes for so long, on a thread of its own; completes with when each was published, by its name. */
    CompletableFuture<Map<String, Instant>> publish(int perMinute, Duration time) {
        int count = Math.toIntExact(perMinute * time.toSeconds() / 60);
        return CompletableFuture.supplyAsync(() -> {
            Map<String, Instant> published = new HashMap<>();
            long begin = System.nanoTime();
            for (int each = 0; each < count; each++) {
                LockSupport.parkNanos(begin + each * TimeUnit.MINUTES.toNanos(1) / perMinute - System.nanoTime());
                String id = "job-" + number;
                published.put(id, Instant.now());
                orders.publish(topic, number++ % PARTITIONS, id);
            }
            return published;
        });
    }
}
