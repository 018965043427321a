package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.account.RowNumber;
import dev.takeone.account.Who;
import dev.takeone.broker.LocalBroker;
import dev.takeone.broker.TcpProxy;
import dev.takeone.broker.TopicReader;
import dev.takeone.console.RunningConsole;
import dev.takeone.console.picture.PictureJobs;
import dev.takeone.console.picture.PictureSettings;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Stage;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventRecord;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.Video;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.topics.Topics;
import dev.takeone.waiting.Waiting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console without pages, on a real broker that holds what workers would have written. */
class ConsoleIT {
    private static final TopicNames NAMES = new TopicNames(
            "c.requests", "c.submitted", "c.completed", "c.failed", "c.jobs", "c.receipts", "c.commands", "c.account");
    /** So that the one that was done before them is read after all else. */
    private static final int MORE_THAN_THE_LATEST = 2_500;

    private static final Instant NOW =
            Instant.ofEpochMilli(InstantSource.system().millis());
    private static final Action HOLD_ALL = new Action.Hold(Optional.empty(), Optional.empty(), "prices");
    private static final TcpProxy PROXY = TcpProxy.open();
    private static final LocalBroker BROKER = LocalBroker.startBehind(PROXY);
    private static final JournalSetup SETUP = setup(NAMES, "console-1");
    private static final RunningConsole CONSOLE = console(SETUP);

    private static JournalSetup setup(TopicNames names, String worker) {
        return new JournalSetup(
                Map.of("bootstrap.servers", "127.0.0.1:" + PROXY.port()),
                names,
                new JournalSettings("lane", worker, Duration.ofHours(24), 1, true, JournalSettings.OnMismatch.STOP));
    }

    private static RunningConsole console(JournalSetup setup) {
        return new RunningConsole(
                setup,
                new PictureSettings(
                        "lane",
                        NAMES.requests(),
                        BROKER.bootstrapServers(),
                        PictureJobs.SETTINGS.rules(),
                        true,
                        PictureSettings.MOST_ENDED),
                "request-id",
                InstantSource.system());
    }

    @BeforeAll
    static void begin() throws Exception {
        try (Topics topics = new Topics(SETUP)) {
            topics.prepare(Duration.ofSeconds(1));
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < 3; number++) {
                ProducerRecord<byte[], byte[]> request = new ProducerRecord<>(
                        NAMES.requests(), 0, bytes("customer-7"), bytes("{\"prompt\":\"a kite\"}"));
                request.headers().add("request-id", bytes("order-" + number));
                producer.send(request).get();
            }
            Row waiting = new Row(
                    Sequence.FIRST, new JobState.Accepted(job(0), "{\"prompt\":\"a kite\"}", 0, Optional.empty(), NOW));
            producer.send(new ProducerRecord<>(NAMES.jobs(), 0, bytes(id(0)), JobCodec.encode(waiting)))
                    .get();
            event(
                    producer,
                    new JobEvent.Completed(
                            job(1),
                            new JobEvent.Result(
                                    List.of("task-1"),
                                    List.of(new Video("https://cdn.example.com/1.mp4", Optional.of(NOW))),
                                    Optional.of(Duration.ofSeconds(100)),
                                    Optional.of(new BigDecimal("0.80")),
                                    4),
                            NOW.minusSeconds(110),
                            NOW));
            for (int number = 0; number < MORE_THAN_THE_LATEST; number++) {
                // One that does not come is missed in nothing but the count of records.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(NAMES.completed(), 0, bytes("k"), bytes("no event")));
            }
            event(
                    producer,
                    new JobEvent.Failed(
                            job(2),
                            List.of("task-2"),
                            new JobEvent.Failure(
                                    FailureReason.GENERATION_FAILED,
                                    Charge.of(FailureReason.GENERATION_FAILED),
                                    "It failed.",
                                    List.of(),
                                    0,
                                    Optional.empty(),
                                    Optional.empty()),
                            NOW));
            producer.send(new ProducerRecord<>(
                            NAMES.account(),
                            0,
                            BoardCodec.key(row()),
                            BoardCodec.value(row()).orElseThrow()))
                    .get();
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            "lane", Map.of(new TopicPartition(NAMES.requests(), 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
        CONSOLE.start();
        await(state -> state.reading().whole());
    }

    @AfterAll
    static void end() {
        CONSOLE.close();
        BROKER.close();
        PROXY.close();
    }

    @Test
    void allTopicsAreReadIntoOnePicture() {
        await(state -> state.overview(NOW).groups().getFirst().unread().orElse(0) >= 2);
        ConsoleState state = CONSOLE.state();

        assertThat(state.overview(NOW).live()).isEqualTo(Map.of(Stage.WAITING, 1));
        assertThat(state.overview(NOW).workers()).hasSize(1);
        assertThat(state.job(id(0), NOW).orElseThrow().prompt()).contains("a kite");
        JobView done = state.job(id(1), NOW).orElseThrow();
        assertThat(done.videos()).extracting(Video::url).containsExactly("https://cdn.example.com/1.mp4");
        assertThat(done.missing()).isEmpty();
        assertThat(done.line().cost()).contains(new BigDecimal("0.80"));
        assertThat(state.job(id(2), NOW).orElseThrow().message()).isPresent();
    }

    @Test
    void anOrderIsWrittenAndSeenAndEnded() {
        Actions actions = CONSOLE.actions();
        Action hold = new Action.Hold(Optional.of("lane"), Optional.empty(), "prices");
        assertThat(actions.perform(hold, "anna", NOW)).isInstanceOf(Outcome.Done.class);
        await(state -> !state.overview(NOW).orders().isEmpty());
        assertThat(CONSOLE.state().overview(NOW).orders().getFirst().by()).contains("anna");

        assertThat(actions.perform(Desk.resume("hold-group-lane"), "anna", NOW)).isInstanceOf(Outcome.Done.class);
        await(state -> state.overview(NOW).orders().isEmpty());
    }

    /** The broker has it: whoever is told that nothing is ordered goes on as if no hold stood, or none had ended. */
    @Test
    void anOrderWhoseAnswerIsLostIsNotToldAsNotGiven() {
        Actions actions = CONSOLE.actions();
        Action hold = new Action.Hold(Optional.empty(), Optional.of("a-model"), "prices");
        // A producer that knows the broker asks it nothing before it writes.
        assertThat(actions.perform(hold, "anna", NOW)).isInstanceOf(Outcome.Done.class);
        PROXY.swallowAnswers();
        Outcome lost = actions.perform(hold, "berta", NOW);
        PROXY.restore();

        assertThat(lost)
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("may have been written", "Orders that stand"));
        await(state -> state.overview(NOW).orders().stream()
                .anyMatch(order -> order.by().equals(Optional.of("berta"))));
        await(state -> state.reading().away().isEmpty());
        assertThat(actions.perform(Desk.resume("hold-model-a-model"), "anna", NOW))
                .isInstanceOf(Outcome.Done.class);
        await(state -> state.overview(NOW).orders().isEmpty());
    }

    @Test
    void aFailedRequestIsSentAgainFromItsRecord() {
        Actions actions = CONSOLE.actions();
        Action again = new Action.SendAgain(new Action.Target.One(id(2)));
        assertThat(actions.preview(again, NOW).says()).startsWith("1 failed request is");

        assertThat(actions.perform(again, "anna", NOW)).isInstanceOf(Outcome.Done.class);
        try (TopicReader requests = TopicReader.ofCommitted(BROKER.bootstrapServers())) {
            assertThat(requests.open(List.of(NAMES.requests()))).isTrue();
            assertThat(requests.readToEnd())
                    .extracting(record -> TopicReader.header(record, "request-id"))
                    .containsExactly("order-0", "order-1", "order-2", "order-2~again-1");
        }
    }

    @Test
    void aBrokerThatIsAwayIsSaidAndMendsItself() {
        PROXY.refuse();
        await(state -> state.reading().away().isPresent());
        assertThat(CONSOLE.state().overview(NOW).live()).isEqualTo(Map.of(Stage.WAITING, 1));

        PROXY.restore();
        await(state -> state.reading().away().isEmpty());
    }

    /** What workers tell of how far they have read counts for nothing then: they believe none of it any more. */
    @Test
    void ordersOfATopicThatHasGrownASecondPartitionAreNotShownAsObeyed() throws Exception {
        TopicNames wide = commandsIn("wide.commands");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
                RunningConsole another = console(setup(wide, "console-2"))) {
            create(admin, wide.commands());
            another.start();
            hold(another);
            assertThat(another.state().overview(NOW).orders())
                    .allSatisfy(order -> assertThat(order.obeyed()).isPresent());

            admin.createPartitions(Map.of(wide.commands(), NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            Waiting.until(
                    "the count of partitions",
                    () -> another.state()
                            .reading()
                            .away()
                            .filter(away -> away.why().contains("has 2 partitions, and needs one"))
                            .isPresent());
            assertThat(another.state().overview(NOW).orders())
                    .allSatisfy(order -> assertThat(order.obeyed()).isEmpty());
            assertThat(another.actions().perform(HOLD_ALL, "anna", NOW))
                    .as("what no worker would believe is not written")
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.why()).contains("has 2 partitions, and needs one"));
        }
    }

    /** Not compacted, as a topic is while it is being emptied: of another one no record can be deleted. */
    private static void create(Admin admin, String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                .all()
                .get();
    }

    private static void hold(RunningConsole console) {
        Waiting.until("all topics", () -> console.state().reading().fresh());
        Action hold = new Action.Hold(Optional.of("lane"), Optional.empty(), "prices");
        assertThat(console.actions().perform(hold, "anna", NOW)).isInstanceOf(Outcome.Done.class);
        Waiting.until("the hold", () -> !console.state().overview(NOW).orders().isEmpty());
    }

    /** A worker that starts then knows no hold, and would be counted among those that obey it. */
    @Test
    void aHoldWhoseTopicWasEmptiedUpToItsEndIsNotShownAsGiven() throws Exception {
        TopicNames cut = commandsIn("cut.commands");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
                RunningConsole another = console(setup(cut, "console-3"))) {
            create(admin, cut.commands());
            another.start();
            hold(another);

            admin.deleteRecords(Map.of(new TopicPartition(cut.commands(), 0), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
            Waiting.until(
                    "the loss",
                    () -> another.state().overview(NOW).troubles().stream()
                            .anyMatch(trouble -> trouble.what().contains("`hold-group-lane` (holds group lane)")));
            assertThat(another.state().overview(NOW).orders())
                    .singleElement()
                    .satisfies(order -> assertThat(order.given()).isEmpty());
        }
    }

    /** As long as what was read of the former, it lets a consumer read on. */
    @Test
    void aHoldWhoseTopicWasMadeAnewAsLongIsNotShownAsGivenAndWhatIsInThereIs() throws Exception {
        TopicNames anew = commandsIn("anew.commands");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));
                RunningConsole another = console(setup(anew, "console-4"))) {
            create(admin, anew.commands());
            another.start();
            hold(another);

            admin.deleteTopics(List.of(anew.commands())).all().get();
            Waiting.until("another topic of the name", () -> isCreated(admin, anew.commands()));
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", BROKER.bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(
                                anew.commands(), "new".getBytes(UTF_8), "{\"command\":\"hold\"}".getBytes(UTF_8)))
                        .get();
            }
            Waiting.until(
                    "the new order, and word that the old one is lost",
                    () -> another.state().overview(NOW).orders().size() == 2
                            && another.state().overview(NOW).troubles().stream()
                                    .anyMatch(trouble -> trouble.what().contains("`hold-group-lane`")));
        }
    }

    private static boolean isCreated(Admin admin, String topic) {
        try {
            create(admin, topic);
            return true;
        } catch (Exception stillDeleted) {
            return false;
        }
    }

    private static TopicNames commandsIn(String topic) {
        return new TopicNames(
                NAMES.requests(),
                NAMES.submitted(),
                NAMES.completed(),
                NAMES.failed(),
                NAMES.jobs(),
                NAMES.receipts(),
                topic,
                NAMES.account());
    }

    /** What a worker could notice: another member of a group, a commit, a record among its own. */
    @Test
    void itJoinsNoGroupAndWritesNothingOfTheWorkers() throws Exception {
        List<TopicPartition> ofWorkers = Stream.of(NAMES.jobs(), NAMES.completed(), NAMES.failed(), NAMES.account())
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()))) {
            assertThat(admin.listGroups().all().get())
                    .extracting(GroupListing::groupId)
                    .containsExactly("lane");
            assertThat(admin.describeConsumerGroups(List.of("lane")).all().get().values())
                    .singleElement()
                    .satisfies(lane -> assertThat(lane.members()).isEmpty());
            assertThat(admin.listOffsets(ofWorkers.stream()
                                    .collect(Collectors.toMap(each -> each, any -> OffsetSpec.latest())))
                            .all()
                            .get()
                            .values())
                    .extracting(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .containsOnly(1L, 1L + MORE_THAN_THE_LATEST);
        }
    }

    private static void await(Predicate<ConsoleState> there) {
        Waiting.until("the picture", () -> there.test(CONSOLE.state()));
    }

    private static void event(KafkaProducer<byte[], byte[]> producer, JobEvent event) throws Exception {
        EventRecord rendered = new CloudEvents(
                        "/takeone", new EventTopics(NAMES.submitted(), NAMES.completed(), NAMES.failed()), false)
                .render(event);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(rendered.topic(), rendered.key().toArray(), bytes(rendered.value()));
        rendered.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        producer.send(record).get();
    }

    private static BoardRow row() {
        return new BoardRow(
                new Who("life", "lane", "w1", 1, "https://provider.example", List.of("k"), "1.0.0", NOW),
                new RowNumber(1),
                false,
                new AccountLimits(500, Optional.empty()),
                Optional.empty(),
                Report.NONE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String id(int number) {
        return "%032x".formatted(number);
    }

    private static Job job(int number) {
        return new Job(
                id(number),
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                new Origin(NAMES.requests(), 0, number, NOW.minusSeconds(120)),
                Optional.empty(),
                "c0ffee",
                Optional.of("veo3.1-fast-official"),
                "veo3.1-fast-official/720p/8",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal("0.80")));
    }
}
