package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.id;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report.Part.State;
import dev.takeone.console.memory.Ending;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.JobView.Namesake;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.orders.OrderReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a job hangs together with. */
class JobTiesTest {
    private final Picture picture = new Picture(PictureJobs.SETTINGS, new PictureJobs.NoRecords());

    @Test
    void aFailedRequestThatWasSentAgainAndTheNewOneLeadToEachOther() {
        picture.ended(failed(1, "order-1"), NOW);
        picture.ended(failed(2, "order-1~again-1"), NOW);
        picture.ended(failed(3, "order-1~again-10"), NOW);

        assertThat(ties(1).sentAgainAs())
                .contains(new Namesake("order-1~again-1", Optional.of(id(2)), Optional.of(Stage.FAILED)));
        assertThat(ties(2).sentAgainFor())
                .contains(new Namesake("order-1", Optional.of(id(1)), Optional.of(Stage.FAILED)));
        assertThat(ties(2).sentAgainAs()).isEmpty();
        assertThat(ties(3).sentAgainFor())
                .contains(new Namesake("order-1~again-9", Optional.empty(), Optional.empty()));
    }

    @Test
    void theSameNameOfAnotherSourceIsAnotherRequest() {
        picture.ended(failed(1, "order-1"), NOW);
        picture.ended(failed(2, new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "order-1~again-1")), NOW);

        assertThat(ties(1).sentAgainAs()).isEmpty();
    }

    @Test
    void whatWaitsNamesTheOrderThatKeepsItAndWhatRunsDoesNot() {
        picture.live(waiting(1), 1, NOW);
        picture.live(PictureJobs.running(2, task(2)), 1, NOW);
        assertThat(ties(1).order()).isEmpty();

        order("price-shock", "{\"command\":\"hold\"}");
        assertThat(ties(1).order().map(Overview.OrderLine::name)).contains("price-shock");
        assertThat(ties(1).order().map(Overview.OrderLine::holds)).contains(true);
        assertThat(ties(2).order()).isEmpty();

        order("wrong", "{\"command\":\"withdraw\",\"request_id\":\"order-1\"}");
        assertThat(ties(1).order().map(Overview.OrderLine::name)).contains("wrong");
    }

    @Test
    void aWorkerIsNamedAndSinceWhenItServesOnlyWhereThatWasSeen() {
        picture.live(waiting(1), 1, NOW);
        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW.minusSeconds(4));
        assertThat(ties(1).worker()).contains(new JobView.PartitionOwner("w1", 1, true, Optional.empty()));

        picture.board(PictureJobs.row(State.RESTORING, Optional.empty()), NOW.minusSeconds(3));
        assertThat(ties(1).worker()).contains(new JobView.PartitionOwner("w1", 1, false, Optional.empty()));

        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW.minusSeconds(2));
        picture.board(PictureJobs.row(State.SERVING, Optional.empty()), NOW.minusSeconds(1));
        assertThat(ties(1).worker())
                .contains(new JobView.PartitionOwner("w1", 1, true, Optional.of(NOW.minusSeconds(2))));
    }

    private JobView.Ties ties(int number) {
        return picture.job(id(number), NOW).orElseThrow().ties();
    }

    private void order(String name, String value) {
        picture.orders(
                List.of(new OrderAt(OrderReader.read(name.getBytes(UTF_8), value.getBytes(UTF_8), NOW), NOW, 0)));
    }

    private static Ending failed(int number, String requestId) {
        return failed(number, new Identity(Identity.Kind.REQUEST_ID, "", requestId));
    }

    private static Ending failed(int number, Identity identity) {
        Ending ending = PictureJobs.failed(number, FailureReason.CANCELLED, Charged.UNKNOWN, NOW);
        return new Ending(
                ending.jobId(),
                identity,
                ending.failure(),
                ending.model(),
                ending.key(),
                ending.taskIds(),
                ending.endedAt(),
                ending.submittedAt(),
                ending.cost(),
                ending.estimate(),
                ending.origin(),
                ending.event());
    }
}
