package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Stage;
import dev.takeone.outage.Outage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a hold would keep. */
class HoldPreviewTest {
    private final Desk desk = new Desk();

    private Preview asked(Optional<String> group, Optional<String> model) {
        desk.jobs.add(job(1, Stage.WAITING));
        desk.jobs.add(job(2, Stage.WAITING));
        desk.jobs.add(job(3, Stage.RUNNING));
        return desk.actions.preview(new Action.Hold(group, model, " prices "), NOW);
    }

    @Test
    void aHoldSaysHowManyItKeepsAndWhy() {
        Preview preview = asked(Optional.empty(), Optional.of("veo3.1"));

        assertThat(preview.says())
                .endsWith("2 requests wait for it, with about 1.60 USD not spent until then. Reason: prices");
        assertThat(preview.warnings()).isEmpty();
    }

    @Test
    void aModelThatNoRequestHasIsWarnedOf() {
        assertThat(asked(Optional.empty(), Optional.of("veo3.1-qualty")).warnings())
                .singleElement()
                .asString()
                .startsWith("No request for the model veo3.1-qualty is known");
    }

    @Test
    void aGroupOfWhichNoWorkerTellsIsWarnedOf() {
        Preview preview = asked(Optional.of("anothr"), Optional.empty());

        assertThat(preview.warnings())
                .singleElement()
                .asString()
                .startsWith("No worker of the group anothr has told of itself");
        assertThat(desk.actions.perform(preview.action(), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.says()).doesNotContain("each worker obeys it"));
        assertThat(asked(Optional.of("another"), Optional.empty()).warnings()).isEmpty();
    }

    /** It is asked all the same whether it is written right: a hold can be given before the board is read. */
    @Test
    void noGroupIsCalledUnknownBeforeTheBoardIsRead() {
        desk.reading = new Reading(Reading.Extent.LITTLE, 12, Optional.empty(), Optional.empty());

        assertThat(asked(Optional.of("third"), Optional.empty()).warnings())
                .noneMatch(each -> each.startsWith("No worker of the group"))
                .anyMatch(each -> each.startsWith("Whether workers of the group third tell of themselves is not read"
                        + " yet: see that it is written as takeone.group has it"));
    }

    /** As where the topic of orders has grown a second partition: then no worker believes it. */
    @Test
    void nobodyIsPromisedThatWorkersObeyWhileTheTopicsCannotBeRead() {
        desk.reading = new Reading(
                Reading.Extent.ALL,
                12,
                Optional.of(new Outage(NOW, "the topic commands has 2 partitions")),
                Optional.empty());

        assertThat(desk.actions.perform(new Action.Hold(Optional.empty(), Optional.empty(), ""), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.says())
                                .isEqualTo("The order hold stands: whether the workers obey it cannot be seen here"
                                        + " now. What is posting or running goes on."));
    }

    @Test
    void anOrderOfThatNameThatStandsIsSaid() {
        desk.stands("hold", "anna", 7);
        Preview preview = asked(Optional.empty(), Optional.empty());

        assertThat(preview.says()).contains("until the order hold is ended");
        assertThat(preview.warnings())
                .containsExactly("It replaces the order hold that stands: holds everything, by anna (prices).");
    }

    /** Its end would be the end of both: what somebody else has held is bought again. */
    @Test
    void aHoldDoesNotReplaceAnOrderThatDoesSomethingElse() {
        desk.stands("hold", "finance", 7);
        desk.taken.addAll(List.of("hold", "hold-2"));
        Preview preview = asked(Optional.empty(), Optional.empty());

        assertThat(preview.says()).contains("until the order hold-3 is ended");
        assertThat(preview.warnings())
                .containsExactly("An order hold stands already: holds everything, by finance (prices). This one is"
                        + " hold-3, and each is to be ended by itself.");
        assertThat(desk.actions.perform(preview.action(), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Done.class, done -> assertThat(done.says()).startsWith("The order hold-3 stands"));
        assertThat(desk.order().name()).isEqualTo("hold-3");
    }

    @Test
    void aHoldOfAnotherGroupKeepsNoneThatIsKnown() {
        assertThat(asked(Optional.of("another"), Optional.empty()).says()).doesNotContain("wait");
    }
}
