package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.completed;
import static dev.takeone.console.picture.PictureJobs.id;
import static dev.takeone.console.picture.PictureJobs.posting;
import static dev.takeone.console.picture.PictureJobs.running;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part.State;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a job's sentence is told of the other jobs. */
class SituationTest {
    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    SituationTest() {
        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW);
        picture.board(PictureJobs.office(), NOW);
        picture.board(PictureJobs.dealing(120), NOW);
    }

    private String why(int number) {
        return picture.job(id(number), NOW).orElseThrow().line().why();
    }

    /** What has left the queue, or came later, is not waited for. */
    @Test
    void thoseThatWaitAndWerePublishedBeforeAreBeforeIt() {
        IntStream.rangeClosed(1, 100).forEach(number -> picture.live(waiting(number), 1, NOW));
        picture.live(running(200, task(200)), 1, NOW);
        picture.live(posting(201), 1, NOW);
        picture.live(waiting(202), 1, NOW);
        picture.ended(completed(202, NOW), NOW);

        assertThat(why(100)).startsWith("waits for the account: 0 requests are before it, ");
        assertThat(why(99)).startsWith("waits for the account: 1 request is before it, ");
        assertThat(why(1)).startsWith("waits for the account: 99 requests are before it, ");
    }

    @Test
    void howLongVideosOfItsKindTakeIsLearnedFromTheJournal() {
        picture.live(running(1, task(1)), 1, NOW);
        for (int number = 2; number < 12; number++) {
            assertThat(why(1)).startsWith(number < 7 ? "running: 140 s so far" : "running: videos of this kind take ");
            picture.overInJournal(
                    id(number), PictureJobs.PROFILE, Optional.of(Duration.ofSeconds(10L * number)), NOW, NOW);
            picture.overInJournal(id(number), "another/720p/8", Optional.of(Duration.ofSeconds(999)), NOW, NOW);
            picture.overInJournal(id(number), PictureJobs.PROFILE, Optional.empty(), NOW, NOW);
        }

        assertThat(why(1)).startsWith("running: videos of this kind take 30 to 100 s, this one 140 s so far");
    }
}
