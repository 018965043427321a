package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.completed;
import static dev.takeone.console.picture.PictureJobs.failed;
import static dev.takeone.console.picture.PictureJobs.id;
import static dev.takeone.console.picture.PictureJobs.running;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static dev.takeone.console.view.FilterReaderTest.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.memory.Ending;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FilterReader;
import dev.takeone.console.view.FilterReading;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.JobLine;
import dev.takeone.console.view.JobPage;
import dev.takeone.console.view.PageKey;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The pages of jobs that a filter finds. */
class JobPagesTest {
    private static final Filter ALL = Filter.of("", List.of());
    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    @Test
    void aFilterFindsByEveryField() {
        picture.live(waiting(4711), 1, NOW);
        picture.live(running(2, task(2)), 1, NOW);
        picture.ended(failed(3, FailureReason.REJECTED, Charged.NO, NOW.minus(Duration.ofHours(2))), NOW);
        picture.ended(failed(5, FailureReason.SUBMISSION_IN_DOUBT, Charged.UNKNOWN, NOW), NOW);

        assertThat(found("state:waiting")).containsExactly("order-4711");
        assertThat(found("reason:rejected")).containsExactly("order-3");
        assertThat(found("charged:unknown")).containsExactly("order-5");
        assertThat(found("retryable:no")).containsExactly("order-5", "order-3");
        assertThat(found("retryable:yes")).isEmpty();
        assertThat(found("state:failed since:1h")).containsExactly("order-5");
        assertThat(found("before:1h")).containsExactly("order-4711", "order-3");
        assertThat(found("key:customer-7")).hasSize(4);
        assertThat(found("key:customer")).isEmpty();
        assertThat(found("model:another")).isEmpty();
        assertThat(found("group:another")).isEmpty();
        assertThat(found("4711")).containsExactly("order-4711");
        assertThat(found("task-2")).containsExactly("order-2");
        assertThat(found(id(3))).containsExactly("order-3");
    }

    @Test
    void modelsOfJobsAndGroupsThatAreThereAreSuggested() {
        picture.live(waiting(1), 1, NOW);
        picture.board(PictureJobs.obeying("w9", "bulk", OptionalLong.empty()), NOW);

        assertThat(picture.suggest("model:veo")).containsExactly("model:" + PictureJobs.MODEL);
        assertThat(picture.suggest("key:a group:")).containsExactly("key:a group:bulk", "key:a group:takeone");
        assertThat(picture.suggest("reason:rej")).containsExactly("reason:rejected");
    }

    @Test
    void aRefusalIsFoundByTheProvidersWordsAndSaysThemInItsLine() {
        picture.ended(PictureJobs.refused(1, "Sensitive content in request 8a7f"), NOW);
        picture.ended(PictureJobs.refused(2, "The image is too small"), NOW);
        picture.ended(completed(3, NOW), NOW);
        picture.live(waiting(4), 1, NOW);

        assertThat(found("words:sensitive")).containsExactly("order-1");
        assertThat(found("words:\"Content in\" words:image")).containsExactly("order-1", "order-2");
        assertThat(found("words:8a7f")).isEmpty();
        assertThat(at(NOW, "words:image state:waiting").byOtherStages()).isEqualTo(Map.of(Stage.FAILED, 1));
        assertThat(at(NOW, "words:sensitive").lines().getFirst().why())
                .isEqualTo("failed: rejected, charged: no; the provider: Sensitive content in request …");
    }

    @Test
    void everyTaskOfAJobFindsItWhileItRunsAndWhenItHasEnded() {
        picture.live(running(2, task(2), task(8)), 1, NOW);
        picture.ended(completed(3, NOW), NOW);

        assertThat(List.of(found("task-2"), found("task-8"), found("task-3"), found("film-3")))
                .containsExactly(List.of("order-2"), List.of("order-2"), List.of("order-3"), List.of("order-3"));
        assertThat(found("id:film-3")).containsExactly("order-3");
    }

    /** So it is after a restart: the event has the request id where the record had no key, and the journal's row is gone. */
    @Test
    void anEndedJobWhoseKeyIsItsRequestIdIsFoundByIt() {
        Ending done = completed(3, NOW);
        picture.ended(
                new Ending(
                        done.jobId(),
                        done.identity(),
                        done.failure(),
                        done.model(),
                        "order-3",
                        done.taskIds(),
                        done.endedAt(),
                        done.submittedAt(),
                        done.cost(),
                        done.estimate(),
                        done.origin(),
                        done.event()),
                NOW);
        picture.ended(completed(4, NOW), NOW);

        assertThat(found("key:order-3")).containsExactly("order-3");
        assertThat(found("key:order-4")).isEmpty();
    }

    @Test
    void countsOfOtherStatesAreThereToGoTo() {
        picture.live(waiting(1), 1, NOW);
        picture.live(waiting(2), 1, NOW);
        picture.ended(failed(3, FailureReason.REJECTED, Charged.NO, NOW), NOW);

        JobPage page = at(NOW, "state:failed");
        assertThat(page.found()).isEqualTo(1);
        assertThat(page.byOtherStages()).isEqualTo(Map.of(Stage.WAITING, 2, Stage.FAILED, 1));
        assertThat(at(NOW, "state:waiting").unspent()).isEqualByComparingTo("1.60");
    }

    @Test
    void countsOfOtherStatesAreThoseOfTheRestOfTheFilter() {
        picture.live(waiting(1), 1, NOW);
        picture.ended(completed(2, NOW), NOW);
        picture.ended(failed(3, FailureReason.REJECTED, Charged.NO, NOW), NOW);
        picture.ended(failed(4, FailureReason.CANCELLED, Charged.UNKNOWN, NOW), NOW);

        assertThat(at(NOW, "reason:rejected").byOtherStages()).isEqualTo(Map.of(Stage.FAILED, 1));
        assertThat(at(NOW, "charged:no,unknown state:waiting").byOtherStages()).isEqualTo(Map.of(Stage.FAILED, 2));
        assertThat(at(NOW, "retryable:yes state:completed").byOtherStages()).isEqualTo(Map.of(Stage.FAILED, 1));
    }

    @Test
    void pagesMissNothingAndRepeatNothingWhileJobsComeAndMove() {
        IntStream.rangeClosed(10, 34).forEach(number -> picture.live(waiting(number), 1, NOW));
        List<String> seen = new ArrayList<>();
        Optional<PageKey> next = Optional.empty();
        int came = 9;
        do {
            JobPage page = picture.jobs(ALL, next, 10, NOW);
            page.lines().forEach(line -> seen.add(line.requestId()));
            next = page.older().map(key -> PageKey.parse(key.text()).orElseThrow());
            picture.live(waiting(came--), 1, NOW);
            picture.ended(completed(20, NOW), NOW);
            picture.live(running(30, task(30)), 2, NOW);
        } while (next.isPresent());

        assertThat(seen)
                .containsExactlyElementsOf(IntStream.rangeClosed(10, 34)
                        .mapToObj(number -> "order-" + number)
                        .toList());
    }

    @Test
    void aPageLeadsBackToTheOneBeforeIt() {
        IntStream.rangeClosed(1, 25).forEach(number -> picture.live(waiting(number), 1, NOW));
        JobPage first = picture.jobs(ALL, Optional.empty(), 10, NOW);
        JobPage second = picture.jobs(ALL, first.older(), 10, NOW);
        JobPage third = picture.jobs(ALL, second.older(), 10, NOW);

        assertThat(first.newer()).isEmpty();
        assertThat(third.older()).isEmpty();
        assertThat(third.lines()).hasSize(5);
        assertThat(picture.jobs(ALL, third.newer(), 10, NOW).lines()).isEqualTo(second.lines());
        assertThat(picture.jobs(ALL, second.newer(), 10, NOW).lines()).isEqualTo(first.lines());
    }

    /** So many are looked for, the oldest first, and a day's ended ones may come before the first that waits. */
    @Test
    void whatWaitsIsFoundBehindAsManyEndedOnesAsAreKept() {
        picture.live(waiting(1), 1, NOW);
        IntStream.rangeClosed(10, 14)
                .forEach(number -> picture.ended(completed(number, NOW.minusSeconds(200 - number)), NOW));
        Filter ofModel = good("model:" + PictureJobs.MODEL);

        assertThat(picture.find(ofModel, NOW, 1)).extracting(FoundJob::stage).doesNotContain(Stage.WAITING);
        assertThat(picture.find(ofModel.in(Stage.WAITING).orElseThrow(), NOW, 1))
                .extracting(FoundJob::jobId)
                .containsExactly(id(1));
        assertThat(good("state:failed").in(Stage.WAITING)).isEmpty();
    }

    @Property
    void anyTextThatIsReadFindsWithoutAnError(@ForAll("typed") String text) {
        picture.live(waiting(1), 1, NOW);
        picture.ended(PictureJobs.refused(2, "Sensitive content"), NOW);

        switch (FilterReader.read(text)) {
            case FilterReading.Good(Filter filter) -> {
                assertThat(picture.jobs(filter, Optional.empty(), 50, NOW)).isNotNull();
                assertThat(picture.find(filter, NOW, 50)).isNotNull();
            }
            case FilterReading.Bad _unread -> assertThat(text).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> typed() {
        return Arbitraries.of(
                        "id:",
                        "key:",
                        "words:",
                        "model:",
                        "state:failed",
                        "\"",
                        "\"\"",
                        ",",
                        " ",
                        "a",
                        "order",
                        "\u20ac")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private JobPage at(Instant now, String filter) {
        return picture.jobs(good(filter), Optional.empty(), 50, now);
    }

    private List<String> found(String filter) {
        return at(NOW, filter).lines().stream().map(JobLine::requestId).toList();
    }
}
