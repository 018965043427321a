package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.copy;
import static dev.takeone.console.act.Desk.failed;
import static dev.takeone.console.act.Desk.found;
import static dev.takeone.console.act.Desk.job;
import static dev.takeone.console.act.Desk.resume;
import static dev.takeone.console.act.Desk.withdraw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.outage.Outage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for the console's reading, and what does not. */
class ReadFirstTest {
    private static final Action HOLD = new Action.Hold(Optional.empty(), Optional.empty(), "prices");
    private static final Action AGAIN = new Action.SendAgain(new Target.One("2"));
    private static final Action ONE_BACK = withdraw(new Target.One("1"));
    private static final Action ALL_BACK = withdraw(found("model:veo3.1"));

    private static final Outage AWAY = new Outage(NOW.minusSeconds(60), "It is away.");

    private final Desk desk = new Desk();

    @BeforeEach
    void allCouldBeDone() {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.jobs.add(failed(2, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(Desk.at(2), copy("request-id", "order-2"));
        desk.stands("hold", "anna", 7);
        assertThat(List.of(HOLD, resume("hold"), ONE_BACK, ALL_BACK, AGAIN)).allSatisfy(this::isAsked);
    }

    private void isAsked(Action action) {
        assertThat(desk.actions.preview(action, NOW).refused()).isEmpty();
    }

    private void waits(Action action) {
        assertThat(desk.actions.preview(action, NOW).refused().orElseThrow()).contains("ask again in some seconds");
        assertThat(desk.actions.perform(action, "anna", NOW)).isInstanceOf(Outcome.Refused.class);
    }

    private void isRead(Reading.Extent extent) {
        desk.reading = new Reading(extent, 12, Optional.empty(), Optional.empty());
    }

    @Test
    void nothingIsBoughtBeforeAllTopicsAreRead() {
        isRead(Reading.Extent.LITTLE);

        assertThat(List.of(resume("hold"), ALL_BACK, AGAIN)).allSatisfy(this::waits);
        assertThat(desk.written).isEmpty();
        isAsked(ONE_BACK);
    }

    @Test
    void nothingIsSentAgainBeforeAllThatWasSentAgainIsKnown() {
        isRead(Reading.Extent.LATEST);

        waits(AGAIN);
        assertThat(List.of(resume("hold"), ALL_BACK)).allSatisfy(this::isAsked);
        assertThat(desk.written).isEmpty();
    }

    /** A hold that comes early may replace an order that is not known yet, and keeps more than is counted. */
    @Test
    void nobodyIsKeptFromHolding() {
        isRead(Reading.Extent.LITTLE);

        assertThat(desk.actions.preview(HOLD, NOW).warnings())
                .anyMatch(each -> each.startsWith("The topics are still being read"));
        assertThat(desk.actions.perform(HOLD, "anna", NOW)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsCountedWhileKafkaCannotBeReadIsToldAsOld() {
        desk.reading = new Reading(Reading.Extent.ALL, 12, Optional.of(AWAY), Optional.empty());

        assertThat(List.of(HOLD, resume("hold"), ONE_BACK, ALL_BACK, AGAIN))
                .allSatisfy(
                        action -> assertThat(desk.actions.preview(action, NOW).warnings())
                                .anyMatch(each -> each.startsWith("Kafka cannot be read since 2026-11-29T10:09:00Z")));
    }

    /** Somebody may have held anew under the name since, for a reason that nobody here has seen. */
    @Test
    void noOrderEndsWhileThoseThatStandCannotBeRead() {
        desk.reading = new Reading(Reading.Extent.ALL, 12, Optional.of(AWAY), Optional.of(AWAY));

        assertThat(desk.actions.preview(resume("hold"), NOW).refused())
                .contains("The orders cannot be read, and this one may be another by now: It is away.");
        assertThat(desk.actions.perform(resume("hold"), "anna", NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(desk.written).isEmpty();
    }

    @Test
    void anOrderEndsWhileSomethingElseCannotBeRead() {
        desk.reading = new Reading(Reading.Extent.ALL, 12, Optional.of(AWAY), Optional.empty());

        assertThat(desk.actions.perform(resume("hold"), "anna", NOW)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatCannotBeReadIsNotToldAsAMatterOfSeconds() {
        desk.reading = new Reading(Reading.Extent.LITTLE, 12, Optional.of(AWAY), Optional.empty());

        assertThat(desk.actions.preview(AGAIN, NOW).refused().orElseThrow())
                .contains("It is away.")
                .doesNotContain("seconds");
    }
}
