package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.ops.Health;
import dev.takeone.provider.quota.Closure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one job meets at the provider, and what it does not do to the others. */
class EvidenceTest {
    private static final StatusOutcome UNREADABLE = new StatusOutcome.Unreadable(ProviderError.transport("garbage"));
    private static final StatusOutcome UNREACHED =
            new StatusOutcome.NotSent(ProviderError.transport("connection refused"));
    private static final StatusOutcome REFUSED = new StatusOutcome.AccountHeld(ProviderError.transport("403"));
    private static final StatusOutcome OVERLOADED = throttled(503);
    private static final StatusOutcome LIMITED = throttled(429);
    private static final StatusOutcome REFUSED_CHECK =
            new StatusOutcome.Refused(ProviderError.transport("unsupported parameter language"));
    private static final StatusOutcome UNKNOWN = new StatusOutcome.NotFound(ProviderError.transport("404"));
    private static final StatusOutcome FAILED =
            new StatusOutcome.Failed(ProviderError.transport("failed"), Optional.empty());
    private static final StatusOutcome RUNNING = new StatusOutcome.Running();
    static final StatusOutcome DONE = new StatusOutcome.Completed(
            List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
            Optional.of(Duration.ofSeconds(20)),
            Optional.empty());
    private static final StatusOutcome HALF = new StatusOutcome.Completed(
            List.of(new Video("https://cdn.example/x.mp4", Optional.empty())),
            Optional.empty(),
            Optional.empty(),
            true);
    private static final String QUALITY = WorkerFixture.dog().replace("fast", "quality");

    private final WorkerFixture the = WorkerFixture.serving();
    private int posts;
    private int checks;

    private static StatusOutcome throttled(int status) {
        return new StatusOutcome.Throttled(
                Optional.of(Duration.ofSeconds(60)),
                new ProviderError(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Tasks of these numbers never answer so that it could be read; all else goes well. */
    private void answering(int bad, StatusOutcome told, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            for (; posts < the.provider.posts.size(); posts++) {
                the.provider.accept(posts, "task_" + posts);
            }
            for (; checks < the.provider.checks.size(); checks++) {
                String task = the.provider.checks.get(checks).taskId();
                boolean isBad = Integer.parseInt(task.substring("task_".length())) < bad;
                the.provider.tell(checks, isBad ? told : DONE);
            }
            the.pass(Duration.ofSeconds(1));
        }
    }

    private void send(int from, int to) {
        for (int number = from; number < to; number++) {
            the.send("order-" + number, WorkerFixture.dog());
        }
    }

    /** Another request every ten seconds, numbered from {@code first}; all goes well but with the first of all. */
    private void others(int first, StatusOutcome told, Duration time) {
        for (int number = 0; number < time.toSeconds() / 10; number++) {
            send(first + number, first + number + 1);
            answering(1, told, Duration.ofSeconds(10));
        }
    }

    @Test
    void twentyTasksThatCannotBeReadHoldNoOtherRequestUp() {
        send(0, 20);
        answering(20, UNREADABLE, Duration.ofSeconds(21));
        send(20, 40);
        answering(20, UNREADABLE, Duration.ofSeconds(15));
        assertThat(the.disk.published("submitted")).hasSize(40);

        answering(20, UNREADABLE, Duration.ofSeconds(45));
        assertThat(the.disk.published("completed")).hasSize(20);
        assertThat(the.worker.status().calls().holds()).isEmpty();
    }

    @Test
    void tasksThatAreRefusedHoldNoOtherRequestUp() {
        send(0, 5);
        answering(5, REFUSED, Duration.ofSeconds(21));
        send(5, 25);
        answering(5, REFUSED, Duration.ofSeconds(60));
        assertThat(the.disk.published("completed")).hasSize(20);
        assertThat(the.worker.status().calls().holds()).isEmpty();
    }

    /** {@code order-0} meets {@code refusal} each time, and all else is accepted. */
    private void refusing(SubmitOutcome refusal, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            for (; posts < the.provider.posts.size(); posts++) {
                boolean first = the.provider.posts.get(posts).body().contains("a cat");
                the.provider.answer(
                        posts,
                        first
                                ? refusal
                                : new SubmitOutcome.Accepted(List.of("task_" + posts), false, Optional.empty()));
            }
            the.pass(Duration.ofSeconds(1));
        }
    }

    private static final String CAT = WorkerFixture.dog().replace("a dog", "a cat");

    @Test
    void aRequestWhoseAnswersPromiseNothingLeavesTheProbeToOthers() {
        the.send("order-0", CAT);
        the.run();
        SubmitOutcome unclear = new SubmitOutcome.Unavailable(Optional.empty(), ProviderError.transport("503"));
        refusing(unclear, Duration.ofSeconds(1));
        send(1, 21);
        refusing(unclear, Duration.ofSeconds(30));

        assertThat(the.disk.published("submitted")).hasSize(20);
        assertThat(the.provider.posts.stream().filter(post -> post.body().contains("a cat")))
                .as("it is tried on")
                .hasSizeGreaterThan(2);
    }

    @Test
    void aDoubtThatIsRefusedAgainAndAgainIsNotTheOnlyProbe() {
        the.send("order-0", CAT);
        the.run();
        the.provider.answer(posts++, new SubmitOutcome.InDoubt(ProviderError.transport("reset")));
        send(1, 2);
        SubmitOutcome forbidden = new SubmitOutcome.AccountHeld(
                new ProviderError(Optional.of(402), Optional.empty(), Optional.empty(), Optional.empty()));
        refusing(forbidden, Duration.ofSeconds(2));
        send(2, 21);
        refusing(forbidden, Duration.ofMinutes(1));

        assertThat(the.disk.published("submitted")).hasSize(20);
    }

    @Test
    void tasksThatAreToldToComeBackHoldNoOtherRequestUp() {
        send(0, 20);
        answering(20, OVERLOADED, Duration.ofSeconds(21));
        send(20, 40);
        answering(20, OVERLOADED, Duration.ofSeconds(60));
        assertThat(the.disk.published("submitted"))
                .as("nobody else was answered: it is believed for a minute, once")
                .hasSize(40);
        answering(20, OVERLOADED, Duration.ofSeconds(45));
        assertThat(the.disk.published("completed")).hasSize(20);
    }

    static Stream<StatusOutcome> saysNothing() {
        return Stream.concat(saysNothingOfATask(), Stream.of(LIMITED));
    }

    static Stream<StatusOutcome> saysNothingOfATask() {
        return Stream.of(UNREADABLE, REFUSED, OVERLOADED);
    }

    @ParameterizedTest
    @MethodSource("saysNothing")
    void aTaskOfWhichNothingIsToldWhileOthersAreReadEndsByItsDeadline(StatusOutcome nothing) {
        send(0, 1);
        others(1, nothing, Duration.ofMinutes(110));
        assertThat(the.disk.published("failed")).as("it may still be done").isEmpty();
        others(1_000, nothing, Duration.ofMinutes(30));
        assertThat(the.disk.published("failed")).singleElement().asString().contains("deadline_exceeded");
    }

    /** The first request has the tasks {@code task_0} and {@code task_0b}, which are told this; all else goes well. */
    private void siblings(StatusOutcome first, StatusOutcome second, Duration time) {
        siblings(first, second, time, Duration.ofSeconds(1));
    }

    private void siblings(StatusOutcome first, StatusOutcome second, Duration time, Duration step) {
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            tick(first, second, step);
        }
    }

    private void tick(StatusOutcome first, StatusOutcome second, Duration step) {
        for (; posts < the.provider.posts.size(); posts++) {
            List<String> tasks = posts == 0 ? List.of("task_0", "task_0b") : List.of("task_" + posts);
            the.provider.answer(posts, new SubmitOutcome.Accepted(tasks, false, Optional.empty()));
        }
        for (; checks < the.provider.checks.size(); checks++) {
            the.provider.tell(
                    checks,
                    switch (the.provider.checks.get(checks).taskId()) {
                        case "task_0" -> first;
                        case "task_0b" -> second;
                        default -> DONE;
                    });
        }
        the.pass(step);
    }

    @ParameterizedTest
    @MethodSource("saysNothingOfATask")
    void aVideoInHandIsToldByTheDeadlineWhereItsSiblingCouldNotBeReadBesideIt(StatusOutcome nothing) {
        send(0, 1);
        siblings(RUNNING, nothing, Duration.ofMinutes(30));
        siblings(DONE, nothing, Duration.ofMinutes(80));
        assertThat(the.disk.published("completed"))
                .as("the other may still be done")
                .isEmpty();
        siblings(DONE, nothing, Duration.ofMinutes(30));
        assertThat(the.disk.published("completed")).singleElement().asString().contains("https://cdn.example/x.mp4");
    }

    /** With nobody else to ask, it may be the provider who cannot be read, or the account that is held. */
    @ParameterizedTest
    @MethodSource("saysNothing")
    void anOutageOfHoursLosesNoSecondVideoOfARequestThatIsAlone(StatusOutcome nothing) {
        send(0, 1);
        siblings(DONE, nothing, Duration.ofMinutes(1));
        siblings(DONE, nothing, Duration.ofHours(5), Duration.ofSeconds(10));
        siblings(DONE, DONE, Duration.ofHours(1), Duration.ofSeconds(10));
        assertThat(the.disk.published("completed")).singleElement().asString().containsPattern("x\\.mp4.*x\\.mp4");
    }

    /** Not where the account is told to slow down: that says nothing of the task. */
    @ParameterizedTest
    @MethodSource("saysNothingOfATask")
    void aRequestThatIsAloneEndsAfterADayWhereOneOfItsTasksIsOver(StatusOutcome nothing) {
        send(0, 1);
        siblings(FAILED, nothing, Duration.ofMinutes(1));
        siblings(FAILED, nothing, Duration.ofHours(25), Duration.ofSeconds(10));
        assertThat(the.disk.published("failed")).singleElement().asString().contains("deadline_exceeded");
    }

    static Stream<List<StatusOutcome>> disownsATask() {
        return Stream.of(List.of(UNKNOWN), List.of(REFUSED_CHECK), List.of(UNKNOWN, UNKNOWN, UNREADABLE));
    }

    /** It may be the provider who knows nobody's tasks by now, and does again tomorrow. */
    @ParameterizedTest
    @MethodSource("disownsATask")
    void noVideosInHandWaitForLongerThanADayWhereNeitherOfTwoRequestsSiblingsIsKnown(List<StatusOutcome> inTurn) {
        pairs(inTurn, Duration.ofHours(23));
        assertThat(the.disk.published("completed")).isEmpty();

        pairs(inTurn, Duration.ofHours(2));
        assertThat(the.disk.published("completed"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.value()).contains("https://cdn.example/x.mp4"));
    }

    /** Two requests with two tasks each, of which the first are done, and the second are told this. */
    private void pairs(List<StatusOutcome> inTurn, Duration time) {
        if (posts == 0) {
            send(0, 2);
        }
        for (Duration left = time; left.isPositive(); left = left.minus(Duration.ofSeconds(10))) {
            for (; posts < the.provider.posts.size(); posts++) {
                List<String> tasks = List.of("task_" + posts, "task_" + posts + "b");
                the.provider.answer(posts, new SubmitOutcome.Accepted(tasks, false, Optional.empty()));
            }
            for (; checks < the.provider.checks.size(); checks++) {
                boolean first = !the.provider.checks.get(checks).taskId().endsWith("b");
                the.provider.tell(checks, first ? DONE : inTurn.get(checks % inTurn.size()));
            }
            the.pass(Duration.ofSeconds(10));
        }
    }

    /** While the account is told to slow down, nobody is asked, and the deadline moves. */
    @ParameterizedTest
    @MethodSource("saysNothingOfATask")
    void aSiblingThatIsReadIsEvidenceLikeAnotherJob(StatusOutcome nothing) {
        send(0, 1);
        siblings(RUNNING, nothing, Duration.ofMinutes(110));
        assertThat(the.disk.published("failed")).as("it may still be done").isEmpty();
        siblings(RUNNING, nothing, Duration.ofMinutes(30));
        assertThat(the.disk.published("failed")).singleElement().asString().contains("deadline_exceeded");
    }

    @ParameterizedTest
    @MethodSource("saysNothing")
    void aTaskThatAloneCouldNotBeReadEndsByItsDeadlineThoughTheOthersAreOver(StatusOutcome nothing) {
        send(0, 1);
        others(1, nothing, Duration.ofMinutes(60));
        answering(1, nothing, Duration.ofMinutes(80));
        assertThat(the.disk.published("failed")).singleElement().asString().contains("deadline_exceeded");
    }

    @Test
    void aRefusedSiblingOfAReadableTaskHoldsNobody() {
        send(0, 1);
        siblings(RUNNING, REFUSED, Duration.ofMinutes(2));
        int asked = checks;
        for (int number = 1; number <= 60; number++) {
            send(number, number + 1);
            for (int second = 0; second < 10; second++) {
                tick(RUNNING, REFUSED, Duration.ofSeconds(1));
                assertThat(the.worker.status().calls().holds()).isEmpty();
            }
        }
        assertThat(the.disk.published("submitted")).hasSize(61);
        assertThat(the.provider.checks.subList(asked, checks))
                .filteredOn(check -> check.taskId().equals("task_0b"))
                .as("it is asked for ever more rarely")
                .hasSizeBetween(1, 6);
    }

    /** Half an answer has some of the videos: a connection that breaks for a minute ends no job with part of what was paid. */
    @Test
    void halfAnAnswerIsNotBelievedWithinMinutes() {
        send(0, 2);
        answering(1, HALF, Duration.ofMinutes(4));
        assertThat(the.disk.published("completed")).as("the other").hasSize(1);
        answering(1, HALF, Duration.ofMinutes(8));
        assertThat(the.disk.published("completed")).hasSize(2);
    }

    @Test
    void anOverloadedProvidersTasksAreAskedForSoonAfterIt() {
        send(0, 3);
        answering(3, OVERLOADED, Duration.ofMinutes(30));
        answering(0, DONE, Duration.ofSeconds(100));
        assertThat(the.disk.published("completed")).hasSize(3);
    }

    @Test
    void anAccountThatIsRefusedForHoursEndsNoTask() {
        send(0, 3);
        answering(3, RUNNING, Duration.ofMinutes(5));
        answering(3, REFUSED, Duration.ofHours(5));
        assertThat(the.disk.published("failed")).isEmpty();
        answering(0, DONE, Duration.ofMinutes(10));
        assertThat(the.disk.published("completed")).hasSize(3);
    }

    @Test
    void aProviderThatRefusesEveryCheckForAWhileEndsNoTask() {
        send(0, 20);
        answering(20, RUNNING, Duration.ofSeconds(40));
        answering(20, REFUSED_CHECK, Duration.ofMinutes(12));
        assertThat(the.disk.published("failed")).isEmpty();

        answering(0, DONE, Duration.ofMinutes(2));
        assertThat(the.disk.published("completed")).hasSize(20);
    }

    @Test
    void aMinuteOfRefusedChecksEndsNoLoneTask() {
        send(0, 1);
        answering(1, REFUSED_CHECK, Duration.ofMinutes(2));
        answering(0, DONE, Duration.ofMinutes(1));
        assertThat(the.disk.published("completed")).hasSize(1);
    }

    @Test
    void aTaskThatAloneIsRefusedAgainAndAgainEnds() {
        send(0, 2);
        for (int minute = 0; minute < 10; minute++) {
            answering(1, REFUSED_CHECK, Duration.ofMinutes(1));
        }
        assertThat(the.disk.published("failed")).hasSize(1);
    }

    @Test
    void aTaskThatCannotBeReadIsAskedForEverMoreRarely() {
        send(0, 1);
        answering(1, UNREADABLE, Duration.ofMinutes(60));
        assertThat(checks).isBetween(12, 20);
    }

    @Test
    void aProviderThatIsAwayIsNoticedByWhatDifferentJobsMeet() {
        send(0, 8);
        answering(8, UNREADABLE, Duration.ofSeconds(30));
        assertThat(the.worker.status().calls().holds())
                .extracting(Closure::cause)
                .containsExactly(Closure.Cause.PROVIDER_AWAY);
    }

    @Test
    void aProviderThatCannotBeReachedIsToldThoughOneTaskRunsAndNothingIsPosted() {
        send(0, 1);
        answering(1, UNREACHED, Duration.ofSeconds(30));

        HealthCheckResponse told = Health.provider(the.worker.status());
        assertThat(told.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(told.getData())
                .hasValueSatisfying(data -> assertThat(data)
                        .containsEntry("cause", "provider_away")
                        .containsEntry("message", "connection refused"));
    }

    @Test
    void anHourInWhichItCannotBeReachedMakesNoTaskASuspectAndAllAreAskedForAtOnceAfterIt() {
        send(0, 4);
        answering(4, UNREACHED, Duration.ofHours(1));
        assertThat(the.disk.published("failed")).isEmpty();

        answering(0, DONE, Duration.ofSeconds(45));
        assertThat(the.disk.published("completed")).hasSize(4);
        assertThat(the.worker.status().calls().holds()).isEmpty();
    }

    @Test
    void aTaskThatCannotBeReadStaysASuspectWhateverTheConnectionsDo() {
        send(0, 1);
        for (int i = 0; i < 10; i++) {
            answering(1, UNREADABLE, Duration.ofMinutes(5));
            answering(1, UNREACHED, Duration.ofSeconds(1));
        }
        assertThat(checks).isBetween(10, 25);
    }

    @Test
    void aModelThatIsOverloadedHoldsNoOtherModelUp() {
        SubmitOutcome overloaded = new SubmitOutcome.Throttled(
                Optional.of(Duration.ofSeconds(30)),
                new ProviderError(Optional.of(503), Optional.empty(), Optional.empty(), Optional.empty()));
        the.send("order-1", WorkerFixture.dog());
        the.provider.answer(0, overloaded);
        the.run();
        the.send("order-2", WorkerFixture.dog());
        the.send("order-3", QUALITY);

        assertThat(the.provider.posts).hasSize(2);
        assertThat(the.provider.posts.get(1).body()).contains("quality");
        the.sleep(Duration.ofSeconds(31));
        assertThat(the.provider.posts).as("one of them probes").hasSize(3);
    }

    @Test
    void aHoldDoesNotOutliveThePartitionsItWasAbout() {
        the.send("order-1", WorkerFixture.dog());
        the.provider.answer(0, new SubmitOutcome.AccountHeld(ProviderError.transport("402")));
        the.run();
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.worker.status().calls().holds()).hasSize(1);

        the.worker.gone(Set.of(0), 1);
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.worker.status().calls().holds()).isEmpty();
    }

    @Test
    void norDoesItWhereAnIdlePartitionStays() {
        the.worker.assigned(new Generation(1), Set.of(1), 2);
        the.send("order-1", WorkerFixture.dog());
        the.provider.answer(0, new SubmitOutcome.AccountHeld(ProviderError.transport("402")));
        the.run();
        the.worker.gone(Set.of(0), 2);
        the.sleep(Duration.ofSeconds(1));
        assertThat(the.worker.status().calls().holds()).isEmpty();
    }

    @Test
    void aPostThatIsToldToWaitAnHourSilencesStatusChecksForAMinute() {
        the.send("order-1", WorkerFixture.dog());
        the.send("order-2", WorkerFixture.dog());
        the.provider.accept(0, "task_0");
        the.provider.answer(
                1,
                new SubmitOutcome.Throttled(
                        Optional.of(Duration.ofHours(1)),
                        new ProviderError(Optional.of(429), Optional.empty(), Optional.empty(), Optional.empty())));
        the.run();
        the.sleep(Duration.ofSeconds(61));
        assertThat(the.provider.checks).hasSize(1);
        assertThat(the.provider.posts).hasSize(2);
    }
}
