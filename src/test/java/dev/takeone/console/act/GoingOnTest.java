package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.job;
import static dev.takeone.console.act.Desk.resume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.Stage;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the end of an order would buy. */
class GoingOnTest {
    private final Desk desk = new Desk();

    private void stands(HeldBack held) {
        desk.stands("hold", "anna", 7);
        desk.kept.put("hold", held);
    }

    private Preview asked() {
        return desk.actions.preview(resume("hold"), NOW);
    }

    @Test
    void goingOnSaysWhoseOrderEndsAndWhatItBuys() {
        stands(new HeldBack(List.of(job(1, Stage.WAITING), job(2, Stage.WAITING)), 0, OptionalLong.of(0), false));

        assertThat(asked().says())
                .isEqualTo(
                        "The order hold ends: it holds everything, by anna (prices). 2 requests that wait for it will"
                                + " be bought, with about 1.60 USD spent.");
        assertThat(asked().warnings()).isEmpty();
        assertThat(asked().refused()).isEmpty();
    }

    @Test
    void whatTheSumLeavesOutIsSaid() {
        stands(new HeldBack(List.of(), 1, OptionalLong.of(12), true));

        assertThat(asked().says()).endsWith(" No request that is known waits for it alone.");
        assertThat(asked().warnings())
                .containsExactly(
                        "The topic holds 12 unread: those of them that it keeps will be bought too, at a price that is"
                                + " not known yet.",
                        "It keeps other groups too, whose requests are not counted here.",
                        "1 request stays unbought by another order.");
    }

    @Test
    void whatIsUnreadAndNotKnownIsNotToldAsNone() {
        stands(new HeldBack(List.of(), 0, OptionalLong.empty(), false));

        assertThat(asked().warnings())
                .containsExactly("How many the topic holds unread is not known: those of them that it keeps will be"
                        + " bought too.");
    }

    /** As in a partition that stands still, or behind requests that are not read yet. */
    @Test
    void theEndOfAWithdrawalSaysWhatItHasNotReached() {
        desk.withdraws("hold", "anna", 7);
        desk.kept.put(
                "hold",
                new HeldBack(List.of(job(1, Stage.WAITING), job(2, Stage.WAITING)), 2, OptionalLong.of(5_000), true));

        assertThat(asked().says())
                .isEqualTo(
                        "The order hold ends: it withdraws key customer-7, by anna (prices). 2 requests that it has not"
                                + " reached yet will be bought, with about 1.60 USD spent.");
        assertThat(asked().warnings())
                .containsExactly(
                        "The topic holds 5000 unread: those of them that it means will be bought too, at a price that is"
                                + " not known yet.",
                        "It means other groups too, whose requests are not counted here.",
                        "2 requests stay unbought by another order.");
        desk.kept.put("hold", new HeldBack(List.of(), 0, OptionalLong.empty(), false));
        assertThat(asked().warnings())
                .containsExactly(
                        "How many the topic holds unread is not known: those of them that it means will be bought"
                                + " too.");
    }

    @Test
    void theEndOfAWithdrawalThatHasReachedAllBuysNothing() {
        desk.withdraws("hold", "anna", 7);

        assertThat(asked().says())
                .isEqualTo(
                        "The order hold ends: it withdraws key customer-7, by anna (prices). No request that is known"
                                + " waits for it alone.");
        assertThat(asked().warnings()).isEmpty();
    }

    /** The console gives the same hold under the same name: whoever held anew meanwhile would be overruled unseen. */
    @Test
    void anOrderThatWasGivenAnewSinceTheQuestionIsNotEnded() {
        stands(new HeldBack(List.of(job(1, Stage.WAITING)), 0, OptionalLong.of(0), false));
        Action asked = asked().action();
        desk.stands("hold", "carla", 9);

        assertThat(desk.actions.perform(asked, "bert", NOW.plusSeconds(480)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why())
                                .isEqualTo("It was given anew by carla at 2026-11-29T10:10:00Z (prices), since you were"
                                        + " asked: look again."));
        assertThat(desk.written).isEmpty();
        assertThat(desk.actions.perform(asked().action(), "bert", NOW.plusSeconds(490)))
                .isInstanceOf(Outcome.Done.class);
    }

    /** Of one that the topic has lost there is no place to tell it by, and it is told to be given again. */
    @Test
    void aLostOrderThatWasGivenAnewSinceTheQuestionIsNotEnded() {
        desk.standsLost("hold", "anna");
        Action asked = asked().action();
        desk.stands("hold", "anna", 9);

        assertThat(desk.actions.perform(asked, "bert", NOW.plusSeconds(480)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).startsWith("It was given anew by anna at "));
        assertThat(desk.written).isEmpty();
    }

    @Test
    void anOrderThatWasLostSinceTheQuestionIsNotToldAsGivenAnew() {
        desk.stands("hold", "anna", 9);
        Action asked = asked().action();
        desk.standsLost("hold", "anna");

        assertThat(desk.actions.perform(asked, "bert", NOW.plusSeconds(480)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).startsWith("The topic of orders has lost it"));
    }

    @Test
    void aLostOrderCanBeEnded() {
        desk.standsLost("hold", "anna");

        assertThat(desk.actions.perform(asked().action(), "bert", NOW)).isInstanceOf(Outcome.Done.class);
    }
}
