package dev.takeone.journal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Samples;
import dev.takeone.journal.rows.Found;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.journal.topics.Described;
import dev.takeone.journal.write.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuspicionTest {
    private static final Instant KEPT_FROM = Samples.NOON.minus(Duration.ofDays(5));
    private static final Marks MARKS =
            new Marks("jobs-1", "receipts-1", 7, 4, new Marks.Floor(200, Samples.NOON.minus(Duration.ofDays(2))));
    private static final Tenure HOLD = new Tenure(
            new Tenure.Beginning(), TopicLife.of("id-1").cut(), Position.at(OptionalLong.of(20)), Samples.NOON, MARKS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id-1 | 3  | 30 | jobs-1 | 100 | 900 | none",
                "id-1 | 20 | 20 | jobs-1 | 200 | 800 | none",
                "id-2 | 3  | 30 | jobs-1 | 100 | 900 | its requests topic was made anew",
                "id-1 | 3  | 30 | jobs-2 | 100 | 900 | its jobs topic was made anew",
                "id-1 | 3  | 30 | jobs-1 | 100 | 799 | its journal was cut short",
                "id-1 | 3  | 30 | jobs-1 | 201 | 900 | rows of its journal were deleted",
                "id-1 | 3  | 19 | jobs-1 | 100 | 900 | the log of its requests was cut short",
                "id-1 | 21 | 30 | jobs-1 | 100 | 900 | requests are gone that were not read yet",
            })
    void readsBackWhatHasLostAPartOfItsPast(
            String requestsId, long start, long end, String jobsId, long jobsStart, long jobsEnd, String why) {
        assertThat(Suspicion.of(
                                HOLD,
                                new Found.Log(requestsId, start, end),
                                new Found.Log(jobsId, jobsStart, jobsEnd),
                                800,
                                KEPT_FROM)
                        .orElse("none"))
                .isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void rowsThatTheTopicsRetentionHasTakenAreNotMissed(boolean worn) {
        Marks.Floor floor = new Marks.Floor(200, worn ? KEPT_FROM : KEPT_FROM.plusSeconds(1));

        assertThat(Suspicion.of(
                                HOLD.marked(MARKS.with("receipts-1", floor)),
                                new Found.Log("id-1", 3, 30),
                                new Found.Log("jobs-1", 201, 900),
                                800,
                                KEPT_FROM)
                        .isEmpty())
                .isEqualTo(worn);
    }

    @Test
    void aPartitionThatTheJournalHasNoMoreIsNeverTakenForWhole() {
        Described topics = SizesTest.described(6, 5);

        assertThat(Suspicion.of(4, HOLD, topics)).isEmpty();
        assertThat(Suspicion.of(5, HOLD, topics)).hasValue("its journal has no such partition any more");
    }

    /** A broker that is cut off from the others tells what it knew. */
    @Test
    void fewerPartitionsOfTheSameTopicAreAnOldAnswer() {
        Described topics = SizesTest.described(12, 6);
        Marks marks = new Marks(topics.jobs().topicId().toString(), "receipts-1", 7, 4, MARKS.floor());

        assertThat(Suspicion.of(7, HOLD.marked(marks), topics)).isEmpty();
    }
}
