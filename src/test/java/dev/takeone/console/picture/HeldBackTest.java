package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.GROUP;
import static dev.takeone.console.picture.PictureJobs.MODEL;
import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.completed;
import static dev.takeone.console.picture.PictureJobs.failed;
import static dev.takeone.console.picture.PictureJobs.running;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.Overview;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.orders.OrderReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order keeps, or has not taken back, and its end lets go. */
class HeldBackTest {
    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    @BeforeEach
    void twoWaitAndOneRuns() {
        picture.live(waiting(1), 1, NOW);
        picture.live(waiting(2), 1, NOW);
        picture.live(running(3, task(3)), 1, NOW);
    }

    private void order(String name, String value) {
        picture.orders(
                List.of(new OrderAt(OrderReader.read(name.getBytes(UTF_8), value.getBytes(UTF_8), NOW), NOW, 0)));
    }

    private HeldBack kept(String name) {
        return picture.heldBack(name).orElseThrow();
    }

    @Test
    void whatWaitsIsKeptAndWhatRunsIsNot() {
        picture.unread(Map.of(GROUP, 12L), List.of());
        order("stop", "{\"command\":\"hold\"}");

        assertThat(kept("stop").jobs())
                .extracting(FoundJob::jobId)
                .containsExactlyInAnyOrder(PictureJobs.id(1), PictureJobs.id(2));
        assertThat(kept("stop").unread()).hasValue(12);
        assertThat(kept("stop").isOfOtherGroups()).isFalse();
    }

    /** Such as before the first answer of the broker, or without the right to ask. */
    @Test
    void whatIsUnreadAndNotKnownIsNotNone() {
        picture.unread(Map.of("another", 12L), List.of());
        order("stop", "{\"command\":\"hold\"}");

        assertThat(kept("stop").unread()).isEmpty();
        assertThat(picture.unread()).isEmpty();
    }

    @Test
    void nobodyKnowsWhenWhatAnOrderKeepsEnds() {
        picture.ended(completed(4, NOW), NOW);
        assertThat(picture.overview(NOW).backlog().end()).isPresent();
        order("stop", "{\"command\":\"hold\"}");

        assertThat(picture.overview(NOW).backlog().end()).isEmpty();
    }

    @Test
    void whatEndedInDoubtIsTold() {
        assertThat(picture.overview(NOW).troubles())
                .noneMatch(each -> each.what().contains("ended in doubt"));
        Picture doubted = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());
        doubted.ended(failed(5, FailureReason.SUBMISSION_IN_DOUBT, Charged.UNKNOWN, NOW), NOW);

        assertThat(doubted.overview(NOW).troubles())
                .anyMatch(each -> each.what().startsWith("1 request of the last 24 h ended in doubt"));
    }

    @Test
    void whatAnotherHoldKeepsTooIsNotLetGo() {
        order("stop", "{\"command\":\"hold\"}");
        order("veo", "{\"command\":\"hold\",\"model\":\"" + MODEL + "\"}");

        assertThat(kept("veo").jobs()).isEmpty();
        assertThat(kept("veo").byOthersToo()).isEqualTo(2);
    }

    @Test
    void aHoldOfAnotherModelOrGroupKeepsNoneOfThese() {
        picture.unread(Map.of(GROUP, 0L), List.of());
        order("other", "{\"command\":\"hold\",\"model\":\"another\"}");
        order("elsewhere", "{\"command\":\"hold\",\"group\":\"another\"}");

        assertThat(List.of(kept("other"), kept("elsewhere")))
                .containsExactly(
                        new HeldBack(List.of(), 0, OptionalLong.of(0), false),
                        new HeldBack(List.of(), 0, OptionalLong.of(0), true));
    }

    @Test
    void anOrderThatIsGivenAnewIsToldFromTheOneBefore() {
        order("stop", "{\"command\":\"hold\"}");

        assertThat(picture.orders())
                .extracting(Overview.OrderLine::given)
                .containsExactly(Optional.of(new Overview.Given(NOW, 0)));
    }

    @Test
    void aNameIsTakenByWhateverIsNotTheSameHold() {
        order("hold", "{\"command\":\"hold\",\"model\":\"" + MODEL + "\"}");
        order("hold-group-a-model-b", "{\"command\":\"hold\",\"group\":\"a-model-b\"}");
        order("wrong", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}");

        assertThat(picture.isTaken("hold", Optional.empty(), Optional.of(MODEL)))
                .isFalse();
        assertThat(picture.isTaken("stop", Optional.empty(), Optional.empty())).isFalse();
        assertThat(List.of(
                        picture.isTaken("hold", Optional.empty(), Optional.empty()),
                        picture.isTaken("hold-group-a-model-b", Optional.of("a"), Optional.of("b")),
                        picture.isTaken("wrong", Optional.empty(), Optional.empty())))
                .containsOnly(true);
    }

    /** As in a partition that stands still. */
    @Test
    void whatAWithdrawalHasNotReachedIsLetGoByItsEnd() {
        picture.unread(Map.of(GROUP, 12L), List.of());
        order("wrong", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}");
        order("other", "{\"command\":\"withdraw\",\"key\":\"customer-8\"}");
        order("elsewhere", "{\"command\":\"withdraw\",\"key\":\"customer-7\",\"group\":\"another\"}");

        assertThat(kept("wrong").jobs())
                .extracting(FoundJob::jobId)
                .containsExactlyInAnyOrder(PictureJobs.id(1), PictureJobs.id(2));
        assertThat(kept("wrong").unread()).hasValue(12);
        assertThat(List.of(kept("other"), kept("elsewhere")))
                .containsExactly(
                        new HeldBack(List.of(), 0, OptionalLong.of(12), false),
                        new HeldBack(List.of(), 0, OptionalLong.of(0), true));
    }

    @Test
    void whatAHoldKeepsOrAnotherOrderWithdrawsIsNotBoughtByTheEndOfAWithdrawal() {
        order("wrong", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}");
        order("one", "{\"command\":\"withdraw\",\"request_id\":\"order-1\"}");
        assertThat(kept("wrong").jobs()).extracting(FoundJob::jobId).containsExactly(PictureJobs.id(2));
        assertThat(kept("wrong").byOthersToo()).isEqualTo(1);

        order("stop", "{\"command\":\"hold\"}");
        assertThat(kept("wrong").jobs()).isEmpty();
        assertThat(kept("wrong").byOthersToo()).isEqualTo(2);
        assertThat(kept("stop").byOthersToo()).isEqualTo(2);
    }

    @Test
    void whatDoesNotStandKeepsNothing() {
        assertThat(picture.heldBack("stop")).isEmpty();
    }
}
