package dev.takeone.journal.topics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** How many requests Kafka's clients with this reporter have sent, by their own count, once they are closed. */
public final class SentRequests implements MetricsReporter {
    private static final AtomicLong TOTAL = new AtomicLong();

    private final AtomicReference<KafkaMetric> count = new AtomicReference<>();

    /** By all that were closed so far. */
    static long total() {
        return TOTAL.get();
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        if (metric.metricName().name().equals("request-total")
                && metric.metricName().group().equals("admin-client-metrics")) {
            count.set(metric);
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        KafkaMetric last = count.get();
        if (metric.equals(last) && count.compareAndSet(last, null)) {
            add(metric);
        }
    }

    @Override
    public void close() {
        KafkaMetric last = count.getAndSet(null);
        if (last != null) {
            add(last);
        }
    }

    private static void add(KafkaMetric metric) {
        TOTAL.addAndGet(((Number) metric.metricValue()).longValue());
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}
