package dev.takeone.journal.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.takeone.broker.Broker;
import dev.takeone.broker.LocalBroker;
import dev.takeone.job.JobState;
import dev.takeone.journal.Endings;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Fixture;
import dev.takeone.journal.Fixture.Heard;
import dev.takeone.journal.Member;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.Samples;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.read.JournalReader;
import dev.takeone.journal.rows.Committed;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.journal.topics.JobsTopic;
import dev.takeone.waiting.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The journal against a real broker and a real group. */
class KafkaJournalIT {
    private final Fixture fixture = new Fixture(Broker.shared().bootstrapServers());
    private final Heard heard = new Heard();

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void readersOfCommittedDataSeeRowsEventsAndOffsetsTogether() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            journal.generation(member.next());
            assertThat(Fixture.restored(journal, 0))
                    .isEqualTo(new Restored.Ready(
                            0,
                            topicId(),
                            OptionalLong.of(0),
                            OptionalInt.empty(),
                            OptionalInt.of(0),
                            List.of(),
                            List.of()));
            Entry entry = entry("a1", 0, 41);
            journal.append(entry);

            assertThat(heard.next()).isEqualTo(new Heard.Committed(List.of(entry)));
        }
        assertThat(keys(fixture.committed(fixture.names.jobs()))).containsExactly("a1");
        assertThat(keys(fixture.committed(fixture.names.submitted()))).containsExactly("a1");
        assertThat(groupOffset(0)).hasValue(42);
    }

    @Test
    void restoreGivesBackWhatWasWritten() throws Exception {
        KafkaJournal first = fixture.journal("w1", heard);
        Row live = new Row(new Sequence(2), Samples.accepted("a1", 1, 7));
        Row ended = new Row(new Sequence(5), Samples.completed("b2", 1, 8, Samples.NOON.minus(Duration.ofHours(24))));
        Row forgotten =
                new Row(new Sequence(5), Samples.completed("c3", 1, 9, Samples.NOON.minus(Duration.ofHours(25))));
        try (Member member = new Member(fixture)) {
            first.generation(member.next());
            Fixture.restored(first, 1);
            first.append(entry("a1", 1, 7));
            first.append(entry("c3", 1, 9));
            List.of(live, ended, forgotten)
                    .forEach(row -> first.append(new Entry(1, Optional.of(row), List.of(), OptionalLong.empty())));
            first.close(Waiting.AT_MOST);
        }

        Restored.Ready again = (Restored.Ready) Fixture.restored(fixture.journal("w1", new Heard()), 1);

        assertThat(again.nextOffset()).hasValue(10);
        assertThat(again.live()).extracting(Restored.LiveRow::row).containsExactly(live);
        assertThat(fixture.committed(fixture.names.jobs()))
                .extracting(written -> Instant.ofEpochMilli(written.timestamp()))
                .contains(again.live().getFirst().writtenAt());
        assertThat(again.ended()).containsExactly(Endings.of(ended.sequence(), (JobState.Ended) ended.state()));
    }

    @Test
    void aWorkerWithTheSameIdTakesOver() throws Exception {
        KafkaJournal first = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            first.generation(member.next());
            Fixture.restored(first, 0);
            first.append(entry("a1", 0, 0));
            assertThat(heard.next()).isInstanceOf(Heard.Committed.class);

            KafkaJournal second = fixture.journal("w1", new Heard());
            Fixture.restored(second, 0);
            first.append(entry("b2", 0, 1));

            assertThat(heard.next()).isEqualTo(new Heard.Lost(Set.of(0)));
        }
        assertThat(keys(fixture.committed(fixture.names.jobs()))).doesNotContain("b2");
    }

    @Test
    void aStaleGenerationWritesNothingUntilTheNextOneIsThere() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            ConsumerGroupMetadata stale = member.next();
            journal.generation(stale);
            Fixture.restored(journal, 0);
            try (Member joining = new Member(fixture)) {
                ConsumerGroupMetadata newer = member.after(stale);
                assertThat(joining.next().memberId()).isNotEqualTo(stale.memberId());
                Entry entry = entry("a1", 0, 0);
                journal.append(entry);
                assertThat(journal.flush(Set.of(0), Waiting.AT_MOST)).isTrue();
                assertThat(heard.nothing()).isTrue();
                assertThat(keys(fixture.committed(fixture.names.jobs()))).isEmpty();

                journal.generation(newer);
                member.tells(journal::generation);

                assertThat(heard.next()).isEqualTo(new Heard.Committed(List.of(entry)));
            }
        }
    }

    @Test
    void restoreWaitsForADyingOwnersTransaction() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Producer<byte[], byte[]> dying = Fixture.producer(fixture.setup("w0", true))) {
            fixture.publishUpTo(0, 0);
            dying.initTransactions();
            dying.beginTransaction();
            write(dying, "a1", JobCodec.encode(new Row(new Sequence(1), Samples.accepted("a1", 0, 0))));
            write(
                    dying,
                    "@head",
                    JobCodec.encode(new Head(
                            fixture.group,
                            fixture.names.requests(),
                            TopicLife.of(topicId()),
                            1,
                            OptionalInt.empty(),
                            Optional.empty())));
            dying.sendOffsetsToTransaction(
                    Map.of(new TopicPartition(fixture.names.requests(), 0), new OffsetAndMetadata(1)),
                    new ConsumerGroupMetadata(fixture.group));

            CompletionStage<Restored> restoring = journal.restore(0);
            dying.commitTransaction();

            Restored outcome = Waiting.done(restoring.toCompletableFuture());
            Restored.Ready ready =
                    (Restored.Ready) (outcome instanceof Restored.Unavailable ? Fixture.restored(journal, 0) : outcome);
            assertThat(ready.nextOffset()).hasValue(1);
            assertThat(ready.live()).hasSize(1);
        }
    }

    @Test
    void aGroupOffsetWithoutAJournalStopsThePartitionAlone() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        fixture.admin
                .alterConsumerGroupOffsets(
                        fixture.group,
                        Map.of(new TopicPartition(fixture.names.requests(), 0), new OffsetAndMetadata(17)))
                .all()
                .get();

        assertThat(Fixture.restored(journal, 0))
                .isInstanceOfSatisfying(
                        Restored.Stopped.class,
                        stopped -> assertThat(stopped.error())
                                .contains(
                                        fixture.names.jobs(),
                                        "partition 0",
                                        "offset 17",
                                        "takeone.journal.on-mismatch=adopt"));
        assertThat(Fixture.restored(journal, 1)).isInstanceOf(Restored.Ready.class);
    }

    @Test
    void aRecordOfAnUnknownVersionStopsItsPartition() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Producer<byte[], byte[]> other = Fixture.producer(fixture.setup("w0", true))) {
            other.initTransactions();
            other.beginTransaction();
            write(other, "a1", "{\"v\":7,\"secret\":1}".getBytes(UTF_8));
            other.commitTransaction();

            assertThat(Fixture.restored(journal, 0))
                    .isInstanceOfSatisfying(
                            Restored.Stopped.class,
                            stopped -> assertThat(stopped.error())
                                    .contains(fixture.names.jobs() + "-0-0", "version 7")
                                    .doesNotContain("secret"));
        }
    }

    /** The journal was emptied, and the group's offset is forgotten: the first start of a week's holiday. */
    @Test
    void anEmptiedJournalWithoutAnOffsetIsNoFirstStart() throws Exception {
        createTopics();
        try (Member member = new Member(fixture)) {
            served(member.next(), 3);
        }
        delete(fixture.names.jobs(), fixture.end(new TopicPartition(fixture.names.jobs(), 0)));
        Waiting.done(fixture.admin.deleteConsumerGroups(List.of(fixture.group)).all());

        assertStopped(Fixture.restored(fixture.journal("w2", heard), 0), "it is empty, but has held rows");
    }

    /** Nothing in the journal nor in the group tells of it any more, but what it has paid for has left receipts. */
    @Test
    void anEmptyJournalMadeAnewBesideReceiptsIsNoFirstStart() throws Exception {
        createTopics();
        try (Member member = new Member(fixture)) {
            served(member.next(), 3);
        }
        fixture.publish(fixture.names.receipts(), 0, 1);
        recreate(fixture.names.jobs());
        Waiting.done(fixture.admin.deleteConsumerGroups(List.of(fixture.group)).all());
        KafkaJournal journal = fixture.journal("w2", heard);

        assertStopped(
                Fixture.restored(journal, 0),
                "it is empty, but " + fixture.names.receipts() + " has had receipts of its jobs, up to offset 1");
        assertThat(Fixture.restored(journal, 1)).isInstanceOf(Restored.Ready.class);
    }

    @Test
    void aJobInHandWhoseRowWasDeletedStopsThePartition() throws Exception {
        createTopics();
        try (Member member = new Member(fixture)) {
            ConsumerGroupMetadata generation = member.next();
            served(generation, 2);
            served(generation, 3);
        }
        TopicPartition jobs = new TopicPartition(fixture.names.jobs(), 0);
        // The last transaction is the third row, the head, and the transaction's end.
        delete(fixture.names.jobs(), fixture.end(jobs) - 3);

        assertStopped(
                Fixture.restored(fixture.journal("w2", heard), 0), "it had 3 jobs that have not ended, and holds 1");
    }

    @Test
    void aJournalMadeAnewUnderARunningWorkerIsReadBackAndStops() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            journal.generation(member.next());
            Fixture.restored(journal, 0);
            Entry entry = entry("a1", 0, 0);
            journal.append(entry);
            assertThat(heard.next()).isEqualTo(new Heard.Committed(List.of(entry)));
            recreate(fixture.names.jobs());

            assertThat(heard.next()).isEqualTo(new Heard.Lost(Set.of(0)));
            assertStopped(Fixture.restored(journal, 0), "offset");
        }
    }

    /** Its end cannot be asked for any more, and to ask in vain would hide what is wrong with all the others. */
    @Test
    void aJournalMadeAnewWithFewerPartitionsIsReadBackAndStops() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            journal.generation(member.next());
            Fixture.restored(journal, 1);
            Entry entry = entry("a1", 1, 0);
            journal.append(entry);
            assertThat(heard.next()).isEqualTo(new Heard.Committed(List.of(entry)));
            recreate(fixture.names.jobs(), 1);

            assertThat(heard.next()).isEqualTo(new Heard.Lost(Set.of(1)));
            assertStopped(Fixture.restored(journal, 1), "it is empty, but the group " + fixture.group + " has handled");
        }
    }

    /** Nobody is ever given them: without a word, tasks that were paid for would never be asked for. */
    @Test
    void jobsOfPartitionsThatTheRequestsHaveNoMoreStandAtWell() throws Exception {
        createTopics();
        fixture.publish(fixture.names.jobs(), 1, 1);
        KafkaJournal journal = fixture.journal("w1", heard);
        recreate(fixture.names.requests(), 1);
        Waiting.until("orphans to be told", () -> journal.troubles().now().containsKey("requests_too_small"));
        assertThat(journal.troubles().now().get("requests_too_small"))
                .contains("the partitions [1]", "--alter --topic " + fixture.names.requests() + " --partitions 2");

        grow(fixture.names.requests(), 2);
        Waiting.until("them to be served", () -> !journal.troubles().now().containsKey("requests_too_small"));
    }

    @Test
    void requestsMadeAnewUnderARunningWorkerAreReadBackAndStop() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            journal.generation(member.next());
            Fixture.restored(journal, 0);
            Entry entry = entry("a1", 0, 5);
            journal.append(entry);
            assertThat(heard.next()).isEqualTo(new Heard.Committed(List.of(entry)));
            recreate(fixture.names.requests());

            assertThat(heard.next()).isEqualTo(new Heard.Lost(Set.of(0)));
            assertStopped(Fixture.restored(journal, 0), "or the same one made anew");
        }
    }

    @Test
    void rowsDeletedUnderARunningWorkerAreNoticed() throws Exception {
        createTopics();
        try (Member member = new Member(fixture)) {
            ConsumerGroupMetadata generation = member.next();
            served(generation, 2);
            KafkaJournal journal = fixture.journal("w2", heard);
            journal.generation(generation);
            Fixture.restored(journal, 0);
            Entry entry = entry("later", 0, 7);
            journal.append(entry);
            assertThat(heard.next()).isEqualTo(new Heard.Committed(List.of(entry)));
            delete(fixture.names.jobs(), fixture.end(new TopicPartition(fixture.names.jobs(), 0)) - 3);

            assertThat(heard.next()).isEqualTo(new Heard.Lost(Set.of(0)));
            assertStopped(Fixture.restored(journal, 0), "jobs that have not ended, and holds");
        }
    }

    @Test
    void aRetentionThatIsLoweredUnderARunningWorkerIsToldToWhoeverHasLiveRows() throws Exception {
        createTopics();
        fixture.journal("w1", heard);
        set(
                fixture.names.jobs(),
                "retention.ms",
                String.valueOf(Duration.ofDays(5).toMillis()));

        assertThat(heard.next()).isEqualTo(Duration.ofHours(30));
    }

    /** Compaction would take requests that nobody has read, and receipts that nobody was told of. */
    @Test
    void requestsAndReceiptsThatAreCompactedUnderARunningWorkerAreTold() throws Exception {
        createTopics();
        KafkaJournal journal = fixture.journal("w1", heard);
        List<String> topics = List.of(fixture.names.requests(), fixture.names.receipts());
        for (String topic : topics) {
            set(topic, "cleanup.policy", "compact");
        }

        for (String topic : topics) {
            Waiting.until(topic + " to be told", () -> journal.troubles().now().containsKey("settings_" + topic));
            assertThat(journal.troubles().now().get("settings_" + topic))
                    .contains("The topic " + topic, "cleanup.policy=compact, and needs delete", "are lost, unread");
        }
    }

    private void set(String topic, String name, String value) throws Exception {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        Waiting.done(fixture.admin
                .incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all());
    }

    @Test
    void requestsThatAreGoneUnreadAreCountedOnceAndPassed() throws Exception {
        createTopics();
        try (Member member = new Member(fixture)) {
            served(member.next(), 2);
        }
        fixture.publishUpTo(0, 9);
        delete(fixture.names.requests(), 6);
        KafkaJournal journal = fixture.journal("w2", heard);

        assertThat(((Restored.Ready) Fixture.restored(journal, 0)).nextOffset()).hasValue(2);
        assertThat(((Restored.Ready) Fixture.restored(journal, 0)).nextOffset()).hasValue(2);
        assertThat(journal.troubles().now())
                .hasEntrySatisfying(
                        "lost_0",
                        told -> assertThat(told)
                                .contains(
                                        "At most 4 requests of partition 0 are gone that nobody has read", "offset 6"));
    }

    @Test
    void aFirstStartHasAHeadBeforeItsFirstRequest() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        try (Member member = new Member(fixture)) {
            journal.generation(member.next());
            Fixture.restored(journal, 0);
            Waiting waiting = Waiting.begin();
            while (groupOffset(0).isEmpty()) {
                waiting.goOn(() -> "an offset of the group");
            }
        }

        assertThat(fixture.committed(fixture.names.jobs())).hasSize(1);
        assertThat(groupOffset(0)).hasValue(0);
    }

    private void createTopics() throws InterruptedException {
        fixture.topics(true).prepare(Duration.ofSeconds(1));
    }

    /** A worker that takes requests up to there, makes a job of each, and goes. */
    private void served(ConsumerGroupMetadata generation, int upTo) throws Exception {
        Heard own = new Heard();
        KafkaJournal journal = fixture.journal("w" + upTo, own);
        journal.generation(generation);
        Restored.Ready ready = (Restored.Ready) Fixture.restored(journal, 0);
        for (long offset = ready.nextOffset().orElseThrow(); offset < upTo; offset++) {
            Entry entry = entry("job-" + offset, 0, offset);
            journal.append(entry);
            assertThat(own.next()).isEqualTo(new Heard.Committed(List.of(entry)));
        }
        journal.close(Waiting.AT_MOST);
    }

    private void delete(String topic, long before) throws Exception {
        Waiting.done(fixture.admin
                .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                .all());
    }

    private void recreate(String topic) throws Exception {
        recreate(topic, 2);
    }

    private void recreate(String topic, int partitions) throws Exception {
        Waiting.done(fixture.admin.deleteTopics(List.of(topic)).all());
        NewTopic anew = new NewTopic(topic, Optional.of(partitions), Optional.empty())
                .configs(topic.equals(fixture.names.jobs()) ? JobsTopic.settings(Duration.ofHours(24)) : Map.of());
        Waiting.done(fixture.admin.createTopics(List.of(anew)).all());
    }

    private static void assertStopped(Restored restored, String why) {
        assertThat(restored)
                .isInstanceOfSatisfying(
                        Restored.Stopped.class,
                        stopped -> assertThat(stopped.error()).contains(why, "takeone.journal.on-mismatch=adopt"));
    }

    /** Else an answer that comes late could be kept nowhere, and the next start would fail. */
    @Test
    void aPartitionWaitsUntilItsReceiptsHaveGrownToo() throws Exception {
        createTopics();
        KafkaJournal journal = fixture.journal("w1", false, heard);
        grow(fixture.names.requests());
        Restored.Unavailable first = awaitWhy(journal, fixture.names.jobs());
        assertThat(first.unbegun()).isTrue();
        assertThat(first.why())
                .contains("--alter --topic " + fixture.names.jobs(), "--alter --topic " + fixture.names.receipts());

        grow(fixture.names.jobs());
        Restored.Unavailable second = awaitWhy(journal, fixture.names.receipts());
        assertThat(second.unbegun()).as("its journal is empty").isTrue();
        assertThat(second.why()).doesNotContain("--alter --topic " + fixture.names.jobs());

        grow(fixture.names.receipts());
        assertThat(Fixture.restored(journal, 2)).isInstanceOf(Restored.Ready.class);
    }

    /** What the group has an offset of was served once: what was spent there is not known to be nothing. */
    @Test
    void aPartitionOfAJournalThatIsSmallerThanItWasIsNotOneThatWasNeverBegun() throws Exception {
        createTopics();
        KafkaJournal journal = fixture.journal("w1", false, heard);
        grow(fixture.names.requests());
        fixture.admin
                .alterConsumerGroupOffsets(
                        fixture.group,
                        Map.of(new TopicPartition(fixture.names.requests(), 2), new OffsetAndMetadata(17)))
                .all()
                .get();

        assertThat(unavailable(Waiting.done(journal.restore(2).toCompletableFuture()))
                        .unbegun())
                .isFalse();
    }

    private static Restored.Unavailable unavailable(Restored restored) {
        assertThat(restored).isInstanceOf(Restored.Unavailable.class);
        return (Restored.Unavailable) restored;
    }

    /** What has grown may be seen a moment later. */
    private static Restored.Unavailable awaitWhy(KafkaJournal journal, String firstTopic) throws Exception {
        Waiting waiting = Waiting.begin();
        Restored.Unavailable waits = unavailable(Waiting.done(journal.restore(2).toCompletableFuture()));
        while (!waits.why().startsWith("The topic " + firstTopic)) {
            waiting.goOn(waits::toString);
            waits = unavailable(Waiting.done(journal.restore(2).toCompletableFuture()));
        }
        return waits;
    }

    /** To three partitions. */
    private void grow(String topic) throws Exception {
        grow(topic, 3);
    }

    /** A broker knows it a moment after it was told. */
    private void grow(String topic, int partitions) throws Exception {
        Waiting.done(fixture.admin
                .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all());
        Waiting waiting = Waiting.begin();
        while (Waiting.done(fixture.admin.describeTopics(List.of(topic)).allTopicNames())
                        .values()
                        .iterator()
                        .next()
                        .partitions()
                        .size()
                < partitions) {
            waiting.goOn(() -> partitions + " partitions of " + topic);
        }
    }

    @Test
    void theJournalGrowsWithTheRequests() throws Exception {
        KafkaJournal journal = fixture.journal("w1", heard);
        grow(fixture.names.requests());

        assertThat(Fixture.restored(journal, 2)).isInstanceOf(Restored.Ready.class);
    }

    @Test
    void goesOnAfterTheBrokerWasAway() throws Exception {
        Broker mine = Broker.start();
        try (mine) {
            assumeTrue(mine instanceof LocalBroker, "only a local broker can be stopped and started again");
            LocalBroker broker = (LocalBroker) mine;
            try (Fixture own = new Fixture(broker.bootstrapServers());
                    Member member = new Member(own)) {
                KafkaJournal journal = own.journal("w1", heard);
                member.tells(journal::generation);
                Fixture.restored(journal, 0);
                Entry entry = entry(own, "a1", 0, 0);
                broker.stop();
                journal.append(entry);
                broker.restart();

                Object outcome = heard.next();
                if (outcome instanceof Heard.Lost) {
                    assertThat(Fixture.restored(journal, 0)).isInstanceOf(Restored.Ready.class);
                    journal.append(entry);
                    outcome = heard.next();
                }
                assertThat(outcome).isEqualTo(new Heard.Committed(List.of(entry)));
                assertThat(keys(own.committed(own.names.jobs()))).containsExactly("a1");
            }
        }
    }

    private Entry entry(String id, int partition, long offset) throws Exception {
        return entry(fixture, id, partition, offset);
    }

    private static Entry entry(Fixture fixture, String id, int partition, long offset) throws Exception {
        fixture.publishUpTo(partition, offset);
        Entry sample = Samples.entry(id, partition, offset);
        return new Entry(
                partition, sample.row(), List.of(Samples.event(fixture.names.submitted(), id)), sample.nextOffset());
    }

    private void write(Producer<byte[], byte[]> producer, String key, byte[] value) throws Exception {
        Waiting.done(producer.send(new ProducerRecord<>(fixture.names.jobs(), 0, key.getBytes(UTF_8), value)));
    }

    /** Of the requests topic, which is there from now on. */
    private String topicId() throws Exception {
        return fixture.topics(true).prepare(Duration.ofSeconds(1)).requestsTopicId();
    }

    private OptionalLong groupOffset(int partition) {
        try (JournalReader reader = JournalReader.open(fixture.setup("reader", true))) {
            return reader.committed(fixture.names.requests(), List.of(partition)).committed().values().stream()
                    .mapToLong(Committed::offset)
                    .findAny();
        }
    }

    /** Of all records but the heads. */
    private static List<String> keys(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .filter(record -> !new String(record.key(), UTF_8).equals(JobCodec.HEAD_KEY))
                .map(each -> new String(each.key(), UTF_8))
                .toList();
    }
}
