package dev.takeone.journal.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Receipt;
import dev.takeone.journal.Samples;
import dev.takeone.logs.LogLines;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReceiptWriterTest {
    private static final int MISSING_PARTITION = 9;
    private static final int UNKNOWN_PARTITION = 8;
    private static final int SILENT_PARTITION = 7;

    @RegisterExtension
    final LogLines said = new LogLines(ReceiptWriter.class);

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final List<Producer<byte[], byte[]>> made = new CopyOnWriteArrayList<>();
    private int failing;
    private final BlockingQueue<String> fatal = new LinkedBlockingQueue<>();
    private final ReceiptWriter writer = new ReceiptWriter("receipts", this::producer, fatal::add);

    @Test
    void noProducerIsMadeBeforeTheFirstReceipt() {
        writer.close(Waiting.AT_MOST);

        assertThat(made).isEmpty();
    }

    @Test
    void aReceiptIsWrittenUnderItsJobIntoItsPartition() throws Exception {
        writer.keep(3, receipt("a1"));

        assertThat(next()).isEqualTo("receipts-3 a1");
    }

    @Test
    void whatFailsIsTriedAgainWithANewProducer() throws Exception {
        failing = 2;
        writer.keep(0, receipt("a1"));

        assertThat(next()).isEqualTo("receipts-0 a1");
        assertThat(made).hasSize(3);
        assertThat(made.subList(0, 2)).allMatch(each -> ((MockProducer<byte[], byte[]>) each).closed());
    }

    @Test
    void oneThatCannotBeWrittenDoesNotKeepTheOthersBack() throws Exception {
        writer.keep(MISSING_PARTITION, receipt("a1"));
        writer.keep(0, receipt("b2"));

        assertThat(next()).isEqualTo("receipts-0 b2");
    }

    @Test
    void oneThatIsThrownBackDoesNotKeepTheOthersBack() throws Exception {
        writer.keep(UNKNOWN_PARTITION, receipt("a1"));
        writer.keep(0, receipt("b2"));

        assertThat(next()).isEqualTo("receipts-0 b2");
    }

    @Test
    void closingWritesWhatWaitsAndTakesNoMore() {
        for (int each = 0; each < 50; each++) {
            writer.keep(0, receipt("a" + each));
        }
        writer.close(Waiting.AT_MOST);
        writer.keep(0, receipt("late"));

        assertThat(written).hasSize(50).doesNotContain("receipts-0 late");
    }

    @Test
    void closingDoesNotWaitForeverForWhatFails() throws Exception {
        writer.keep(MISSING_PARTITION, receipt("a1"));

        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> writer.close(Duration.ofMillis(50)));

        assertThat(closing).succeedsWithin(Waiting.AT_MOST);
        assertThat(written).isEmpty();
    }

    @Test
    void closingBreaksOffAWaitForTheBrokerAndClosesTheProducer() throws Exception {
        writer.keep(SILENT_PARTITION, receipt("a1"));
        assertThat(next()).isEqualTo("no broker for a1");
        writer.close(Duration.ofMillis(50));

        assertThat(made).hasSize(1);
        Waiting.until("its end", () -> ((MockProducer<byte[], byte[]>) made.getFirst()).closed());
    }

    @Test
    void noTaskIdOfWhatIsLeftMakesASecondLine() {
        writer.close(Waiting.AT_MOST);
        writer.keep(0, new Receipt.Acceptance("a1", List.of("task_1\nforged"), false, Instant.EPOCH));

        assertThat(said.lines()).singleElement().asString().contains("[task_1 forged]");
    }

    private String next() throws InterruptedException {
        return Waiting.next("a receipt", written);
    }

    private Producer<byte[], byte[]> producer() {
        boolean broken = made.size() < failing;
        Producer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> row) {
                        return answer(row, broken);
                    }

                    @Override
                    public void close(Duration timeout) {
                        if (Thread.currentThread().isInterrupted()) {
                            throw new InterruptException("as Kafka's own does");
                        }
                        super.close(timeout);
                    }
                };
        made.add(producer);
        return producer;
    }

    private Future<RecordMetadata> answer(ProducerRecord<byte[], byte[]> row, boolean broken) {
        if (broken) {
            throw new KafkaException("this producer cannot go on");
        }
        if (row.partition() == SILENT_PARTITION) {
            written.add("no broker for " + new String(row.key(), UTF_8));
            waitForTheBroker();
        }
        if (row.partition() == UNKNOWN_PARTITION) {
            throw new IllegalArgumentException("nobody has thought of this one");
        }
        if (row.partition() == MISSING_PARTITION) {
            return CompletableFuture.failedFuture(new TimeoutException("no such partition"));
        }
        TopicPartition partition = new TopicPartition(row.topic(), row.partition());
        written.add(partition + " " + new String(row.key(), UTF_8));
        return CompletableFuture.completedFuture(new RecordMetadata(partition, 0, 0, 0, 0, 0));
    }

    private static void waitForTheBroker() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException closing) {
            throw new InterruptException(closing);
        }
    }

    private static Receipt receipt(String jobId) {
        return new Receipt.Acceptance(jobId, List.of("task_1"), false, Samples.NOON);
    }
}
