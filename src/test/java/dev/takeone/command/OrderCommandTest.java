package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Purse;
import dev.takeone.account.Report;
import dev.takeone.account.RowNumber;
import dev.takeone.account.Who;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.SampleJobs;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.orders.OrderReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against a desk whose time passes as it is looked at. */
class OrderCommandTest {
    private static final String KEY = "customer-7";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-29T03:00:00Z");
    private final ScriptedDesk desk = new ScriptedDesk();

    /** What others do while the question stands. */
    private Runnable meanwhile = () -> {};

    /** A worker obeys at once, where one runs; a second passes with each look. */
    private final class ScriptedDesk implements Desk {
        private final InHand picture = new InHand("takeone");
        private final List<String> written = new ArrayList<>();
        private boolean workerRuns = true;
        private boolean obeys = true;
        private boolean hears = true;
        private long unread = 12;

        /** What each write ends with, and what each look after it does. */
        private Optional<KafkaException> refusing = Optional.empty();

        private Optional<KafkaException> awayThen = Optional.empty();

        /** Jobs of records that were unread, whose events are there and not read yet. */
        private List<String> late = List.of();

        private void withdrew(String id) {
            String name = written.getLast().substring(0, written.getLast().indexOf('='));
            picture.failed(
                    id + "-failed",
                    "{\"reason\":\"withdrawn\",\"message\":\"The order %s withdrew the request before it was sent.\"}"
                            .formatted(name)
                            .getBytes(UTF_8));
        }

        void accepts(String id) {
            Job job = SampleJobs.full().under(SampleJobs.full().identity(), id);
            picture.job(
                    JobCodec.key(id),
                    JobCodec.encode(new Row(
                            Sequence.FIRST, new JobState.Accepted(job, SampleJobs.BODY, 0, Optional.empty(), now))));
        }

        void begins(String id) {
            picture.job(JobCodec.key(id), null);
        }

        /** A worker's row comes, by which it obeys so many orders. */
        void tells(String worker, long ordersTo) {
            BoardRow row = new BoardRow(
                    new Who("life-" + worker, "takeone", worker, 1, "http://provider", List.of("k"), "1.0", now),
                    new RowNumber(1),
                    false,
                    new AccountLimits(500, Optional.empty()),
                    Optional.empty(),
                    new Report(
                            Report.NONE.need(),
                            0,
                            List.of(),
                            0,
                            Report.NONE.jobs(),
                            List.of(),
                            Purse.NONE,
                            OptionalLong.of(ordersTo)));
            picture.board(BoardCodec.key(row), BoardCodec.value(row).orElseThrow(), now);
        }

        @Override
        public InHand look() {
            return picture;
        }

        @Override
        public InHand next() {
            now = now.plusSeconds(1);
            fail(written.isEmpty() ? Optional.empty() : awayThen);
            if (workerRuns) {
                tells("one", hears ? written.size() : 0);
            }
            if (workerRuns && obeys && !written.isEmpty() && written.getLast().contains("withdraw")) {
                unread = 0;
                for (String id : List.copyOf(picture.waiting(job -> true))) {
                    picture.job(JobCodec.key(id), null);
                    withdrew(id);
                }
            }
            if (!obeys) {
                picture.waiting(job -> true).stream().findFirst().ifPresent(this::begins);
            }
            return picture;
        }

        @Override
        public InHand rest() {
            late.forEach(this::withdrew);
            return picture;
        }

        @Override
        public long unread() {
            return unread;
        }

        private static void fail(Optional<KafkaException> error) {
            error.ifPresent(thrown -> {
                throw thrown;
            });
        }

        @Override
        public long write(byte[] key, Optional<byte[]> value) {
            fail(refusing);
            written.add(new String(key, UTF_8) + "="
                    + value.map(each -> new String(each, UTF_8)).orElse(""));
            return written.size() - 1L;
        }

        @Override
        public void close() {}
    }

    private int order(Optional<String> answer, String... arguments) {
        return new OrderCommand(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        question -> {
                            out.writeBytes(question.getBytes(UTF_8));
                            meanwhile.run();
                            return answer;
                        },
                        () -> now,
                        () -> desk,
                        "takeone")
                .run(List.of(arguments));
    }

    @Test
    void nothingIsOrderedUnlessSomebodySaysYes() {
        desk.accepts("a1");

        assertThat(order(Optional.of("n"), "hold")).isEqualTo(1);
        assertThat(order(Optional.of(""), "hold")).isEqualTo(1);
        assertThat(order(Optional.empty(), "hold")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("there is no terminal to ask at", "--yes");
        assertThat(desk.written).isEmpty();
    }

    @Test
    void itIsSaidFirstWhatWouldBeTouchedAndWhatIsUnread() {
        desk.accepts("a1");
        desk.accepts("a2");
        desk.begins("a2");

        assertThat(order(Optional.of("y"), "withdraw", "--key", KEY)).isZero();
        String said = out.toString(UTF_8);
        assertThat(said.substring(0, said.indexOf("[y/N]")))
                .contains("touches 1 requests in hand of group takeone, of 1", "12 more requests are unread");
        assertThat(said).contains("1 requests ended as failed, withdrawn, charged: no; 1 of them were in hand. 0 were");
        assertThat(desk.written.getFirst()).contains("\"key\":\"" + KEY + "\"", "\"published_before\":\"2026-11-29");
    }

    @Test
    void endingsWhoseEventsAreNotReadYetAreNotLeftOut() {
        desk.accepts("a1");
        desk.late = List.of("b1", "b2");

        assertThat(order(Optional.of("y"), "withdraw", "--key", KEY)).isZero();
        assertThat(out.toString(UTF_8)).contains("3 requests ended as failed", "1 of them were in hand. 0 were");
    }

    @Test
    void whatIsNotMeantIsNotCounted() {
        desk.accepts("a1");

        order(Optional.of("n"), "withdraw", "--key", "customer-8");
        assertThat(out.toString(UTF_8)).contains("touches 0 requests in hand of group takeone, of 1");
    }

    @Test
    void aScriptIsNotAsked() {
        assertThat(order(Optional.empty(), "hold", "--yes")).isZero();
        assertThat(out.toString(UTF_8)).doesNotContain("[y/N]").contains("1 workers of group takeone run");
    }

    @Test
    void itIsToldWhereNoWorkerRunsToObey() {
        desk.workerRuns = false;

        assertThat(order(Optional.of("y"), "hold")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("no worker of group takeone has told of itself");
        assertThat(Duration.between(Instant.parse("2026-11-29T03:00:00Z"), now)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aHoldThatIsNotObeyedIsTold() {
        for (int number = 0; number < 30; number++) {
            desk.accepts("a" + number);
        }
        desk.obeys = false;

        assertThat(order(Optional.of("y"), "hold")).isEqualTo(3);
        assertThat(out.toString(UTF_8)).contains("were begun.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "withdraw --key customer-7", "resume"})
    void kafkaThatGoesAwayAfterTheOrderWasWrittenIsNotToldAsNothingOrdered(String words) {
        stands("hold");
        desk.awayThen = Optional.of(new TimeoutException("Timeout of 60000ms expired"));

        assertThat(order(Optional.of("y"), words.split(" "))).isEqualTo(3);
        assertThat(err.toString(UTF_8))
                .contains("It is written, but", "cannot be seen: Timeout of 60000ms expired.")
                .doesNotContain("Kafka does not do it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "withdraw --key customer-7", "resume"})
    void aWriteThatNobodyAnsweredIsNotToldAsNothingOrdered(String words) {
        stands("hold");
        desk.refusing = Optional.of(new TimeoutException("Expiring 1 record(s)"));

        assertThat(order(Optional.of("y"), words.split(" "))).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("It may be written, and", "Expiring 1 record(s)");
    }

    @Test
    void anOrderThatTheBrokerRefusesIsNotToldAsOneThatMayStand() {
        desk.refusing = Optional.of(new TopicAuthorizationException("Not authorized to access topics: [commands]"));

        assertThat(order(Optional.of("y"), "hold")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("Kafka does not do it: Not authorized", "write commands");
    }

    private void stands(String name) {
        stands(name, "{\"command\":\"hold\"}");
    }

    private void stands(String name, String order) {
        desk.picture.orders(List.of(OrderReader.read(name.getBytes(UTF_8), order.getBytes(UTF_8), now)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "resume"})
    void aWorkerThatHasNotReadTheOrderIsNotToldAsObeying(String word) {
        stands("hold");
        desk.hears = false;

        assertThat(order(Optional.of("y"), word)).isEqualTo(3);
        assertThat(err.toString(UTF_8))
                .contains(
                        "of the 1 workers of group takeone that run, these have not said that they obey it: takeone/one");
        assertThat(out.toString(UTF_8)).doesNotContain("each obeys it");
    }

    @Test
    void aWorkerThatHasEndedWhileTheQuestionStoodIsNotWaitedForAndNotCounted() {
        meanwhile = () -> desk.tells("two", 0);

        assertThat(order(Optional.of("y"), "hold")).isZero();
        assertThat(out.toString(UTF_8)).contains("1 workers of group takeone run; each obeys it");
    }

    /** Who orders less than stands does not mean to let the rest be bought. */
    @Test
    void aNarrowerHoldDoesNotEndAWiderOneUnsaid() {
        stands("hold");

        assertThat(order(Optional.of("y"), "hold", "--model", "veo")).isZero();
        assertThat(desk.written).singleElement().asString().startsWith("hold-model-veo=");
        assertThat(out.toString(UTF_8)).doesNotContain("It replaces");

        assertThat(order(Optional.of("n"), "hold", "--model", "veo", "--name", "hold"))
                .isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains(
                        "It replaces the order of that name that stands: Hold[name=hold,",
                        "; what that one alone holds");
    }

    @Test
    void aWiderHoldDoesNotTakeThePlaceOfANarrowerOneAndIsEndedByItself() {
        stands("hold", "{\"command\":\"hold\",\"model\":\"veo\"}");

        assertThat(order(Optional.of("y"), "hold")).isZero();
        assertThat(desk.written).singleElement().asString().startsWith("hold-2=");

        stands("hold-2");
        assertThat(order(Optional.of("y"), "resume")).isZero();
        assertThat(desk.written.getLast()).isEqualTo("hold-2=");
    }

    @Test
    void aResumeWithoutANameEndsTheOnlyHoldOfThisGroupThatNobodyNamed() {
        stands("hold-model-veo", "{\"command\":\"hold\",\"model\":\"veo\"}");
        stands("hold-group-bulk", "{\"command\":\"hold\",\"group\":\"bulk\"}");
        stands("price shock");

        assertThat(order(Optional.of("y"), "resume")).isZero();
        assertThat(desk.written).containsExactly("hold-model-veo=");
    }

    @Test
    void aResumeWithoutANameDoesNotGuessWhichHoldIsMeant() {
        stands("hold-model-a", "{\"command\":\"hold\",\"model\":\"a\"}");
        stands("hold-model-b", "{\"command\":\"hold\",\"model\":\"b\"}");

        assertThat(order(Optional.of("y"), "resume")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("No order hold stands. Those that do: hold-model-a, hold-model-b.");
    }

    @Test
    void anOrderThatDoesNotStandCannotBeEndedAndOneThatDoesIs() {
        stands("hold");

        assertThat(order(Optional.of("y"), "resume", "other")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("No order other stands. Those that do: hold.");
        assertThat(order(Optional.of("y"), "resume")).isZero();
        assertThat(desk.written).containsExactly("hold=");
    }

    @Test
    void anOrderThatWasGivenAnewSinceTheQuestionIsNotEnded() {
        stands("hold");
        meanwhile = () -> desk.picture.orders(List.of(OrderReader.read(
                "hold".getBytes(UTF_8), "{\"command\":\"hold\",\"reason\":\"a leak\"}".getBytes(UTF_8), now)));

        assertThat(order(Optional.of("y"), "resume")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("the order hold is another by now");
        assertThat(desk.written).isEmpty();
    }

    @Test
    void theSameHoldThatWasGivenAnewSinceTheQuestionIsNotEnded() {
        stands("hold");
        meanwhile = () -> stands("hold");

        assertThat(order(Optional.of("y"), "resume")).isEqualTo(1);
        assertThat(desk.written).isEmpty();
    }

    @Test
    void wrongWordsAndTheHelpAreNoOrder() {
        assertThat(order(Optional.of("y"), "withdraw")).isEqualTo(2);
        assertThat(order(Optional.of("y"), "help")).isZero();
        assertThat(out.toString(UTF_8)).contains("order withdraw", "Exit codes");
        assertThat(desk.written).isEmpty();
    }
}
