package dev.takeone.ops;

import dev.takeone.journal.JournalObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Counts and times what the journal does, and binds the meters of its Kafka clients. Those of a client go when another
 * takes its place: each has a thread of its own, which would otherwise stay for as long as the process.
 */
public final class JournalMeters implements JournalObserver {
    private static final Duration[] TRANSACTIONS = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 15_000, 60_000);
    private static final Duration[] RESTORES = millis(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    private final MeterRegistry metrics;
    private final Map<Role, KafkaClientMetrics> bound = new EnumMap<>(Role.class);
    private final Timer transactions;
    private final DistributionSummary records;
    private final Counter aborts;
    private final Counter recreations;
    private final Timer restores;
    private final Counter rows;
    private final Counter lost;
    private final MultiGauge lag;
    private final MultiGauge oldestUnread;
    private volatile double retentionSeconds = Double.POSITIVE_INFINITY;

    /** Binds to {@code metrics}. */
    public JournalMeters(MeterRegistry metrics) {
        this.metrics = metrics;
        this.transactions = Timer.builder("takeone.journal.transaction.duration")
                .description("From the beginning of a transaction to its commit")
                .serviceLevelObjectives(TRANSACTIONS)
                .register(metrics);
        this.records = DistributionSummary.builder("takeone.journal.transaction.records")
                .description("Rows, events and heads of a committed transaction")
                .register(metrics);
        this.aborts = counter("takeone.journal.aborts", "Transactions that were not committed");
        this.recreations = counter("takeone.journal.producer.recreations", "Producers made after the first");
        this.restores = Timer.builder("takeone.journal.restore.duration")
                .description("From asking for a partition's journal to having read it")
                .serviceLevelObjectives(RESTORES)
                .register(metrics);
        this.rows = counter("takeone.journal.restore.rows", "Rows read in restores");
        this.lost = counter("takeone.requests.lost", "Requests that were gone before they were read, at most");
        this.lag = byPartition("takeone.requests.lag", "Requests that are not handled yet, at most", "");
        this.oldestUnread = byPartition(
                "takeone.requests.oldest.unread.age",
                "How long ago the first request that is not handled yet was published",
                "seconds");
        TimeGauge.builder("takeone.requests.retention", () -> retentionSeconds, TimeUnit.SECONDS)
                .description("How long the requests topic keeps a request, infinite where for ever")
                .register(metrics);
    }

    private MultiGauge byPartition(String name, String what, String unit) {
        return MultiGauge.builder(name)
                .description(what)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(metrics);
    }

    @Override
    public void requestsLost(long count) {
        lost.increment((double) count);
    }

    @Override
    public void unread(Map<Integer, Unread> byPartition) {
        lag.register(rows(byPartition, Unread::lag), true);
        oldestUnread.register(rows(byPartition, unread -> unread.oldest().toSeconds()), true);
    }

    private static List<MultiGauge.Row<?>> rows(Map<Integer, Unread> byPartition, ToLongFunction<Unread> value) {
        return byPartition.entrySet().stream()
                .<MultiGauge.Row<?>>map(each -> MultiGauge.Row.of(
                        Tags.of("partition", each.getKey().toString()), value.applyAsLong(each.getValue())))
                .toList();
    }

    @Override
    public void requestsKept(Optional<Duration> retention) {
        retentionSeconds = retention.map(kept -> (double) kept.toSeconds()).orElse(Double.POSITIVE_INFINITY);
    }

    private Counter counter(String name, String what) {
        return Counter.builder(name).description(what).register(metrics);
    }

    @Override
    public void producer(Role role, Producer<?, ?> producer) {
        boolean another = bind(role, new KafkaClientMetrics(producer));
        if (another && role == Role.JOURNAL_WRITER) {
            recreations.increment();
        }
    }

    @Override
    public void consumer(Role role, Consumer<?, ?> consumer) {
        bind(role, new KafkaClientMetrics(consumer));
    }

    @Override
    public void committed(int written, Duration took) {
        transactions.record(took);
        records.record(written);
    }

    @Override
    public void aborted() {
        aborts.increment();
    }

    @Override
    public void restored(long read, Duration took) {
        restores.record(took);
        rows.increment((double) read);
    }

    /** Whether another one had this role before. */
    private synchronized boolean bind(Role role, KafkaClientMetrics meters) {
        Optional<KafkaClientMetrics> before = Optional.ofNullable(bound.put(role, meters));
        before.ifPresent(KafkaClientMetrics::close);
        meters.bindTo(metrics);
        return before.isPresent();
    }

    private static Duration[] millis(long... each) {
        return LongStream.of(each).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
