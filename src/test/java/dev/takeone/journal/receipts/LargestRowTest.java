package dev.takeone.journal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.Bytes;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Task;
import dev.takeone.job.TraceContext;
import dev.takeone.job.Video;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Row;
import dev.takeone.journal.Samples;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.topics.WrittenTopic;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A row that the topic does not take stops its partition: all that is foreign is bounded where it is taken. */
class LargestRowTest {

    /** A control character takes six bytes, and in a text of a text a quotation mark takes two. */
    @Test
    void aRowThatHoldsAllThatAJobsTasksMayBringIsBelowWhatATopicMustTake() {
        JobState.Submitted state = new JobState.Submitted(
                job(),
                IntStream.range(0, Task.MOST).mapToObj(LargestRowTest::task).toList(),
                1,
                true,
                Samples.NOON,
                Duration.ofDays(-7).minusNanos(1),
                Integer.MAX_VALUE,
                Duration.ofDays(7),
                Collections.nCopies(Task.MOST, "\u0001".repeat(Task.MAX_ID)));

        assertThat(JobCodec.encode(new Row(new Sequence(Long.MAX_VALUE), state)))
                .hasSizeBetween(800_000, WrittenTopic.LARGEST);
    }

    @Test
    void aReceiptOfAllTasksIsBelowWhatATopicMustTake() {
        Receipt receipt = new Receipt.Acceptance(
                "a1", Collections.nCopies(Task.MOST, "\u0001".repeat(Task.MAX_ID)), true, Samples.NOON);

        assertThat(ReceiptCodec.encode(receipt)).hasSizeLessThan(WrittenTopic.LARGEST);
    }

    private static Task task(int number) {
        return new Task(
                (char) ('a' + number) + "\u0001".repeat(Task.MAX_ID - 1),
                Samples.NOON,
                Samples.NOON.minusSeconds(9),
                0,
                Instant.EPOCH,
                0,
                Optional.empty(),
                Optional.of(new Task.End.Done(
                        List.of(new Video("v".repeat(Task.MAX_VIDEO_BYTES), Optional.of(Samples.NOON))),
                        Optional.of(Duration.ofDays(7)),
                        Optional.of(new BigDecimal("123456789012345678901234567890")))));
    }

    private static Job job() {
        Job plain = Samples.job("a1", 3, 4711);
        String name = "\ud83c\udfac".repeat(256);
        return new Job(
                plain.id(),
                new Identity(Identity.Kind.CLOUD_EVENT, name, name),
                plain.origin(),
                Optional.of(Bytes.copyOf(new byte[4 * 1024])),
                plain.contentHash(),
                Optional.of(name),
                name,
                Optional.of("\"".repeat(4 * 1024)),
                Optional.of(new TraceContext(
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        Optional.of("a=" + "x".repeat(510)))),
                Optional.of(BigDecimal.ONE));
    }
}
