package dev.takeone.job;

import static dev.takeone.job.Moves.PAUSE;
import static dev.takeone.job.Moves.T0;
import static dev.takeone.job.Moves.VIDEO;
import static dev.takeone.job.Moves.doubtful;
import static dev.takeone.job.Moves.posting;
import static dev.takeone.job.Moves.submitted;
import static dev.takeone.job.Moves.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.takeone.job.JobState.Submitted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The illegal edges of the state diagram, by name; and what states say of themselves. */
class JobStateTest {

    @Test
    void aDoubtfulPostIsNeverProvablyNotAccepted() {
        assertThatIllegalStateException()
                .isThrownBy(() -> doubtful().notAccepted(1, Optional.empty(), T0))
                .withMessageContaining("doubt is sticky");
    }

    @Test
    void aDoubtfulPostIsNeverRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> doubtful().reject(T0))
                .withMessageContaining("doubt is sticky");
    }

    @Test
    void aPostThatIsNotInDoubtIsNeverReplayed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> posting().replay(T0))
                .withMessageContaining("nothing is in doubt");
    }

    @Test
    void aPostThatIsNotInDoubtNeverFailsInDoubt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> posting().failInDoubt(T0))
                .withMessageContaining("nothing is in doubt");
    }

    @Test
    void aJobWithARunningTaskNeverCompletes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> oneOfTwoOver().complete(Optional.empty(), Optional.empty(), false, T0))
                .withMessageContaining("still running");
    }

    @Test
    void aJobWithARunningTaskNeverFails() {
        assertThatIllegalStateException()
                .isThrownBy(() -> oneOfTwoOver().fail(FailureReason.CANCELLED, Charge.of(FailureReason.CANCELLED), T0))
                .withMessageContaining("still running");
    }

    @Test
    void anAcceptedSubmissionHasATask() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SubmitOutcome.Accepted(List.of(), false, Optional.empty()));
    }

    @Test
    void aTaskThatIsOverIsNotAskedNext() {
        assertThat(oneOfTwoOver().nextTask()).map(Task::id).contains("u");
    }

    @Test
    void nothingPrintedRepeatsWhatTheSenderWrote() {
        String printed = waiting() + " " + posting() + " " + doubtful() + " " + submitted("t") + " "
                + new Decisions(Moves.REPLAY).decide(waiting(), new JobInput.Granted(), T0);

        assertThat(printed).contains("5f2c").doesNotContain("retriever", "shelf", "order-4711", "customer-7");
    }

    /** The provider takes 1 to 191 visible ASCII characters without spaces. */
    @Test
    void theIdempotencyKeyIsOfTheKindThatTheProviderTakes() {
        assertThat(posting().idempotencyKey())
                .matches("[!-~]{1,191}")
                .contains(SampleJobs.full().id());
    }

    private static Submitted oneOfTwoOver() {
        Submitted both = submitted("t", "u");
        Task.End end = new Task.End.Done(List.of(VIDEO), Optional.of(PAUSE), Optional.empty());
        return both.checked(both.tasks().getFirst().ended(end));
    }

    @Test
    void noJobHoldsAnEstimateOfItsOwn() {
        assertThat(SampleJobs.priced().estimate()).isSameAs(SampleJobs.priced().estimate());
        // As they are written they are told.
        assertThat(estimated("0.50").estimate()).contains(new BigDecimal("0.50"));
        assertThat(estimated("0.5").estimate()).contains(new BigDecimal("0.5"));
    }

    private static Job estimated(String amount) {
        return SampleJobs.priced(SampleJobs.full(), amount);
    }
}
