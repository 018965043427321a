package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.console.act.Action.Target;
import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FilterReader;
import dev.takeone.console.view.FilterReading;
import dev.takeone.console.view.Finder;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.RecordAt;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.OrderReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the buttons write, and what they say before. */
class ConsoleActionsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:10:00Z");

    private final List<FoundJob> jobs = new ArrayList<>();
    private final List<Overview.OrderLine> standing = new ArrayList<>();
    private final List<Outbox.Letter> written = new ArrayList<>();
    private final Map<RecordAt, Copy> copies = new HashMap<>();
    private Optional<String> brokerSays = Optional.empty();
    private final ConsoleActions actions = new ConsoleActions(
            new Known(),
            place -> copies.getOrDefault(place, new Copy.Missing("It is gone.")),
            this::write,
            "commands",
            "takeone",
            "request-id");

    private final class Known implements Finder {
        @Override
        public List<FoundJob> find(Filter filter, Instant asOf, int most) {
            return jobs.stream()
                    .filter(job -> filter.stages().isEmpty() || filter.stages().contains(job.stage()))
                    .filter(job -> filter.ids().stream().allMatch(job.identity().id()::contains))
                    .filter(job -> !job.since().isAfter(asOf))
                    .toList();
        }

        @Override
        public Optional<FoundJob> find(String jobId) {
            return jobs.stream().filter(job -> job.jobId().equals(jobId)).findFirst();
        }

        @Override
        public List<Overview.OrderLine> orders() {
            return standing;
        }
    }

    private List<Optional<String>> write(List<Outbox.Letter> letters) {
        if (brokerSays.isEmpty()) {
            written.addAll(letters);
        }
        return letters.stream().map(any -> brokerSays).toList();
    }

    @Test
    void aHoldSaysWhoGaveItAndIsReadAsOne() {
        Outcome outcome =
                actions.perform(new Action.Hold(Optional.of("lane-b"), Optional.of("veo"), " prices "), "anna", NOW);

        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        assertThat(order())
                .isEqualTo(new Order.Hold(
                        "hold-group-lane-b-model-veo",
                        Optional.of("lane-b"),
                        Optional.of("veo"),
                        Optional.of("prices"),
                        Optional.of("anna")));
        assertThat(actions.audit()).singleElement().satisfies(line -> {
            assertThat(line.by()).isEqualTo("anna");
            assertThat(line.done()).isTrue();
        });
    }

    @Test
    void onlyAnOrderThatStandsCanBeEnded() {
        assertThat(actions.perform(new Action.Resume("hold"), "anna", NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(written).isEmpty();

        standing.add(new Overview.OrderLine("hold", "holds everything", true, Optional.empty(), Optional.empty()));
        assertThat(actions.perform(new Action.Resume("hold"), "anna", NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(written.getFirst().value()).isEmpty();
        assertThat(actions.audit()).hasSize(2);
    }

    @Test
    void oneRequestIsWithdrawnByItsOwnName() {
        jobs.add(job(1, Stage.WAITING));
        Preview preview = actions.preview(withdraw(new Target.One("1")), NOW);

        assertThat(preview.says())
                .isEqualTo(
                        "1 request ends without being bought, with about 0.80 USD not spent. This cannot be undone.");
        assertThat(actions.perform(preview.action(), "anna", NOW)).isInstanceOf(Outcome.Done.class);
        assertThat(order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
            assertThat(order.which().requestId()).contains("order-1");
            assertThat(order.which().group()).contains("takeone");
        });
    }

    @Test
    void whatRunsIsNotWithdrawn() {
        jobs.add(job(1, Stage.RUNNING));
        jobs.add(job(2, Stage.IN_DOUBT));

        assertThat(actions.preview(withdraw(new Target.One("1")), NOW).refused())
                .contains("It is running: only what waits and was never sent can be withdrawn.");
        assertThat(actions.perform(withdraw(found("")), "anna", NOW)).isInstanceOf(Outcome.Refused.class);
        assertThat(written).isEmpty();
    }

    @Test
    void whatOneOrderCanSayIsOneOrderAndNothingThatCameLater() {
        jobs.add(job(1, Stage.WAITING));
        jobs.add(job(2, Stage.WAITING));
        Preview preview = actions.preview(withdraw(found("key:customer-7")), NOW);
        actions.perform(preview.action(), "anna", NOW.plusSeconds(60));

        assertThat(preview.count()).isEqualTo(2);
        assertThat(preview.sum()).contains(new BigDecimal("1.60"));
        assertThat(preview.warnings()).singleElement().asString().contains("unread");
        assertThat(order()).isInstanceOfSatisfying(Order.Withdraw.class, order -> {
            assertThat(order.which().key()).isPresent();
            assertThat(order.which().publishedBefore()).contains(NOW);
            assertThat(order.which().group()).contains("takeone");
        });
    }

    @Test
    void whatIsMeantUntilATimeIsOneOrderUntilThen() {
        jobs.add(job(1, Stage.WAITING));
        actions.perform(withdraw(found("key:customer-7 before:2026-11-01T10:00Z")), "anna", NOW);

        assertThat(order())
                .isInstanceOfSatisfying(
                        Order.Withdraw.class,
                        order -> assertThat(order.which().publishedBefore())
                                .contains(Instant.parse("2026-11-01T10:00:00Z")));
    }

    @Test
    void whatNoOrderCanSayIsWithdrawnOneByOne() {
        jobs.add(job(1, Stage.WAITING));
        jobs.add(job(2, Stage.WAITING));
        jobs.add(job(3, Stage.RUNNING));
        actions.perform(withdraw(found("order")), "anna", NOW);

        assertThat(written).hasSize(2);
    }

    @Test
    void aFailedRequestIsSentAgainUnderANameThatNamesTheOldOneInItsPartition() {
        jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        copies.put(at(1), copy("request-id", "order-1"));
        Preview preview = actions.preview(new Action.SendAgain(new Target.One("1")), NOW);
        actions.perform(preview.action(), "anna", NOW);

        assertThat(preview.says())
                .isEqualTo("1 failed request is sent again and bought anew, with about 0.80 USD spent.");
        assertThat(preview.warnings()).isEmpty();
        Outbox.Letter again = written.getFirst();
        assertThat(again.topic()).isEqualTo("video.requests");
        assertThat(again.partition()).isEqualTo(OptionalInt.of(3));
        assertThat(again.key()).map(key -> new String(key, UTF_8)).contains("customer-7");
        assertThat(again.value()).map(value -> new String(value, UTF_8)).contains("{\"prompt\":\"a\"}");
        assertThat(header(again, "request-id")).containsExactly("order-1~again-1");
        assertThat(header(again, "other")).containsExactly("kept");
    }

    @Test
    void sentAgainTwiceIsOneAndTheSameRequest() {
        jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        copies.put(at(1), copy("request-id", "order-1"));
        actions.perform(new Action.SendAgain(new Target.One("1")), "anna", NOW);
        actions.perform(new Action.SendAgain(new Target.One("1")), "bob", NOW);

        assertThat(written).extracting(each -> header(each, "request-id")).containsOnly(List.of("order-1~again-1"));
    }

    @Test
    void whatWasSentAgainAlreadyIsPassedOver() {
        jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        jobs.add(named("order-1~again-1", Stage.RUNNING));

        assertThat(actions.preview(new Action.SendAgain(new Target.One("1")), NOW)
                        .refused())
                .contains("There is nothing failed that can be sent again. 1 is sent again already: passed over.");
    }

    @Test
    void whatMayHaveBeenChargedIsWarnedOfAndWhatIsInvalidPassedOver() {
        jobs.add(failed(1, FailureReason.SUBMISSION_IN_DOUBT, Charged.UNKNOWN));
        jobs.add(failed(2, FailureReason.INVALID_REQUEST, Charged.NO));
        Preview preview = actions.preview(new Action.SendAgain(found("state:failed")), NOW);

        assertThat(preview.count()).isEqualTo(1);
        assertThat(preview.warnings()).hasSize(2);
        assertThat(preview.warnings().getFirst()).startsWith("1 of them may have been charged already");
    }

    @Test
    void anotherRequestThatLiesThereByNowIsNotSent() {
        jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        copies.put(at(1), copy("request-id", "somebody-elses"));

        assertThat(actions.perform(new Action.SendAgain(new Target.One("1")), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("another request"));
        assertThat(written).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaidAndTheRestIsSent() {
        jobs.add(failed(1, FailureReason.GENERATION_FAILED, Charged.NO));
        jobs.add(failed(2, FailureReason.GENERATION_FAILED, Charged.NO));
        copies.put(at(2), copy("request-id", "order-2"));

        assertThat(actions.perform(new Action.SendAgain(found("state:failed")), "anna", NOW))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.count()).isEqualTo(1);
                    assertThat(refused.why()).contains("1 could not be sent: It is gone.");
                });
        assertThat(written).hasSize(1);
    }

    @Test
    void cloudEventsKeepTheirSource() {
        SecondLife life = new SecondLife("request-id");
        FoundJob job = identified(new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "e1"));
        Copy.Found binary = new Copy.Found(
                Optional.empty(),
                List.of(head("ce_id", "e1"), head("ce_source", "/shop")),
                Optional.of("{}".getBytes(UTF_8)),
                NOW.minusSeconds(60));
        Copy.Found structured = new Copy.Found(
                Optional.empty(),
                List.of(),
                Optional.of("{\"id\":\"e1\",\"source\":\"/shop\",\"data\":{\"seed\":1.10}}".getBytes(UTF_8)),
                NOW.minusSeconds(60));

        assertThat(header(letter(life.of(job, binary)), "ce_id")).containsExactly("e1~again-1");
        assertThat(letter(life.of(job, structured)).value())
                .map(value -> new String(value, UTF_8))
                .contains("{\"id\":\"e1~again-1\",\"source\":\"/shop\",\"data\":{\"seed\":1.10}}");
    }

    @Test
    void aRequestWithoutANameGetsOneFromWhereItLay() {
        FoundJob job = identified(new Identity(Identity.Kind.COORDINATES, "", "video.requests-3-1"));
        Copy.Found copy =
                new Copy.Found(Optional.empty(), List.of(), Optional.of("{}".getBytes(UTF_8)), NOW.minusSeconds(60));

        assertThat(header(letter(new SecondLife("request-id").of(job, copy)), "request-id"))
                .containsExactly("video.requests-3-1~again-1");
    }

    @Test
    void aRecordThatIsYoungerThanTheEndingIsAnothersRequest() {
        FoundJob job = identified(new Identity(Identity.Kind.COORDINATES, "", "video.requests-3-1"));
        Copy.Found copy = new Copy.Found(Optional.empty(), List.of(), Optional.of("{}".getBytes(UTF_8)), NOW);

        assertThat(new SecondLife("request-id").of(job, copy)).isInstanceOf(SecondLife.Made.Not.class);
    }

    @Test
    void numbersGoOn() {
        assertThat(SecondLife.next("order~again-1")).isEqualTo("order~again-2");
        assertThat(SecondLife.next("order~again-9")).isEqualTo("order~again-10");
    }

    @Test
    void aBrokerThatDoesNotTakeItIsSaid() {
        brokerSays = Optional.of("Kafka does not take it: away");

        assertThat(actions.perform(new Action.Hold(Optional.empty(), Optional.empty(), ""), "anna", NOW))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("away"));
        assertThat(actions.audit().getFirst().done()).isFalse();
    }

    private Order order() {
        Outbox.Letter letter = written.getLast();
        OrderReading read =
                OrderReader.read(letter.key().orElseThrow(), letter.value().orElseThrow(), NOW);
        return switch (read) {
            case OrderReading.Given(Order order) -> order;
            case OrderReading.Ended ended -> throw new AssertionError(ended);
            case OrderReading.Broken broken -> throw new AssertionError(broken);
        };
    }

    private static Outbox.Letter letter(SecondLife.Made made) {
        return switch (made) {
            case SecondLife.Made.Ready ready -> ready.letter();
            case SecondLife.Made.Not not -> throw new AssertionError(not);
        };
    }

    private static List<String> header(Outbox.Letter letter, String name) {
        return letter.headers().stream()
                .filter(each -> each.name().equals(name))
                .map(each -> new String(each.value().orElseThrow(), UTF_8))
                .toList();
    }

    private static Action.Withdraw withdraw(Target target) {
        return new Action.Withdraw(target, "wrong");
    }

    private static Target found(String filter) {
        return switch (FilterReader.read(filter)) {
            case FilterReading.Good(Filter good) -> new Target.Found(good, NOW);
            case FilterReading.Bad bad -> throw new AssertionError(bad);
        };
    }

    private static Outbox.Header head(String name, String value) {
        return new Outbox.Header(name, Optional.of(value.getBytes(UTF_8)));
    }

    private static Copy copy(String header, String value) {
        return new Copy.Found(
                Optional.of("customer-7".getBytes(UTF_8)),
                List.of(head(header, value), head("other", "kept")),
                Optional.of("{\"prompt\":\"a\"}".getBytes(UTF_8)),
                NOW.minusSeconds(60));
    }

    private static RecordAt at(int number) {
        return new RecordAt("video.requests", 3, number);
    }

    private static FoundJob job(int number, Stage stage) {
        return found(
                number,
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                stage,
                Optional.empty(),
                Optional.empty());
    }

    private static FoundJob named(String id, Stage stage) {
        return found(99, new Identity(Identity.Kind.REQUEST_ID, "", id), stage, Optional.empty(), Optional.empty());
    }

    private static FoundJob failed(int number, FailureReason reason, Charged charged) {
        return found(
                number,
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                Stage.FAILED,
                Optional.of(reason),
                Optional.of(charged));
    }

    private static FoundJob identified(Identity identity) {
        return found(1, identity, Stage.FAILED, Optional.of(FailureReason.CANCELLED), Optional.of(Charged.NO));
    }

    private static FoundJob found(
            int number, Identity identity, Stage stage, Optional<FailureReason> reason, Optional<Charged> charged) {
        return new FoundJob(
                Integer.toString(number),
                identity,
                stage,
                reason,
                charged,
                true,
                "veo3.1",
                "customer-7",
                NOW.minusSeconds(10),
                at(number),
                Optional.of(new BigDecimal("0.80")));
    }
}
