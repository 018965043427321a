package dev.takeone.console.act;

import static dev.takeone.console.act.Desk.NOW;
import static dev.takeone.console.act.Desk.at;
import static dev.takeone.console.act.Desk.copy;
import static dev.takeone.console.act.Desk.failed;
import static dev.takeone.console.act.Desk.found;
import static dev.takeone.console.act.Desk.header;
import static dev.takeone.console.act.Desk.lyingAt;
import static dev.takeone.console.act.Desk.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent again, and what that costs. */
class SendingAgainTest {
    private final Desk desk = new Desk();

    @Test
    void aFailedRequestIsSentAgainUnderANameThatNamesTheOldOneInItsPartition() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(1), copy("request-id", "order-1"));
        Preview preview = desk.actions.preview(new Action.SendAgain(new Target.One("1")), NOW);
        desk.actions.perform(preview.action(), "anna", NOW);

        assertThat(preview.says())
                .isEqualTo("1 failed request is sent again and bought anew, with about 0.80 USD spent.");
        assertThat(preview.warnings()).isEmpty();
        Outbox.Letter again = desk.written.getFirst();
        assertThat(again.topic()).isEqualTo("video.requests");
        assertThat(again.partition()).isEqualTo(OptionalInt.of(3));
        assertThat(again.key()).map(key -> new String(key, UTF_8)).contains("customer-7");
        assertThat(again.value()).map(value -> new String(value, UTF_8)).contains("{\"prompt\":\"a\"}");
        assertThat(header(again, "request-id")).containsExactly("order-1~again-1");
        assertThat(header(again, "other")).containsExactly("kept");
    }

    /** An event may tell half of where its request lies, and others are sent all the same. */
    @Test
    void anOriginThatIsNoPlaceIsPassedOver() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(1), copy("request-id", "order-1"));
        Stream.of(
                        new RecordAt("video.requests", 0, -1),
                        new RecordAt("video.requests", -1, 0),
                        new RecordAt("", 0, 0),
                        new RecordAt(" ", 0, 0))
                .map(origin -> lyingAt(origin, failed(2, FailureReason.GENERATION_FAILED, Charged.NO)))
                .forEach(desk.jobs::add);
        Preview preview = desk.actions.preview(new Action.SendAgain(found("state:failed")), NOW);

        assertThat(preview.warnings()).contains("4 are without a record that is known: passed over.");
        assertThat(desk.actions.perform(preview.action(), "anna", NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(desk.written).hasSize(1);
    }

    @Test
    void sentAgainTwiceIsOneAndTheSameRequest() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(1), copy("request-id", "order-1"));
        desk.actions.perform(new Action.SendAgain(new Target.One("1")), "anna", NOW);
        desk.of("takeone").perform(new Action.SendAgain(new Target.One("1")), "bob", NOW);

        assertThat(desk.written)
                .hasSize(2)
                .extracting(each -> header(each, "request-id"))
                .containsOnly(List.of("order-1~again-1"));
    }

    @Test
    void whatWasSentAgainAlreadyIsPassedOver() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.jobs.add(named("order-1~again-1", Stage.RUNNING));

        assertThat(desk.actions
                        .preview(new Action.SendAgain(new Target.One("1")), NOW)
                        .refused())
                .contains("There is nothing failed that can be sent again. 1 is sent again already: passed over.");
    }

    /** With a backlog that is longer than the journal's retention both copies would be bought. */
    @ParameterizedTest
    @MethodSource
    void whatThisConsoleHasSentAndNobodyHasReadIsNotSentOnceMore(Outbox.Written answer) {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(1), copy("request-id", "order-1"));
        desk.answer = answer;
        Action again = new Action.SendAgain(new Target.One("1"));
        desk.actions.perform(again, "anna", NOW);
        desk.written.clear();
        desk.answer = new Outbox.Written.Kept();

        assertThat(desk.actions.preview(again, NOW).refused())
                .contains(
                        "There is nothing failed that can be sent again. 1 is sent again by this console already, or may"
                                + " be, and not read by a worker yet: passed over.");
        assertThat(desk.actions.perform(again, "bob", NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(desk.written).isEmpty();
    }

    static Stream<Outbox.Written> whatThisConsoleHasSentAndNobodyHasReadIsNotSentOnceMore() {
        return Stream.of(new Outbox.Written.Kept(), new Outbox.Written.Maybe("No answer came."));
    }

    @Test
    void whatKafkaHasNotTakenCanBeSentOnceMore() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(1), copy("request-id", "order-1"));
        desk.answer = new Outbox.Written.Not("It is away.");
        desk.actions.perform(new Action.SendAgain(new Target.One("1")), "anna", NOW);
        desk.answer = new Outbox.Written.Kept();

        assertThat(desk.actions.perform(new Action.SendAgain(new Target.One("1")), "anna", NOW))
                .isInstanceOf(Outcome.Done.class);
        assertThat(desk.written).hasSize(1);
    }

    @Test
    void whatMayHaveBeenChargedIsWarnedOfAndWhatIsInvalidPassedOver() {
        desk.jobs.add(failed(1, FailureReason.SUBMISSION_IN_DOUBT, Charged.UNKNOWN));
        desk.jobs.add(failed(2, FailureReason.INVALID_REQUEST, Charged.NO));
        Preview preview = desk.actions.preview(new Action.SendAgain(found("state:failed")), NOW);

        assertThat(preview.says()).startsWith("1 failed request is");
        assertThat(preview.warnings()).hasSize(2);
        assertThat(preview.warnings().getFirst()).startsWith("1 of them may have been charged already");
    }

    @Test
    void whatIsNotWorthSendingAgainIsWarnedOf() {
        FoundJob job = failed(1, FailureReason.REJECTED, Charged.NO);
        desk.jobs.add(new FoundJob(
                job.jobId(),
                job.identity(),
                job.stage(),
                job.reason(),
                job.charged(),
                false,
                job.model(),
                job.key(),
                job.publishedAt(),
                job.since(),
                job.origin(),
                Optional.of(new BigDecimal("1.792"))));
        Preview preview = desk.actions.preview(new Action.SendAgain(new Target.One("1")), NOW);

        assertThat(preview.warnings())
                .singleElement()
                .asString()
                .startsWith("1 of them would probably end as they did");
        assertThat(preview.says()).contains("1.79 USD");
    }

    /** Somebody waits, and a broker that answers no look would be asked for hours. */
    @Test
    void whoSendsVeryManyDoesNotWaitForAllLooksAndIsToldWhatIsLeft() {
        desk.aLookTakes = Duration.ofSeconds(2);
        for (int number = 1; number <= 9; number++) {
            desk.jobs.add(failed(number, FailureReason.GENERATION_FAILED, Charged.NO));
            desk.copies.put(at(number), copy("request-id", "order-" + number));
        }

        assertThat(desk.actions.perform(new Action.SendAgain(found("state:failed")), "anna", NOW))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.count()).isEqualTo(6);
                    assertThat(refused.why())
                            .startsWith("6 requests sent again")
                            .contains("3 were not looked at", "were not sent");
                });
        assertThat(desk.written).hasSize(6);
    }

    @Test
    void aPartitionThatDoesNotAnswerKeepsNoOthersRequestsFromBeingSent() {
        desk.aLookInVainTakes = Duration.ofSeconds(2);
        for (int number = 1; number <= 9; number++) {
            desk.jobs.add(failed(number, FailureReason.GENERATION_FAILED, Charged.NO));
        }
        desk.jobs.add(failed(100, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(100), copy("request-id", "order-100"));

        assertThat(desk.actions.perform(new Action.SendAgain(found("state:failed")), "anna", NOW))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.count()).isEqualTo(1);
                    assertThat(refused.why()).contains("8 were not looked at");
                });
    }

    @Test
    void anotherRequestThatLiesThereByNowIsNotSent() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(1), copy("request-id", "somebody-elses"));

        assertThat(desk.actions.perform(new Action.SendAgain(new Target.One("1")), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("another request"));
        assertThat(desk.written).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsSent() {
        desk.jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.jobs.add(failed(2, FailureReason.GENERATION_FAILED, Charged.NO));
        desk.copies.put(at(2), copy("request-id", "order-2"));

        assertThat(desk.actions.perform(new Action.SendAgain(found("state:failed")), "anna", NOW))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.count()).isEqualTo(1);
                    assertThat(refused.why()).contains("1 could not be sent: It is gone.");
                });
        assertThat(desk.written).hasSize(1);
    }
}
