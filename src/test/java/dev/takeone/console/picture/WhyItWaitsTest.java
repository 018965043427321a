package dev.takeone.console.picture;

import static dev.takeone.console.picture.PictureJobs.GROUP;
import static dev.takeone.console.picture.PictureJobs.NOW;
import static dev.takeone.console.picture.PictureJobs.held;
import static dev.takeone.console.picture.PictureJobs.inDoubt;
import static dev.takeone.console.picture.PictureJobs.limited;
import static dev.takeone.console.picture.PictureJobs.mayDraw;
import static dev.takeone.console.picture.PictureJobs.posting;
import static dev.takeone.console.picture.PictureJobs.refused;
import static dev.takeone.console.picture.PictureJobs.row;
import static dev.takeone.console.picture.PictureJobs.running;
import static dev.takeone.console.picture.PictureJobs.serving;
import static dev.takeone.console.picture.PictureJobs.task;
import static dev.takeone.console.picture.PictureJobs.waiting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.account.Report;
import dev.takeone.account.Report.Part.State;
import dev.takeone.console.memory.KnownLive;
import dev.takeone.console.memory.UsualTimes;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Reading;
import dev.takeone.job.FailureReason;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Task;
import dev.takeone.orders.OrderReader;
import dev.takeone.outage.Outage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each sentence that a job can be given. */
class WhyItWaitsTest {
    private static final ProviderError LOST = ProviderError.transport("connection reset");

    private final AccountBoard board = new AccountBoard();
    private Standing standing = Standing.none(GROUP);
    private BigDecimal next = new BigDecimal("0.80");
    private Overview.Spend spend = spent("0", "0", Optional.empty(), Optional.empty());
    private Optional<UsualTimes.Span> usual = Optional.empty();
    private int before = 312;
    private Reading reading = new Reading(Reading.Extent.ALL, 5, Optional.empty(), Optional.empty());

    WhyItWaitsTest() {
        board.read(row(State.SERVING, Optional.empty()), NOW);
        board.read(PictureJobs.office(), NOW);
        board.read(PictureJobs.dealing(120), NOW);
    }

    @Test
    void waitsForItsTurnAtTheAccount() {
        assertThat(say(waiting(1))).isEqualTo("waits for the account: 312 requests are before it, about 3 min");
        before = 1;
        assertThat(say(waiting(1))).isEqualTo("waits for the account: 1 request is before it, less than a minute");
    }

    @Test
    void waitsForTheAccountOfWhichNothingIsLeftForSubmissions() {
        board.read(PictureJobs.dealing(20), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo(
                        "waits for the account: 312 requests are before it, and nothing is allotted for submissions at"
                                + " the moment");
    }

    /** Each worker is silent for a console that hears of none. */
    @Test
    void ofAWorkerNothingIsSaidWhileTheBoardCannotBeRead() {
        board.begunAnew();
        assertThat(say(waiting(1))).isEqualTo("waits for a worker: none of group takeone tells of itself");

        reading = new Reading(
                Reading.Extent.ALL, 5, Optional.of(new Outage(NOW.minusSeconds(60), "no broker")), Optional.empty());
        assertThat(say(waiting(1))).isEqualTo("waits: why is not known while Kafka cannot be read");
        assertThat(say(running(1, task(1)))).startsWith("running: ");
        order("price-shock", "{\"command\":\"hold\"}");
        assertThat(say(waiting(1))).startsWith("waits behind an order: hold `price-shock`");
    }

    @Test
    void nothingIsSaidOfAWorkerBeforeTheTopicsAreRead() {
        board.begunAnew();
        reading = new Reading(Reading.Extent.LITTLE, 5, Optional.empty(), Optional.empty());

        assertThat(say(waiting(1))).isEqualTo("waits: why is not known while the topics are still being read");
    }

    @Test
    void waitsForAFreeTask() {
        board.read(row(State.SERVING, Optional.of(40)), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo("waits for a free task at the provider: all 40 are taken; 312 requests are before it");
    }

    @Test
    void waitsBehindAnOrder() {
        order("price-shock", "{\"command\":\"hold\",\"reason\":\"prices doubled\"}");

        assertThat(say(waiting(1)))
                .isEqualTo("waits behind an order: hold `price-shock`, since 2026-11-29T10:02:00Z (prices doubled)");
    }

    @Test
    void anOrderForAnotherModelOrGroupHoldsNothingHere() {
        order("other", "{\"command\":\"hold\",\"model\":\"another\"}");
        order("lane", "{\"command\":\"hold\",\"group\":\"another\"}");

        assertThat(say(waiting(1))).startsWith("waits for the account");
    }

    @Test
    void isAboutToBeWithdrawn() {
        order("wrong-prompt", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}");

        assertThat(say(waiting(700))).isEqualTo("is about to end unbought: order `wrong-prompt` withdraws it");
    }

    @Test
    void isParkedByACeiling() {
        Instant room = Instant.parse("2026-11-29T14:05:00Z");
        spend = spent("99.80", "0", Optional.of("100"), Optional.of(room));
        assertThat(say(waiting(1)))
                .isEqualTo(
                        "parked: 99.80 USD spent in 24 h and its own 0.80 are more than the ceiling of 100 USD"
                                + " (takeone.spend.per-day); room at 2026-11-29T14:05:00Z, or once that is raised at every worker");

        next = new BigDecimal("0.40");
        spend = spent("99.80", "0", Optional.of("100"), Optional.of(room));
        assertThat(say(waiting(1)))
                .as("there is room for a cheaper one then")
                .doesNotContain("room at")
                .contains("room when enough");

        spend = spent("98", "1.50", Optional.of("100"), Optional.empty());
        assertThat(say(waiting(1)))
                .isEqualTo(
                        "parked: 98 USD spent in 24 h, 1.50 in flight and its own 0.80 are more than the ceiling of 100"
                                + " USD (takeone.spend.per-day); room when enough has ended for less, or counts no more, or once that is raised at"
                                + " every worker");

        spend = spent("98", "1.20", Optional.of("100"), Optional.empty());
        assertThat(say(waiting(1))).startsWith("waits for the account");
    }

    @Test
    void isParkedByTheCeilingOfAnHour() {
        Instant room = Instant.parse("2026-11-29T10:40:00Z");
        spend = spentInAnHour("4.60", "5", room);

        assertThat(say(waiting(1)))
                .isEqualTo(
                        "parked: 4.60 USD spent in 1 h and its own 0.80 are more than the ceiling of 5 USD"
                                + " (takeone.spend.per-hour); room at 2026-11-29T10:40:00Z, or once that is raised at every worker");
        spend = spentInAnHour("4.20", "5", room);
        assertThat(say(waiting(1))).startsWith("waits for the account");
    }

    @Test
    void waitsUntilWhatEveryPartitionHasSpentIsKnown() {
        board.read(limited("life-1", 5_000_000, Optional.empty(), serving(1, 0)), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo(
                        "waits: what partition takeone-0 has spent is not known, and nothing is bought under a ceiling"
                                + " until it is served");
        board.read(limited("life-1", 5_000_000, Optional.empty(), serving(0, 0), serving(1, 0)), NOW);
        assertThat(say(waiting(1))).startsWith("waits for the account");
    }

    @Test
    void isParkedByWhatAWorkerThatIsGoneMayHaveSpent() {
        board.read(
                limited("life-0", 5_000_000, mayDraw(OptionalLong.of(4_800_000)), serving(0, 0)), NOW.minusSeconds(60));
        board.read(
                limited("life-1", 5_000_000, Optional.empty(), new Report.Part(0, State.STOPPED, 0), serving(1, 0)),
                NOW);
        spend = spent("0", "0", Optional.of("5"), Optional.empty());

        assertThat(say(waiting(1)))
                .startsWith("parked: workers that are gone may have spent 4.80 USD that nobody tells");
        spend = spent("0", "0", Optional.of("10"), Optional.empty());
        assertThat(say(waiting(1))).startsWith("waits for the account");
    }

    @Test
    void isParkedWithoutAPriceOfItsOwn() {
        spend = spent("98.80", "1.50", Optional.of("100"), Optional.empty());
        assertThat(say(withoutPrice()))
                .isEqualTo("parked: 98.80 USD spent in 24 h and 1.50 in flight are more than the ceiling of 100 USD"
                        + " (takeone.spend.per-day); room when enough has ended for less, or counts no more, or once that"
                        + " is raised at every worker");

        spend = spent("100.80", "0", Optional.of("100"), Optional.empty());
        assertThat(say(withoutPrice())).startsWith("parked: 100.80 USD spent in 24 h are more than the ceiling");
    }

    private static JobState.Accepted withoutPrice() {
        Job priced = PictureJobs.job(1);
        return new JobState.Accepted(
                new Job(
                        priced.id(),
                        priced.identity(),
                        priced.origin(),
                        priced.key(),
                        priced.contentHash(),
                        priced.model(),
                        priced.profile(),
                        priced.metadata(),
                        priced.trace(),
                        Optional.empty()),
                "{}",
                0,
                Optional.empty(),
                NOW);
    }

    @Test
    void isDearerThanAWholeCeiling() {
        spend = spent("0", "0", Optional.of("0.70"), Optional.empty());

        assertThat(say(waiting(1)))
                .isEqualTo(
                        "parked: its own 0.80 USD is more than the whole ceiling of 0.70 USD (takeone.spend.per-day);"
                                + " it waits until that is raised at every worker, or it is withdrawn");
    }

    @Test
    void waitsBecauseTheAccountIsHeld() {
        board.read(row(State.SERVING, Optional.empty(), held("account_held", "SUBMISSION")), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo("waits because the account is held by the provider (HTTP 402: Insufficient balance), since"
                        + " 2026-11-29T10:01:00Z; tried again at 2026-11-29T10:10:20Z");
    }

    @Test
    void waitsBecauseCommitsTakeTooLong() {
        board.read(row(State.SERVING, Optional.empty(), held("too_late", "SUBMISSION")), NOW);

        assertThat(say(waiting(1)))
                .startsWith(
                        "waits because each paid request comes too late after its commit was begun, and is not sent");
    }

    @Test
    void waitsBecauseTheProviderAsksForAPause() {
        board.read(row(State.SERVING, Optional.empty(), held("throttled", "CHECK", "SUBMISSION")), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo("waits because the provider asks for a pause (HTTP 402: Insufficient balance), since"
                        + " 2026-11-29T10:01:00Z; tried again at 2026-11-29T10:10:20Z");
    }

    /** As a newer worker may tell it. */
    @Test
    void waitsBecauseOfACauseThatIsNotKnown() {
        board.read(row(State.SERVING, Optional.empty(), held("maintenance", "SUBMISSION")), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo("waits because calls are held (maintenance) (HTTP 402: Insufficient balance), since"
                        + " 2026-11-29T10:01:00Z; tried again at 2026-11-29T10:10:20Z");
    }

    @Test
    void aHoldOfAnotherModelOrOfChecksAloneIsNotWhyItWaits() {
        board.read(row(State.SERVING, Optional.empty(), heldOf("another")), NOW);
        assertThat(say(waiting(1))).startsWith("waits for the account");
        board.read(row(State.SERVING, Optional.empty(), held("throttled", "CHECK")), NOW);
        assertThat(say(waiting(1))).startsWith("waits for the account");

        board.read(row(State.SERVING, Optional.empty(), heldOf("another"), heldOf(PictureJobs.MODEL)), NOW);
        assertThat(say(waiting(1))).startsWith("waits because the account is held by the provider");
    }

    private static Report.Held heldOf(String model) {
        return new Report.Held(
                "account_held",
                List.of("SUBMISSION"),
                Optional.of(model),
                NOW,
                NOW.plusSeconds(20),
                Optional.of(403),
                Optional.empty());
    }

    @Test
    void waitsAfterItsOwnRefusals() {
        assertThat(say(refused(1, NOW.plusSeconds(30))))
                .isEqualTo(
                        "was refused 3 times without being accepted; tried again at 2026-11-29T10:10:30Z, given up after"
                                + " 6 h of refusals");
        assertThat(say(refused(1, NOW))).startsWith("waits for the account");
    }

    @Test
    void waitsForAWorker() {
        board.begunAnew();

        assertThat(say(waiting(1))).isEqualTo("waits for a worker: none of group takeone tells of itself");
    }

    @Test
    void waitsForAWorkerToTakeItsPartition() {
        board.read(row(State.LEFT, Optional.empty()), NOW);

        assertThat(say(waiting(1)))
                .isEqualTo(
                        "waits for a worker: none has its partition 1 at the moment; another takes it within a minute");
    }

    @Test
    void waitsForItsPartitionToBeReadBack() {
        board.read(row(State.RESTORING, Optional.empty()), NOW);

        assertThat(say(waiting(1))).isEqualTo("waits for worker w1, which is reading its partition 1 back");
    }

    @Test
    void standsStillInAStoppedPartition() {
        board.read(row(State.STOPPED, Optional.empty()), NOW);

        assertThat(say(running(1, task(1))))
                .isEqualTo("stands still: its partition 1 is stopped until a person decides; worker w1 says at"
                        + " /q/health/well what is wrong, and the mend");
    }

    @Test
    void isBeingPosted() {
        assertThat(say(posting(1)))
                .isEqualTo("its paid request is on its way to the provider, since 2026-11-29T10:10:00Z");
    }

    @Test
    void isBeingPostedOnceMore() {
        assertThat(say(posting(1, 3)))
                .isEqualTo("its paid request is on its way to the provider, since 2026-11-29T10:10:00Z, attempt 3");
    }

    @Test
    void isInDoubt() {
        assertThat(say(inDoubt(1, LOST, NOW.plusSeconds(60))))
                .isEqualTo("in doubt since 2026-11-29T10:02:00Z: the answer to its POST was lost; asked again at"
                        + " 2026-11-29T10:11:00Z, given up at 2026-11-29T11:02:00Z");
    }

    @Test
    void isInDoubtByAnAnswerThatSaysNothing() {
        ProviderError badGateway =
                new ProviderError(Optional.of(502), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(say(inDoubt(1, badGateway, NOW.plus(Duration.ofHours(2)))))
                .isEqualTo(
                        "in doubt since 2026-11-29T10:02:00Z: the answer to its POST (HTTP 502) does not say whether it"
                                + " was accepted; not asked again, given up at 2026-11-29T11:02:00Z");
    }

    @Test
    void anOrderDoesNotHoldWhatIsInDoubt() {
        order("hold", "{\"command\":\"hold\"}");

        assertThat(say(inDoubt(1, LOST, NOW)))
                .startsWith("in doubt since")
                .contains("asked again as soon as it can be");
    }

    @Test
    void anOrderNeitherHoldsNorWithdrawsWhatWasRefusedInAWayThatPromisesNothing() {
        order("hold", "{\"command\":\"hold\"}");
        order("wrong-prompt", "{\"command\":\"withdraw\",\"key\":\"customer-7\"}");
        JobState.Refusals unclear =
                new JobState.Refusals(1, Duration.ZERO, Optional.of(NOW.minus(Duration.ofMinutes(9))), Duration.ZERO);

        assertThat(say(new JobState.Accepted(PictureJobs.job(700), "{}", 1, Optional.of(unclear), NOW.plusSeconds(30))))
                .isEqualTo(
                        "in doubt since 2026-11-29T10:01:00Z: it was refused in a way that promises nothing; asked again"
                                + " at 2026-11-29T10:10:30Z");
    }

    @Test
    void runs() {
        assertThat(say(running(1, task(1)))).isEqualTo("running: 140 s so far; next check in 6 s");
        usual = Optional.of(new UsualTimes.Span(Duration.ofSeconds(84), Duration.ofSeconds(253)));
        assertThat(say(running(1, task(1))))
                .isEqualTo("running: videos of this kind take 84 to 253 s, this one 140 s so far; next check in 6 s");
    }

    @Test
    void runsAndWaitsForACallToCheckIt() {
        assertThat(say(running(1, Task.started("t", NOW.minusSeconds(1)))))
                .isEqualTo("running: 140 s so far; next check as soon as the account has a call");
    }

    @Test
    void runsAndIsNotCheckedWhileCallsAreHeld() {
        board.read(row(State.SERVING, Optional.empty(), held("provider_away", "CHECK", "SUBMISSION")), NOW);

        assertThat(say(running(1, task(1))))
                .isEqualTo(
                        "running: 140 s so far; not checked because the provider cannot be reached"
                                + " (HTTP 402: Insufficient balance), since 2026-11-29T10:01:00Z; tried again at 2026-11-29T10:10:20Z");
    }

    @Test
    void runsAndWasToldABadEndOnce() {
        Task told = new Task(
                "t",
                NOW.plusSeconds(6),
                NOW,
                0,
                Instant.EPOCH,
                0,
                Optional.of(new Task.Told(FailureReason.GENERATION_FAILED, NOW, 1)),
                Optional.empty());

        assertThat(say(running(1, told)))
                .isEqualTo(
                        "running: 140 s so far; the provider said generation failed, and is asked once more; next check"
                                + " in 6 s");
    }

    @Test
    void runsAndIsNotKnownToTheProvider() {
        Task missing = new Task("t", NOW.plusSeconds(6), NOW, 2, NOW, 0, Optional.empty(), Optional.empty());

        assertThat(say(running(1, missing)))
                .isEqualTo("running: 140 s so far; the provider did not know its task 2 times; next check in 6 s");
    }

    @Test
    void runsAndItsAnswersCouldNotBeRead() {
        assertThat(say(running(1, unread(2))))
                .isEqualTo("running: 140 s so far; 2 answers could not be read; next check in 6 s");
        assertThat(say(running(1, unread(1)))).contains("; 1 answer could not be read; ");
    }

    private static Task unread(int answers) {
        return new Task("t", NOW.plusSeconds(6), NOW, 0, Instant.EPOCH, answers, Optional.empty(), Optional.empty());
    }

    @Test
    void runsPastItsDeadline() {
        assertThat(say(threeHoursAgo(Duration.ZERO)))
                .isEqualTo(
                        "running: 3 h so far; past its deadline, and ends with the next word that says not done; next"
                                + " check in 6 s");
    }

    @Test
    void isNoOlderThanItIsWhereItsClockWasSetAhead() {
        assertThat(say(threeHoursAgo(Duration.ofMinutes(178)))).isEqualTo("running: 120 s so far; next check in 6 s");
    }

    /** By a clock that was set ahead by so much since. */
    private static JobState.Submitted threeHoursAgo(Duration setAhead) {
        return new JobState.Submitted(
                PictureJobs.job(1),
                List.of(task(1)),
                1,
                false,
                NOW.minus(Duration.ofHours(3)),
                setAhead,
                3,
                Duration.ZERO,
                List.of());
    }

    @Test
    void aLongBlindTimeMovesTheDeadlineByNoMoreThanADay() {
        assertThat(say(blind(Duration.ofHours(24)))).doesNotContain("past its deadline");
        assertThat(say(blind(Duration.ofHours(24).plusSeconds(1)))).contains("past its deadline");
    }

    /** The provider could not be asked for most of the time since its submission. */
    private static JobState.Submitted blind(Duration ago) {
        return new JobState.Submitted(
                PictureJobs.job(1),
                List.of(task(1)),
                1,
                false,
                NOW.minus(ago),
                Duration.ZERO,
                3,
                Duration.ofHours(30),
                List.of());
    }

    private String say(JobState.Live state) {
        Situation situation = new Situation(
                GROUP,
                standing,
                board.seen(NOW),
                spend,
                PictureJobs.SETTINGS.rules(),
                any -> before,
                any -> usual,
                reading);
        return new WhyItWaits(situation, NOW).say(KnownLive.of(state, 1, NOW, UnaryOperator.identity()));
    }

    private void order(String name, String value) {
        Instant at = NOW.minus(Duration.ofMinutes(8));
        standing = standing.after(
                List.of(new OrderAt(OrderReader.read(name.getBytes(UTF_8), value.getBytes(UTF_8), at), at, 0)));
    }

    private Overview.Spend spent(String day, String inFlight, Optional<String> ceiling, Optional<Instant> roomAt) {
        BigDecimal counts = new BigDecimal(day).add(new BigDecimal(inFlight));
        return new Overview.Spend(
                BigDecimal.ZERO,
                new BigDecimal(day),
                new BigDecimal(inFlight),
                Optional.empty(),
                ceiling.map(most -> new Overview.Ceiling(
                        "takeone.spend.per-day", new BigDecimal(most), counts, roomAt.isPresent(), roomAt)),
                Optional.of(next),
                true);
    }

    private Overview.Spend spentInAnHour(String spent, String ceiling, Instant roomAt) {
        return new Overview.Spend(
                new BigDecimal(spent),
                new BigDecimal(spent),
                BigDecimal.ZERO,
                Optional.of(new Overview.Ceiling(
                        "takeone.spend.per-hour",
                        new BigDecimal(ceiling),
                        new BigDecimal(spent),
                        true,
                        Optional.of(roomAt))),
                Optional.empty(),
                Optional.of(next),
                true);
    }
}
