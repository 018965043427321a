package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Restored;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set: nothing waits for longer than it was meant to, and nothing is let out twice. */
class SetClockTest {
    private static final ProviderError SAID = ProviderError.transport("said");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final StatusOutcome RUNNING = new StatusOutcome.Running();
    private static final Pattern SUBMITTED_AT = Pattern.compile("\"submitted_at\":\"[^\"]+\"");

    private final InMemoryJournal disk = new InMemoryJournal();
    private final WorkerFixture the = WorkerFixture.serving(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk);

    /** How many of a worker's checks are answered. */
    private final Map<WorkerFixture, Integer> heard = new HashMap<>();

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void statusChecksGoOnAtTheirOwnPace(int hours) {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.setClock(HOUR.multipliedBy(hours));
        the.sleep(Duration.ofSeconds(18));
        assertThat(the.provider.checks).isEmpty();
        the.sleep(Duration.ofSeconds(3));
        assertThat(the.provider.checks).hasSize(1);
    }

    @Test
    void theOtherTaskOfAJobIsAskedForToo() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.Accepted(List.of("task_1", "task_2"), false, Optional.empty()));
        the.run();
        the.sleep(Duration.ofSeconds(21));
        the.setClock(HOUR.negated());
        the.provider.tell(0, new StatusOutcome.NoOutput(Optional.of(SAID), Optional.empty(), "{}"));
        the.run();
        the.sleep(Duration.ofSeconds(20));
        assertThat(the.provider.checks)
                .extracting(ScriptedProvider.Check::taskId)
                .contains("task_2");
    }

    @Test
    void whatWasRefusedIsTriedAgain() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.NotSent(SAID));
        the.run();
        the.setClock(HOUR.negated());
        the.sleep(Duration.ofSeconds(5));
        assertThat(the.provider.posts).hasSize(2);
    }

    @Test
    void aHoldEndsInItsTime() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.AccountHeld(SAID));
        the.run();
        the.sleep(Duration.ofSeconds(2));
        the.setClock(Duration.ofSeconds(-1));
        the.setClock(HOUR.negated().plusSeconds(1));
        the.sleep(Duration.ofSeconds(2));
        assertThat(the.provider.posts).as("no sooner").hasSize(1);
        the.sleep(Duration.ofSeconds(2));
        assertThat(the.provider.posts).hasSize(2);
        assertThat(the.worker.status().calls().holds())
                .as("told by the clock that people see")
                .isNotEmpty()
                .allSatisfy(hold -> assertThat(hold.until()).isBefore(the.now().plusSeconds(60)));
    }

    @Test
    void aRestoreIsTriedAgain() {
        disk.instead.put(1, new Restored.Unavailable(1, "the broker is away"));
        the.worker.assigned(new Generation(2), Set.of(1), 2);
        the.run();
        disk.instead.clear();
        the.setClock(HOUR.negated());
        the.sleep(Duration.ofSeconds(3));
        assertThat(the.said).contains("serving 1 live=0 remembered=0");
    }

    /** Its clock was an hour ahead when it wrote that the task is to be asked for in 20 s. */
    @Test
    void aRowOfAReplicaWhoseClockIsAheadIsDueInTime() {
        the.setClock(HOUR);
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.send("order-2", dog());
        the.provider.answer(1, new SubmitOutcome.AccountHeld(SAID));
        the.run();
        the.setClock(HOUR.negated());
        the.worker.gone(Set.of(0), 1);
        the.run();

        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofSeconds(62));
        assertThat(next.provider.checks).hasSize(1);
        assertThat(next.provider.posts).hasSize(1);
    }

    @Test
    void noRestoreCutsShortWhatTheProviderHasAskedFor() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.Throttled(Optional.of(Duration.ofMinutes(40)), SAID));
        the.send("order-2", dog().replace("fast", "quality"));
        the.provider.answer(the.provider.posts.size() - 1, new SubmitOutcome.InProgress(Optional.of(HOUR), SAID));
        the.run();
        the.worker.gone(Set.of(0), 1);
        the.run();

        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofMinutes(39));
        assertThat(next.provider.posts).isEmpty();
        next.sleep(Duration.ofMinutes(2));
        assertThat(next.provider.posts).hasSize(1);
    }

    @Test
    void anOwnerWhoseClockIsAheadWaitsTooBeforeItAsksForABadEndAgain() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(21));
        the.provider.tell(0, new StatusOutcome.Failed(SAID, Optional.empty()));
        the.run();
        the.worker.gone(Set.of(0), 1);
        the.run();

        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.setClock(HOUR);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        next.sleep(Duration.ofSeconds(9));
        assertThat(next.provider.checks).isEmpty();
        next.sleep(Duration.ofSeconds(2));
        assertThat(next.provider.checks).hasSize(1);
    }

    @Test
    void aClockThatJumpsAheadLetsNoCallsOutTwice() {
        int[] granted = new int[2];
        for (int part = 0; part < 2; part++) {
            for (int number = 0; number < 40; number++) {
                the.send("order-" + part + "-" + number, dog());
            }
            the.run();
            granted[part] = the.provider.posts.size();
            the.setClock(HOUR);
            the.pass(Duration.ofSeconds(1));
        }
        assertThat(the.worker.status().calls().lastMinute()).isEqualTo(granted[1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 8})
    void noRequestIsGivenUpBeforeItsTime(int hours) {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.NotSent(SAID));
        the.run();
        the.setClock(HOUR.multipliedBy(hours));
        for (int post = 1; post < 4; post++) {
            the.sleep(Duration.ofSeconds(61));
            the.provider.answer(post, new SubmitOutcome.NotSent(SAID));
            the.run();
        }
        assertThat(disk.published).isEmpty();
        for (int post = 4; disk.published.isEmpty() && post < 400; post++) {
            the.sleep(Duration.ofSeconds(61));
            the.provider.answer(post, new SubmitOutcome.NotSent(SAID));
            the.run();
        }
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("retries_exhausted"));
    }

    @Test
    void noDoubtIsReplayedForLongerThanItsKeyIsTrustedNorGivenUpBeforeWhereTheClockIsSetBack() {
        Duration window = WorkerFixture.RULES.replayWindow();
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.InDoubt(SAID));
        the.run();
        the.setClock(HOUR.multipliedBy(-3));
        inDoubtFor(window.minusMinutes(3));
        assertThat(disk.published).isEmpty();
        assertThat(the.provider.posts).as("at their own pace").hasSizeBetween(30, 70);

        inDoubtFor(Duration.ofMinutes(4));
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("submission_in_doubt"));
        int posts = the.provider.posts.size();
        inDoubtFor(HOUR);
        assertThat(the.provider.posts).hasSize(posts);
    }

    /** Its monotonic clock stood still meanwhile, and the provider's did not. */
    @Test
    void noMachineThatHasSleptRepeatsAPostWhoseKeyIsTrustedNoLonger() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.InDoubt(SAID));
        the.run();
        the.setClock(HOUR.multipliedBy(3));
        inDoubtFor(HOUR);
        assertThat(the.provider.posts).hasSize(1);
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("submission_in_doubt"));
    }

    /** Its row says when it began by a clock that is no more. */
    @ParameterizedTest
    @ValueSource(ints = {-180, -20})
    void noDoubtIsReplayedForLongerThanItsKeyIsTrustedWhereItIsReadBackAfterTheClockWasSetBack(int minutes) {
        trustedForItsWindowWhereItIsReadBack(new SubmitOutcome.InDoubt(SAID), Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(ints = {-180, -20})
    void norIsWhatWasRefusedWithoutAPromiseThatNothingWasExecuted(int minutes) {
        trustedForItsWindowWhereItIsReadBack(
                new SubmitOutcome.Unavailable(Optional.empty(), SAID), Duration.ofMinutes(minutes));
    }

    private void trustedForItsWindowWhereItIsReadBack(SubmitOutcome answer, Duration set) {
        the.send("order-1", dog());
        the.provider.answer(0, answer);
        the.run();
        answeredFor(the, answer, Duration.ofMinutes(30));
        the.setClock(set);
        the.journal.lose();
        the.run();
        int posts = the.provider.posts.size();
        answeredFor(the, answer, Duration.ofMinutes(28));
        assertThat(disk.published).isEmpty();
        assertThat(the.provider.posts).hasSizeGreaterThan(posts);

        answeredFor(the, answer, Duration.ofMinutes(4));
        endedInDoubtForGood(the, answer);
    }

    @Test
    void noDoubtThatBeganByAClockThatIsAheadIsReplayedForLongerByOneThatIsNot() {
        SubmitOutcome answer = new SubmitOutcome.InDoubt(SAID);
        the.setClock(HOUR.multipliedBy(3));
        the.send("order-1", dog());
        the.provider.answer(0, answer);
        the.run();
        the.setClock(HOUR.multipliedBy(-3));
        the.worker.gone(Set.of(0), 1);
        the.run();

        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        answeredFor(next, answer, Duration.ofMinutes(58));
        assertThat(disk.published).isEmpty();
        answeredFor(next, answer, Duration.ofMinutes(4));
        endedInDoubtForGood(next, answer);
    }

    /** Each replay writes a row: the window would begin with the last of them. */
    @ParameterizedTest
    @ValueSource(ints = {180, 20})
    void noDoubtThatWasReplayedByAClockThatIsAheadBeginsAnewWhereItIsReadBack(int minutes) {
        SubmitOutcome answer = new SubmitOutcome.InDoubt(SAID);
        Duration ahead = Duration.ofMinutes(minutes);
        the.setClock(ahead);
        the.send("order-1", dog());
        the.provider.answer(0, answer);
        the.run();
        answeredFor(the, answer, Duration.ofMinutes(30));
        the.setClock(ahead.negated());
        the.worker.gone(Set.of(0), 1);
        the.run();

        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        answeredFor(next, answer, Duration.ofMinutes(27));
        assertThat(disk.published).isEmpty();
        assertThat(next.provider.posts).isNotEmpty();
        answeredFor(next, answer, Duration.ofMinutes(6));
        endedInDoubtForGood(next, answer);
    }

    /** Its own row is ten minutes old, which hides as much of that. */
    @Test
    void noDoubtIsReplayedForLongerWhereAClockThatIsBehindReadsAnOldRowOfAPartitionThatIsNot() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.InProgress(Optional.of(Duration.ofMinutes(40)), SAID));
        the.run();
        the.sleep(Duration.ofMinutes(10));
        the.send("order-2", dog());
        the.worker.gone(Set.of(0), 1);
        the.run();

        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.setClock(Duration.ofMinutes(-20));
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        SubmitOutcome answer = new SubmitOutcome.InDoubt(SAID);
        answeredFor(next, answer, Duration.ofMinutes(48));
        assertThat(disk.published("failed")).isEmpty();
        answeredFor(next, answer, Duration.ofMinutes(4));
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("order-1", "submission_in_doubt"));
    }

    private void endedInDoubtForGood(WorkerFixture worker, SubmitOutcome answer) {
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("submission_in_doubt"));
        int posts = worker.provider.posts.size();
        answeredFor(worker, answer, HOUR);
        assertThat(worker.provider.posts).hasSize(posts);
    }

    private void inDoubtFor(Duration time) {
        answeredFor(the, new SubmitOutcome.InDoubt(SAID), time);
    }

    /** What is posted meanwhile is answered so. */
    private static void answeredFor(WorkerFixture worker, SubmitOutcome answer, Duration time) {
        int answered = worker.provider.posts.size();
        for (long second = 0; second < time.toSeconds(); second++) {
            worker.sleep(Duration.ofSeconds(1));
            for (; answered < worker.provider.posts.size(); answered++) {
                worker.provider.answer(answered, answer);
                worker.run();
            }
        }
    }

    /** A minute at a wrong time would else be enough to buy again what is repeated after it. */
    @Test
    void noIdentityIsForgottenBeforeItsTime() {
        oneThatHasEnded();
        the.setClock(WorkerFixture.SETTINGS.retention().plusHours(1));
        the.sleep(Duration.ofMinutes(2));
        the.setClock(WorkerFixture.SETTINGS.retention().plusHours(1).negated());
        the.send("order-1", dog());
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.provider.posts).hasSize(1);
    }

    @Test
    void noIdentityIsForgottenByARestoreAfterTheClockWasSetAhead() {
        oneThatHasEnded();
        the.setClock(WorkerFixture.SETTINGS.retention().plusHours(1));
        the.journal.lose();
        the.run();
        the.send("order-1", dog());
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.said).contains("repeated order-1");

        the.sleep(WorkerFixture.SETTINGS.retention());
        the.send("order-1", dog());
        assertThat(the.provider.posts).as("nor remembered for longer").hasSize(2);
    }

    private void oneThatHasEnded() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.sleep(Duration.ofSeconds(21));
        the.provider.tell(0, done(Duration.ofSeconds(20)));
        the.run();
    }

    /** What is told for four minutes is not told for five, whatever the clock says. */
    @Test
    void noTaskIsLostForAClockThatIsSetAhead() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.send("order-2", dog());
        the.provider.accept(1, "task_2");
        the.run();
        int told = 0;
        for (long second = 0; second < 240; second++) {
            the.sleep(Duration.ofSeconds(1));
            for (; told < the.provider.checks.size(); told++) {
                boolean missing = the.provider.checks.get(told).taskId().equals("task_1");
                the.provider.tell(told, missing ? new StatusOutcome.NotFound(SAID) : new StatusOutcome.Running());
                the.run();
            }
            if (second == 180) {
                the.setClock(HOUR);
            }
        }
        assertThat(the.provider.checks).hasSizeGreaterThan(8);
        assertThat(disk.published("failed")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 3})
    void noPaidTaskIsGivenUpBeforeItsDeadline(int hours) {
        paidAndRunningAfter(
                HOUR.multipliedBy(hours), WorkerFixture.RULES.deadline().minusMinutes(2));
        assertThat(disk.published("failed")).isEmpty();
    }

    @Test
    void aClockThatIsSetBackPutsOffNoDeadline() {
        paidAndRunningAfter(
                HOUR.multipliedBy(-3), WorkerFixture.RULES.deadline().plusMinutes(30));
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("deadline_exceeded"));
    }

    /** A task that runs for this time, of which the clock was set soon after it began. */
    private void paidAndRunningAfter(Duration set, Duration time) {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.setClock(set);
        running(the, time);
    }

    /** Its row tells when it was submitted by the clock as it was, and is written again by the clock as it is. */
    @ParameterizedTest
    @ValueSource(ints = {-72, -3, 3, 72})
    void noPaidTaskIsGivenUpBeforeItsDeadlineNorMuchLaterByTheNextOwnerAfterTheClockWasSet(int hours) {
        Duration before = WorkerFixture.RULES.oldestRow().plusMinutes(1);
        paidAndRunningAfter(HOUR.multipliedBy(hours), before);

        WorkerFixture next = successor(Duration.ZERO);
        running(next, WorkerFixture.RULES.deadline().minus(before).minusMinutes(2));
        assertThat(disk.published("failed")).isEmpty();
        running(next, Duration.ofMinutes(30));
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("deadline_exceeded"));
    }

    /** It counts from days too early by then, and the bound to all blind time is a day. */
    @ParameterizedTest
    @ValueSource(ints = {-72, -3})
    void norByOneWhoseClockIsRightAfterTheFirstOwnersWasSetBackForNoGood(int hours) {
        Duration before = WorkerFixture.RULES.oldestRow().plusMinutes(1);
        paidAndRunningAfter(HOUR.multipliedBy(hours), before);

        WorkerFixture next = successor(HOUR.multipliedBy(-hours));
        running(next, WorkerFixture.RULES.deadline().minus(before).minusMinutes(2));
        assertThat(disk.published("failed")).isEmpty();
    }

    @Test
    void noSecondVideoIsGivenUpByTheNextOwnerAfterTheClockWasSetAhead() {
        the.send("order-1", dog());
        the.provider.answer(0, new SubmitOutcome.Accepted(List.of("task_1", "task_2"), false, Optional.empty()));
        the.run();
        the.setClock(HOUR.multipliedBy(3));
        telling(the, check -> check.taskId().equals("task_1") ? EvidenceTest.DONE : RUNNING, Duration.ofMinutes(2));

        WorkerFixture next = successor(Duration.ZERO);
        running(next, Duration.ofMinutes(2));
        assertThat(disk.published("completed")).isEmpty();

        telling(next, any -> EvidenceTest.DONE, Duration.ofMinutes(2));
        assertThat(disk.published("completed")).singleElement().asString().containsPattern("x\\.mp4.*x\\.mp4");
        assertThat(submittedAt(disk.published("completed")))
                .as("as it was told before")
                .isEqualTo(submittedAt(disk.published("submitted")));
    }

    @Test
    void howLongAVideoTookIsToldThoughTheClockWasSetBackMeanwhile() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        the.setClock(HOUR.multipliedBy(-3));
        telling(the, any -> EvidenceTest.DONE, Duration.ofMinutes(1));
        assertThat(disk.published("completed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("\"generation_seconds\":20"));
    }

    private static String submittedAt(List<Publication> events) {
        Matcher found = SUBMITTED_AT.matcher(events.getFirst().value());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /** Whoever has the partition next, whose clock is ahead of the first owner's by so much. */
    private WorkerFixture successor(Duration ahead) {
        the.worker.gone(Set.of(0), 1);
        the.run();
        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(the);
        next.setClock(ahead);
        next.worker.assigned(new Generation(2), Set.of(0), 1);
        next.run();
        return next;
    }

    private void running(WorkerFixture worker, Duration time) {
        telling(worker, any -> RUNNING, time);
    }

    /** What is asked meanwhile is answered so. */
    private void telling(WorkerFixture worker, Function<ScriptedProvider.Check, StatusOutcome> told, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            worker.sleep(Duration.ofSeconds(1));
            for (int each = heard.getOrDefault(worker, 0); each < worker.provider.checks.size(); each++) {
                worker.provider.tell(each, told.apply(worker.provider.checks.get(each)));
                heard.put(worker, each + 1);
                worker.run();
            }
        }
    }

    /** What could be read before the clock was set back says nothing of the time after. */
    @Test
    void noTaskIsLostWhileNobodysCanBeRead() {
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.send("order-2", dog());
        the.provider.accept(1, "task_2");
        the.run();
        the.sleep(Duration.ofSeconds(21));
        the.provider.tell(0, new StatusOutcome.Running());
        the.provider.tell(1, new StatusOutcome.Running());
        the.run();
        the.setClock(HOUR.negated());
        the.sleep(Duration.ofMinutes(2));
        for (int told = 2; told < 2 + 2 * 60; told++) {
            for (int second = 0; told >= the.provider.checks.size() && second < 600; second++) {
                the.sleep(Duration.ofSeconds(1));
            }
            the.provider.tell(told, new StatusOutcome.NotFound(SAID));
            the.run();
        }
        assertThat(disk.published("failed")).isEmpty();
    }

    /** What had ended before would else count as what ended last, until the clock is again where it was. */
    @Test
    void whatEndsAfterAClockWasSetBackIsLearnedFrom() {
        WorkerFixture learning =
                WorkerFixture.serving(LearnedTimesTest.LEARNING, WorkerFixture.RULES, new InMemoryJournal());
        learnFrom(learning, Duration.ofSeconds(90));
        learning.setClock(HOUR.multipliedBy(-24));
        learnFrom(learning, Duration.ofSeconds(20));

        int before = learning.provider.checks.size();
        learning.send("last", dog());
        learning.provider.accept(learning.provider.posts.size() - 1, "task_last");
        learning.sleep(Duration.ofSeconds(40));
        assertThat(learning.provider.checks.size()).isGreaterThan(before);
    }

    /** As many tasks as are remembered, each of which is found to have taken so long. */
    private static void learnFrom(WorkerFixture the, Duration took) {
        for (int each = 0; each < 260; each++) {
            int post = the.provider.posts.size();
            the.send("order-" + post, dog());
            the.provider.accept(post, "task_" + post);
            int check = the.provider.checks.size();
            for (int second = 0; second < 400 && check == the.provider.checks.size(); second++) {
                the.sleep(Duration.ofSeconds(1));
            }
            the.provider.tell(check, done(took));
            the.run();
        }
    }

    private static StatusOutcome done(Duration took) {
        return new StatusOutcome.Completed(
                List.of(new Video("https://cdn.example/x.mp4", Optional.empty())), Optional.of(took), Optional.empty());
    }
}
