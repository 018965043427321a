package dev.takeone.console.read;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Report;
import dev.takeone.console.picture.Picture;
import dev.takeone.console.picture.PictureJobs;
import dev.takeone.job.JobState;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.logs.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console's own clock, without a broker. */
class ConsoleReaderTest {
    @RegisterExtension
    private final LogLines logged = new LogLines(ConsoleReader.class);

    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
    private final ConsoleReader reader = new ConsoleReader(
            new JournalSetup(
                    Map.of("bootstrap.servers", "127.0.0.1:1"),
                    new TopicNames("r", "s", "c", "f", "j", "rc", "o", "a"),
                    new JournalSettings(
                            "takeone", "console-1", Duration.ofHours(24), 1, true, JournalSettings.OnMismatch.STOP)),
            picture,
            InstantSource.fixed(NOW));

    @Test
    void whoseAJournalIsIsNotPassedOver() {
        Head head = new Head("another", "r", TopicLife.of("topic-1"), 0, OptionalInt.empty(), Optional.empty());
        new ConsoleReader.JobsOf(picture, InstantSource.fixed(NOW))
                .read(List.of(new ConsumerRecord<>("j", 0, 0, JobCodec.key(JobCodec.HEAD_KEY), JobCodec.encode(head))));

        assertThat(picture.foreign().orElseThrow()).contains("group another");
    }

    @Test
    void workersAreThereAlsoForAConsoleWhoseClockIsMinutesAhead() {
        told(true, NOW.minusSeconds(240));

        assertThat(picture.overview(NOW.plusSeconds(9)).workers()).hasSize(1);
        assertThat(picture.overview(NOW.plusSeconds(9)).calls().limit()).hasValue(500);
        assertThat(picture.overview(NOW.plusSeconds(11)).calls().limit()).isEmpty();
    }

    @Test
    void aWorkerThatIsGoneIsNotThereForAConsoleWhoseClockIsMinutesBehind() {
        told(true, NOW.plusSeconds(240));

        assertThat(picture.overview(NOW.plusSeconds(11)).calls().limit()).isEmpty();
    }

    @Test
    void whoHasToldOfItselfBeforeTheReadingBeganOrWasAwayIsNotThere() {
        told(false, NOW.minusSeconds(11));
        assertThat(picture.overview(NOW).calls().limit()).isEmpty();

        told(true, NOW.minusSeconds(301));
        assertThat(picture.overview(NOW).calls().limit()).isEmpty();
    }

    /** Its event, read a moment later, does not tell the attempts. */
    @Test
    void whatTheJournalKnewIsKeptAlsoWhereTheClockIsMinutesAhead() {
        picture.live(PictureJobs.running(1, PictureJobs.task(1)), 1, NOW);
        Row over = new Row(
                new Sequence(2),
                new JobState.Completed(PictureJobs.job(1), Optional.empty(), Optional.empty(), NOW.minusSeconds(240)));
        new ConsoleReader.JobsOf(picture, InstantSource.fixed(NOW))
                .read(List.of(new ConsumerRecord<>("j", 0, 0, JobCodec.key(PictureJobs.id(1)), JobCodec.encode(over))));
        assertThat(picture.job(PictureJobs.id(1), NOW)).isPresent();

        picture.ended(PictureJobs.completed(1, NOW), NOW);
        assertThat(picture.job(PictureJobs.id(1), NOW).orElseThrow().attempts()).isEqualTo(1);
    }

    @Test
    void howLongAVideoTookIsLearnedFromTheRowsOfThoseThatEnded() {
        picture.board(PictureJobs.row(Report.Part.State.SERVING, Optional.empty()), NOW);
        picture.live(PictureJobs.running(1, PictureJobs.task(1)), 1, NOW);
        for (int number = 2; number < 7; number++) {
            Row over = new Row(
                    new Sequence(2),
                    new JobState.Completed(
                            PictureJobs.job(number), Optional.of(Duration.ofSeconds(61)), Optional.empty(), NOW));
            new ConsoleReader.JobsOf(picture, InstantSource.fixed(NOW))
                    .read(List.of(new ConsumerRecord<>(
                            "j", 0, number, JobCodec.key(PictureJobs.id(number)), JobCodec.encode(over))));
        }

        assertThat(picture.job(PictureJobs.id(1), NOW).orElseThrow().line().why())
                .startsWith("running: videos of this kind take 61 to 61 s");
    }

    private void told(boolean live, Instant written) {
        BoardRow row = PictureJobs.row(Report.Part.State.SERVING, Optional.empty());
        byte[] value = BoardCodec.value(row).orElseThrow();
        new ConsoleReader.BoardOf(picture, InstantSource.fixed(NOW), () -> live)
                .read(List.of(new ConsumerRecord<>(
                        "a",
                        0,
                        0,
                        written.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        value.length,
                        BoardCodec.key(row),
                        value,
                        new RecordHeaders(),
                        Optional.empty())));
    }

    @Test
    void anErrorThatNobodyKnowsEndsNoClockAndIsToldOnceInTheLogAndOnEachPage() {
        AtomicInteger heard = new AtomicInteger();
        picture.listen(() -> {
            switch (heard.getAndIncrement()) {
                case 0 -> throw new IllegalStateException("no such row");
                case 1 -> throw new NoClassDefFoundError("no such row");
                default -> {}
            }
        });
        for (int beat = 1; beat <= 3; beat++) {
            picture.removed(PictureJobs.id(beat));
            reader.beat();
        }

        assertThat(heard).hasValue(3);
        assertThat(picture.reading().away()).isPresent();
        assertThat(picture.reading().away().orElseThrow().toString()).contains("no such row");
        assertThat(logged.lines()).singleElement().asString().contains("no such row");
        reader.beat();
        assertThat(picture.reading().away()).as("it is over").isEmpty();
    }
}
