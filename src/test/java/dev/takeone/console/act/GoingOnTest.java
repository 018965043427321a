package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the end of an order would buy. */
class GoingOnTest {
    private final Desk desk = new Desk();

    private void stands(HeldBack held) {
        desk.standing.add(new Overview.OrderLine(
                "hold", "holds everything", true, Optional.empty(), Optional.empty(), Optional.empty()));
        desk.kept.put("hold", held);
    }

    private Preview asked() {
        return desk.actions.preview(new Action.Resume("hold"), NOW);
    }

    @Test
    void goingOnSaysHowManyItBuysAndWhatTheyCost() {
        stands(new HeldBack(List.of(job(1, Stage.WAITING), job(2, Stage.WAITING)), 0, 0, false));

        assertThat(asked().says())
                .isEqualTo(
                        "The order hold ends. 2 requests that wait for it will be bought, with about 1.60 USD spent.");
        assertThat(asked().warnings()).isEmpty();
        assertThat(asked().refused()).isEmpty();
    }

    @Test
    void whatTheSumLeavesOutIsSaid() {
        stands(new HeldBack(List.of(), 1, 12, true));

        assertThat(asked().says()).isEqualTo("The order hold ends. No request that is known waits for it alone.");
        assertThat(asked().warnings())
                .containsExactly(
                        "The topic holds 12 unread: those of them that it keeps will be bought too, at a price that is"
                                + " not known yet.",
                        "It keeps other groups too, whose requests are not counted here.",
                        "1 request goes on waiting for another order.");
    }

    @Test
    void theEndOfAWithdrawalBuysNothingThatIsKnown() {
        desk.standing.add(new Overview.OrderLine(
                "hold", "withdraws key", false, Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(asked().says()).isEqualTo("The order hold ends.");
    }
}
