package dev.takeone.journal.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.takeone.broker.Broker;
import dev.takeone.broker.LocalBroker;
import dev.takeone.journal.Fixture;
import dev.takeone.journal.Fixture.Heard;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Samples;
import dev.takeone.journal.clients.ClientSettings;
import dev.takeone.journal.kafka.KafkaJournal;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts against a real broker. */
class KafkaReceiptsIT {
    private final Fixture fixture = new Fixture(Broker.shared().bootstrapServers()).adopting();
    private final Heard heard = new Heard();

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void theNextOwnerIsToldOfWhatAWorkerWithoutThePartitionWrote() throws Exception {
        KafkaJournal former = fixture.journal("w1", new Heard());
        former.keep(1, receipt("a1"));
        former.close(Waiting.AT_MOST);

        KafkaJournal owner = owner(fixture, 1);

        assertThat(heard.next()).isEqualTo(new Heard.Told(1, receipt("a1"), false));
        assertThat(owner.receiptsRead(1).toCompletableFuture()).succeedsWithin(Waiting.AT_MOST);
        assertThat(heard.nothing()).isTrue();
    }

    @Test
    void theOwnerIsToldOfWhatComesLater() throws Exception {
        KafkaJournal owner = owner(fixture, 0, 1);
        read(owner, 0);
        read(owner, 1);
        KafkaJournal former = fixture.journal("w1", new Heard());
        former.keep(0, receipt("a1"));
        assertThat(heard.next()).isEqualTo(new Heard.Told(0, receipt("a1"), true));
        owner.keep(1, receipt("b2"));
        assertThat(heard.next()).isEqualTo(new Heard.Told(1, receipt("b2"), true));
    }

    @Test
    void whoWaitsForTheReceiptsHasBeenToldOfThem() throws Exception {
        KafkaJournal owner = owner(fixture, 0);
        for (int round = 0; round < 8; round++) {
            write(receipt("a" + round));
            read(owner, 0);
            assertThat(heard.nothing()).as("round %d", round).isFalse();
            assertThat(((Heard.Told) heard.next()).receipt()).isEqualTo(receipt("a" + round));
        }
    }

    @Test
    void nothingIsToldOfAPartitionThatWasLetGoAndAllAgainWhenItIsBack() throws Exception {
        KafkaJournal owner = owner(fixture, 0, 1);
        read(owner, 0);
        owner.release(Set.of(0));
        write(receipt("a1"));
        owner.keep(1, receipt("b2"));

        assertThat(heard.next()).isEqualTo(new Heard.Told(1, receipt("b2"), true));

        assertThat(Fixture.restored(owner, 0)).isInstanceOf(Restored.Ready.class);
        assertThat(heard.next()).isEqualTo(new Heard.Told(0, receipt("a1"), false));
    }

    /** A writer that was not told in time that the broker has it writes it once more, which may be after the job's ending. */
    @Test
    void whatWasWrittenTwiceIsToldOnce() throws Exception {
        write(receipt("a1"));
        write(receipt("a1"));
        KafkaJournal owner = owner(fixture, 0);
        read(owner, 0);
        assertThat(heard.next()).isEqualTo(new Heard.Told(0, receipt("a1"), false));

        write(receipt("b2"));
        write(receipt("a1"));
        write(receipt("b2"));
        read(owner, 0);

        assertThat(heard.next()).isEqualTo(new Heard.Told(0, receipt("b2"), true));
        assertThat(heard.nothing()).isTrue();
    }

    @Test
    void whatIsNoReceiptIsPassedOver() throws Exception {
        write("a1", "secret".getBytes(UTF_8));
        write("a1", "{\"v\":7}".getBytes(UTF_8));
        write(receipt("a1"));

        KafkaJournal owner = owner(fixture, 0);

        assertThat(heard.next()).isEqualTo(new Heard.Told(0, receipt("a1"), false));
        read(owner, 0);
    }

    @Test
    void aReceiptOutlastsAnAbsenceOfTheBroker() throws Exception {
        Broker mine = Broker.start();
        try (mine) {
            assumeTrue(mine instanceof LocalBroker, "only a local broker can be stopped and started again");
            LocalBroker broker = (LocalBroker) mine;
            try (Fixture own = new Fixture(broker.bootstrapServers())) {
                KafkaJournal owner = owner(own, 0);
                read(owner, 0);
                broker.stop();
                owner.keep(0, receipt("a1"));
                CompletionStage<Void> waiting = owner.receiptsRead(0);
                broker.restart();

                assertThat(heard.next()).isEqualTo(new Heard.Told(0, receipt("a1"), true));
                assertThat(waiting.toCompletableFuture()).succeedsWithin(Waiting.AT_MOST);
            }
        }
    }

    /**
     * What comes into the new topic lies at offsets that were read in the former one, and would be passed over. It comes at
     * once, so that whoever reads is not ahead of it.
     */
    @Test
    void receiptsThatAreMadeAnewWhileTheyAreFollowedAreReadFromTheirBeginning() throws Exception {
        KafkaJournal owner = owner(fixture, 0);
        for (int round = 0; round < 3; round++) {
            write(receipt("a" + round));
            assertThat(((Heard.Told) heard.next()).receipt()).isEqualTo(receipt("a" + round));
        }
        Waiting.done(
                fixture.admin.deleteTopics(List.of(fixture.names.receipts())).all());
        // A broker that has not heard of it would take what is meant for the new one into the former.
        Waiting gone = Waiting.begin();
        while (Waiting.done(fixture.admin.listTopics().names()).contains(fixture.names.receipts())) {
            gone.goOn(() -> "the end of the topic");
        }
        Waiting.done(fixture.admin
                .createTopics(List.of(new NewTopic(fixture.names.receipts(), Optional.of(2), Optional.empty())))
                .all());
        List<Receipt> anew = List.of(receipt("b0"), receipt("b1"), receipt("b2"), receipt("b3"));
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (Receipt each : anew) {
                write(producer, each.jobId(), ReceiptCodec.encode(each));
            }
        }

        Waiting waiting = Waiting.begin();
        Set<Receipt> told = new HashSet<>();
        while (!told.containsAll(anew)) {
            waiting.goOn(told::toString);
            told.add(((Heard.Told) heard.next()).receipt());
        }
        write(receipt("c1"));
        read(owner, 0);
        while (!told.contains(receipt("c1"))) {
            told.add(((Heard.Told) heard.next()).receipt());
        }
        Waiting.until("the loss to be told", () -> owner.troubles().now().containsKey("receipts"));
    }

    @Test
    void closingTellsNobodyThatAllIsRead() throws Exception {
        KafkaJournal owner = owner(fixture, 0);
        owner.close(Waiting.AT_MOST);

        assertThat(owner.receiptsRead(0).toCompletableFuture()).isNotDone();
    }

    private KafkaJournal owner(Fixture on, int... partitions) throws Exception {
        KafkaJournal owner = on.journal("w2", heard);
        for (int partition : partitions) {
            assertThat(Fixture.restored(owner, partition)).isInstanceOf(Restored.Ready.class);
        }
        return owner;
    }

    private void write(Receipt receipt) throws Exception {
        write(receipt.jobId(), ReceiptCodec.encode(receipt));
    }

    /** Writes into partition 0, past every journal. */
    private void write(String key, byte[] value) throws Exception {
        fixture.topics(true).prepare(Duration.ofSeconds(1));
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            write(producer, key, value);
        }
    }

    private void write(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) throws Exception {
        Waiting.done(producer.send(new ProducerRecord<>(fixture.names.receipts(), 0, key.getBytes(UTF_8), value)));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> patient = new HashMap<>(ClientSettings.receiptsProducer(fixture.setup("other", true)));
        patient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Waiting.AT_MOST_MS);
        patient.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Waiting.AT_MOST_MS);
        return new KafkaProducer<>(patient);
    }

    private static void read(KafkaJournal journal, int partition) throws Exception {
        get(journal.receiptsRead(partition));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return Waiting.done(stage.toCompletableFuture());
    }

    private static Receipt receipt(String jobId) {
        return new Receipt.Acceptance(jobId, List.of("task_" + jobId), false, Samples.NOON);
    }
}
