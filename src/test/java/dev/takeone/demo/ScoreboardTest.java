package dev.takeone.demo;

import static dev.takeone.demo.DemoEvent.Kind.COMPLETED;
import static dev.takeone.demo.DemoEvent.Kind.FAILED;
import static dev.takeone.demo.DemoEvent.Kind.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final Charges ONE = new Charges(1, 0, 0, 0, 1);

    private final Scoreboard scoreboard = new Scoreboard();
    private int events;

    @Test
    void everythingAsExpectedIsNoProblem() {
        completing("a");
        failing("b", "rejected");
        happens(SUBMITTED, "a");
        happens(COMPLETED, "a");
        fails("b", "rejected");
        assertThat(scoreboard.allEnded()).isTrue();
        assertThat(scoreboard.open()).isZero();
        assertThat(scoreboard.problems(ONE)).isEmpty();
    }

    @Test
    void theOrderOfTopicsDoesNotMatter() {
        completing("a");
        happens(COMPLETED, "a");
        happens(SUBMITTED, "a");
        assertThat(scoreboard.problems(ONE)).isEmpty();
    }

    @Test
    void aRequestWithoutEndingIsNamedAndOpen() {
        completing("a");
        happens(SUBMITTED, "a");
        assertThat(scoreboard.allEnded()).isFalse();
        assertThat(scoreboard.open()).isOne();
        assertThat(scoreboard.problems(ONE)).containsExactly("a has no ending yet");
    }

    @Test
    void twoEndingsAreAProblem() {
        completing("a");
        happens(SUBMITTED, "a");
        happens(COMPLETED, "a");
        fails("a", "no_output");
        assertThat(scoreboard.problems(ONE)).containsExactly("a has 2 endings");
    }

    @Test
    void anotherEndingThanExpectedIsAProblem() {
        completing("a");
        failing("b", "rejected");
        fails("a", "invalid_request");
        fails("b", "no_output");
        assertThat(scoreboard.problems(ONE))
                .containsExactly(
                        "a should have completed, but has failed as invalid_request",
                        "b should have failed as rejected, but has failed as no_output");
    }

    @Test
    void aCompletionNeedsOneSubmission() {
        completing("a");
        happens(COMPLETED, "a");
        assertThat(scoreboard.problems(ONE)).containsExactly("a has completed after 0 submitted events, not one");
        happens(SUBMITTED, "a");
        happens(SUBMITTED, "a");
        assertThat(scoreboard.problems(ONE)).containsExactly("a has completed after 2 submitted events, not one");
    }

    @Test
    void anEventThatComesTwiceIsAProblem() {
        completing("a");
        happens(COMPLETED, "a");
        scoreboard.add(event(SUBMITTED, "the same", "a", Optional.empty()));
        scoreboard.add(event(SUBMITTED, "the same", "a", Optional.empty()));
        assertThat(scoreboard.problems(ONE)).contains("event the same came 2 times");
    }

    @Test
    void anEventOfNobodyIsAProblem() {
        fails("stranger", "rejected");
        assertThat(scoreboard.problems(Charges.NONE)).containsExactly("stranger was not asked for, and has an event");
    }

    @Test
    void aConflictEndsUnderItsCoordinatesAndARepeatNotAtAll() {
        completing("a");
        happens(SUBMITTED, "a");
        happens(COMPLETED, "a");
        publish("a", new Expected.SharedEnding(), 0, "video.requests-0-1");
        publish("a", new Expected.Failure("conflicting_duplicate"), 0, "video.requests-0-2");
        assertThat(scoreboard.allEnded()).isFalse();
        fails("video.requests-0-2", "conflicting_duplicate");
        assertThat(scoreboard.allEnded()).isTrue();
        assertThat(scoreboard.repeats()).isOne();
        assertThat(scoreboard.problems(ONE)).isEmpty();
    }

    @Test
    void chargesAreCounted() {
        completing("a");
        happens(SUBMITTED, "a");
        happens(COMPLETED, "a");
        assertThat(scoreboard.problems(new Charges(2, 0, 0, 1, 1)))
                .containsExactly(
                        "the provider made 2 charges, not 1", "the provider charged 1 requests more than once");
        assertThat(scoreboard.problems(Charges.NONE)).containsExactly("the provider made 0 charges, not 1");
    }

    /** Of many one may be lost on its way; where none comes, nobody is called at all. */
    @Test
    void thatNoCallbackComesInIsAProblem() {
        completing("a");
        happens(SUBMITTED, "a");
        happens(COMPLETED, "a");
        assertThat(scoreboard.problems(new Charges(1, 0, 0, 0, 0)))
                .containsExactly("none of the provider's callbacks came in");
    }

    @Test
    void requestsOfOthersAreOpenUntilTheyEnd() {
        happens(SUBMITTED, "mine-1");
        assertThat(scoreboard.open()).isOne();
        happens(COMPLETED, "mine-1");
        assertThat(scoreboard.open()).isZero();
    }

    @Test
    void theSummaryShowsWhatWasCounted() {
        completing("a");
        failing("b", "rejected");
        happens(SUBMITTED, "a");
        happens(COMPLETED, "a");
        fails("b", "rejected");
        assertThat(Summary.progress(scoreboard, ONE))
                .isEqualTo("submitted 1 · completed 1 · failed 1 · open 0 · provider charges 1");
        assertThat(Summary.table(scoreboard, new Charges(3, 2, 0, 4, 5)))
                .map(line -> line.strip().replaceAll(" +", " "))
                .containsExactly(
                        "requests 2",
                        "completed 1",
                        "failed 1",
                        "rejected 1",
                        "repeats ignored 0",
                        "open 0",
                        "charges 3",
                        "of them refunded 2",
                        "requests charged twice 4",
                        "callbacks that came in 5");
    }

    private void completing(String id) {
        publish(id, new Expected.Completion(), 1, "video.requests-0-0");
    }

    private void failing(String id, String reason) {
        publish(id, new Expected.Failure(reason), 0, "video.requests-0-7");
    }

    private void publish(String id, Expected expected, int charges, String coordinates) {
        scoreboard.add(new Published(new DemoRequest(id, "", "{}", expected, charges), coordinates));
    }

    private void happens(DemoEvent.Kind kind, String id) {
        scoreboard.add(event(kind, "event-" + events++, id, Optional.empty()));
    }

    private void fails(String id, String reason) {
        scoreboard.add(event(FAILED, "event-" + events++, id, Optional.of(reason)));
    }

    private static DemoEvent event(DemoEvent.Kind kind, String eventId, String id, Optional<String> reason) {
        return new DemoEvent(kind, eventId, id, reason, "");
    }
}
