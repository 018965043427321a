package dev.takeone.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.takeone.broker.Broker;
import dev.takeone.job.SampleJobs;
import dev.takeone.waiting.Waiting;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The topic of orders on a real broker: read from its beginning, followed, and read again where its past has gone. */
class OrderFollowerIT {
    private static final String HOLD = "{\"command\":\"hold\"}";

    private final String servers = Broker.shared().bootstrapServers();
    private final String topic = "commands-" + UUID.randomUUID();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
    private final KafkaProducer<byte[], byte @Nullable []> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
    private final BlockingQueue<StandingOrders> heard = new LinkedBlockingQueue<>();
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    private final AtomicInteger clockReads = new AtomicInteger();
    private final OrderFollower follower = new OrderFollower(
            Map.of("bootstrap.servers", servers, "metadata.max.age.ms", 100),
            topic,
            "takeone",
            this::countedNow,
            new Hearing());

    /** The follower asks when it is, once for each try that fails. */
    private Instant countedNow() {
        clockReads.incrementAndGet();
        return InstantSource.system().instant();
    }

    private final class Hearing implements OrderFollower.Recipient {
        @Override
        public void ordered(StandingOrders orders) {
            heard.add(orders);
        }

        @Override
        public void broken(Throwable error) {
            broken.add(error);
        }
    }

    @AfterEach
    void end() {
        follower.close();
        assertThat(broken).isEmpty();
        producer.close();
        admin.close();
    }

    @Test
    void nothingIsToldBeforeAllThatStandsIsRead() throws Exception {
        create();
        write("first", HOLD);
        write("second", HOLD);
        write("first", null);
        write("broken", "{}");
        follower.start();

        StandingOrders first = next();
        assertThat(first.orders()).containsOnlyKeys("second");
        assertThat(first.broken()).containsOnlyKeys("broken");
    }

    @Test
    void anEmptyTopicIsWordEnough() throws Exception {
        create();
        follower.start();

        assertThat(next().orders()).isEmpty();
    }

    @Test
    void whatIsOrderedLaterIsHeardAndItsEndToo() throws Exception {
        create();
        follower.start();
        next();

        write("hold", HOLD);
        StandingOrders held = next();
        assertThat(held.orders()).containsOnlyKeys("hold");
        assertThat(held.readTo()).hasValue(1);
        write("hold", null);
        StandingOrders ended = next();
        assertThat(ended.orders()).isEmpty();
        assertThat(ended.readTo()).hasValue(2);
    }

    @Test
    void anOrderOfATransactionThatIsAbortedIsNone() throws Exception {
        create();
        abort("aborted before");
        follower.start();
        assertThat(next().orders()).isEmpty();

        abort("aborted later");
        write("hold", HOLD);
        assertThat(next().orders()).containsOnlyKeys("hold");
    }

    /** What was ordered before it is obeyed; what comes after it waits for its end. */
    @Test
    void aTransactionThatStaysOpenDoesNotKeepAWorkerFromStarting() throws Exception {
        create();
        write("before", HOLD);
        try (KafkaProducer<byte[], byte[]> open = transactional()) {
            order(open, "open");
            write("after", HOLD);
            follower.start();
            assertThat(next().orders()).containsOnlyKeys("before");

            open.commitTransaction();
            StandingOrders last = next();
            while (last.orders().size() < 3) {
                last = next();
            }
            assertThat(last.orders()).containsOnlyKeys("before", "open", "after");
        }
    }

    private void abort(String name) throws Exception {
        try (KafkaProducer<byte[], byte[]> aborting = transactional()) {
            order(aborting, name);
            aborting.abortTransaction();
        }
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        topic,
                        "transaction.timeout.ms",
                        Waiting.AT_MOST_MS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** In a transaction that is open from then on. */
    private void order(KafkaProducer<byte[], byte[]> transactional, String name) throws Exception {
        transactional.initTransactions();
        transactional.beginTransaction();
        transactional
                .send(new ProducerRecord<>(topic, name.getBytes(UTF_8), HOLD.getBytes(UTF_8)))
                .get();
    }

    /** By a tool that is not everywhere. */
    @Test
    void theLinesOfTheDocumentationDoWhatTheySay() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("src", "docs", "orders.md")).stream()
                .filter(line -> line.contains("| kcat "))
                .map(line -> line.replace("localhost:9092", servers).replace("video.commands", topic))
                .toList();
        assertThat(lines).hasSize(3);
        assumeThat(isThere("kcat")).as("kcat is there").isTrue();
        create();
        follower.start();
        next();

        assertThat(shell(lines.get(0))).isZero();
        StandingOrders held = next();
        assertThat(held.hold("any")).isPresent();
        assertThat(held.holds().getFirst().reason()).contains("price shock");
        assertThat(shell(lines.get(1))).isZero();
        assertThat(next().orders()).isEmpty();
        assertThat(shell(lines.get(2))).isZero();
        StandingOrders withdrawn = next();
        assertThat(withdrawn.broken()).isEmpty();
        assertThat(withdrawn.withdrawal(SampleJobs.full())).get().satisfies(order -> {
            assertThat(order.name()).isEqualTo("wrong-prompt");
            assertThat(order.reason()).contains("wrong prompt");
        });
    }

    private StandingOrders next() throws InterruptedException {
        return Waiting.next("orders", heard);
    }

    private static boolean isThere(String command) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static int shell(String line) throws Exception {
        return Waiting.ended(new ProcessBuilder("sh", "-c", line).inheritIO().start());
    }

    @Test
    void aTopicThatIsMissingIsToldAndWaitedFor() throws Exception {
        follower.start();
        Waiting.until(
                "the missing topic to be told",
                () -> follower.silence()
                        .filter(outage -> outage.why().contains("is missing"))
                        .isPresent());
        assertThat(heard).isEmpty();

        create();
        assertThat(next().orders()).isEmpty();
    }

    /** Which of two orders of one name is the later is known within one partition alone. */
    @Test
    void ordersOfSeveralPartitionsAreNotBelieved() throws Exception {
        create(3);
        write("hold", HOLD);
        follower.start();

        awaitSilence("has 3 partitions, and needs one");
        assertThat(heard).isEmpty();
    }

    @Test
    void ordersOfATopicThatHasGrownAreNotBelievedAnyMore() throws Exception {
        create();
        write("hold", HOLD);
        follower.start();
        assertThat(next().orders()).containsOnlyKeys("hold");

        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
        awaitSilence("has 3 partitions, and needs one");
        producer.send(new ProducerRecord<>(topic, 0, "hold".getBytes(UTF_8), null))
                .get();
        int tries = clockReads.get();
        // The first may have begun before the end was there.
        Waiting.until("two more tries", () -> clockReads.get() > tries + 1);
        assertThat(heard).isEmpty();
        assertThat(follower.standing().orders()).containsOnlyKeys("hold");
    }

    private void awaitSilence(String why) {
        Waiting.until(
                "orders that cannot be read, since the topic " + why,
                () -> follower.silence()
                        .filter(silence -> silence.why().contains(why))
                        .isPresent());
    }

    @Test
    void aTopicThatWasEmptiedEndsNoOrder() throws Exception {
        create();
        write("hold", HOLD);
        follower.start();
        assertThat(next().orders()).containsOnlyKeys("hold");
        write("other", HOLD);
        assertThat(next().orders()).containsOnlyKeys("hold", "other");

        admin.deleteTopics(List.of(topic)).all().get();
        create();
        write("new", HOLD);
        StandingOrders last = next();
        while (!last.orders().keySet().equals(Set.of("hold", "other", "new"))) {
            assertThat(last.orders()).containsKeys("hold", "other");
            last = next();
        }
        write("hold", null);
        while (last.orders().containsKey("hold")) {
            last = next();
        }
        assertThat(last.orders()).containsOnlyKeys("other", "new");
    }

    @Test
    void aHoldThatTheTopicHasLostOutlastsAnotherRereading() throws Exception {
        create();
        write("other", HOLD);
        write("hold", HOLD);
        follower.start();
        assertThat(next().orders()).containsOnlyKeys("hold", "other");

        // The second life is shorter than what was read, the third longer than what was read of the second.
        for (int life = 2; life < 4; life++) {
            admin.deleteTopics(List.of(topic)).all().get();
            awaitSilence("is missing");
            create();
            for (int order = 1; order < life; order++) {
                write(life + "." + order, HOLD);
            }
            StandingOrders last = next();
            while (!last.orders().containsKey(life + "." + (life - 1))) {
                assertThat(last.orders()).containsKey("hold");
                last = next();
            }
            assertThat(last.orders()).containsKey("hold");
        }
    }

    /** As with a script that writes, or a broker that makes a topic for whoever writes there. */
    @Test
    void aTopicMadeAnewWithAsManyRecordsEndsNoOrder() throws Exception {
        create();
        write("hold", HOLD);
        follower.start();
        assertThat(next().orders()).containsOnlyKeys("hold");

        admin.deleteTopics(List.of(topic)).all().get();
        awaitSilence("is missing");
        create();
        write("new", HOLD);
        awaitBoth();
    }

    /** Between two looks, so that the consumer would read on behind a record that it has never seen. */
    @Test
    void aTopicMadeAnewAtOnceIsReadFromItsBeginningAndEndsNoOrder() throws Exception {
        create();
        write("hold", HOLD);
        follower.start();
        assertThat(next().orders()).containsOnlyKeys("hold");

        admin.deleteTopics(List.of(topic)).all().get();
        create();
        write("new", HOLD);
        awaitBoth();
    }

    private void awaitBoth() throws InterruptedException {
        StandingOrders last = next();
        while (!last.orders().containsKey("new")) {
            assertThat(last.orders()).containsKey("hold");
            last = next();
        }
        assertThat(last.orders()).containsOnlyKeys("hold", "new");
    }

    private void create() throws Exception {
        create(1);
    }

    private void create(int partitions) throws Exception {
        Waiting waiting = Waiting.begin();
        Optional<Exception> failed = tryToCreate(partitions);
        while (failed.isPresent()) {
            // The topic of that name is still being deleted.
            String why = failed.toString();
            waiting.goOn(() -> "the topic: " + why);
            failed = tryToCreate(partitions);
        }
    }

    private Optional<Exception> tryToCreate(int partitions) throws InterruptedException {
        try {
            admin.createTopics(List.of(
                            new NewTopic(topic, partitions, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.of(failed);
        }
    }

    private void write(String name, @Nullable String order) throws Exception {
        producer.send(new ProducerRecord<>(topic, name.getBytes(UTF_8), order == null ? null : order.getBytes(UTF_8)))
                .get();
    }
}
