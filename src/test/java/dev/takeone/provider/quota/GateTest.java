package dev.takeone.provider.quota;

import static dev.takeone.provider.quota.Lane.CHECK;
import static dev.takeone.provider.quota.Lane.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final ProviderError ERROR = ProviderError.transport("x");
    private static final ProviderError LIMIT = said(429);
    private static final ProviderError OVERLOADED = said(503);
    private static final Call POST = Call.post("fast", false);
    private static final Call ASK = Call.check(false);

    private static final SubmitOutcome ACCEPTED = new SubmitOutcome.Accepted(List.of("t"), false, Optional.empty());
    private static final SubmitOutcome FOR_HALF_A_MINUTE =
            new SubmitOutcome.Throttled(Optional.of(Duration.ofSeconds(30)), OVERLOADED);
    private static final SubmitOutcome POST_HELD = new SubmitOutcome.AccountHeld(ERROR);
    private static final SubmitOutcome NOT_SENT = new SubmitOutcome.NotSent(ERROR);
    private static final SubmitOutcome IN_DOUBT = new SubmitOutcome.InDoubt(ERROR);
    private static final SubmitOutcome WITHHELD = new SubmitOutcome.Withheld();
    private static final StatusOutcome RUNNING = new StatusOutcome.Running();
    private static final StatusOutcome CHECK_HELD = new StatusOutcome.AccountHeld(ERROR);
    private static final StatusOutcome CHECK_NOT_SENT = new StatusOutcome.NotSent(ERROR);
    private static final StatusOutcome UNREADABLE = new StatusOutcome.Unreadable(ERROR);

    private final Gate gate = new Gate();
    private Instant now = START;

    @Test
    void anOpenGateLetsEverythingPass() {
        for (int i = 0; i < 10; i++) {
            post(ACCEPTED);
            check(RUNNING);
        }
        assertThat(gate.holds()).isEmpty();
        assertThat(opensAt(gate, SUBMISSION)).isEmpty();
    }

    static Stream<Arguments> postsThatHold() {
        Set<Lane> all = Set.of(SUBMISSION, CHECK);
        return Stream.of(
                arguments(throttled(Optional.empty()), Closure.Cause.THROTTLED, all, Duration.ofSeconds(1)),
                arguments(
                        throttled(Optional.of(Duration.ofSeconds(50))),
                        Closure.Cause.THROTTLED,
                        all,
                        Duration.ofSeconds(50)),
                arguments(throttled(Optional.of(Duration.ZERO)), Closure.Cause.THROTTLED, all, Duration.ofSeconds(1)),
                arguments(POST_HELD, Closure.Cause.ACCOUNT_HELD, Set.of(SUBMISSION), Duration.ofSeconds(5)),
                arguments(NOT_SENT, Closure.Cause.PROVIDER_AWAY, all, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("postsThatHold")
    void aPostHoldsTheLanesThatItsOutcomeSpeaksOf(
            SubmitOutcome outcome, Closure.Cause cause, Set<Lane> lanes, Duration pause) {
        post(outcome);

        ProviderError error = cause == Closure.Cause.THROTTLED ? LIMIT : ERROR;
        assertThat(gate.holds())
                .containsExactly(new Closure(cause, lanes, Optional.empty(), START, START.plus(pause), error));
        for (Lane lane : Lane.values()) {
            assertThat(gate.mayPass(call(lane), now)).isEqualTo(!lanes.contains(lane));
            assertThat(gate.mayPass(call(lane), START.plus(pause).minusMillis(1)))
                    .isEqualTo(!lanes.contains(lane));
            assertThat(gate.mayPass(call(lane), START.plus(pause))).isTrue();
            assertThat(opensAt(gate, lane))
                    .isEqualTo(lanes.contains(lane) ? Optional.of(START.plus(pause)) : Optional.empty());
        }
    }

    static Stream<Arguments> checksThatHold() {
        return Stream.of(
                arguments(
                        new StatusOutcome.Throttled(Optional.of(Duration.ofSeconds(7)), LIMIT),
                        Closure.Cause.THROTTLED,
                        Duration.ofSeconds(7)),
                arguments(CHECK_HELD, Closure.Cause.ACCOUNT_HELD, Duration.ofSeconds(5)),
                arguments(CHECK_NOT_SENT, Closure.Cause.PROVIDER_AWAY, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("checksThatHold")
    void aCheckHoldsAllLanes(StatusOutcome outcome, Closure.Cause cause, Duration pause) {
        check(outcome);

        assertThat(gate.holds())
                .singleElement()
                .satisfies(held -> assertThat(held)
                        .isEqualTo(new Closure(
                                cause,
                                Set.of(SUBMISSION, CHECK),
                                Optional.empty(),
                                START,
                                START.plus(pause),
                                held.error())));
    }

    /** A 503 on the check of one task says as little of the others as one that cannot be read. */
    @Test
    void oneTasksOverloadIsNoWordOnTheAccountAndThatOfManyIsForAMinuteAtMost() {
        StatusOutcome overloaded = new StatusOutcome.Throttled(Optional.of(Duration.ofHours(1)), OVERLOADED);
        for (int job = 0; job < 4; job++) {
            check(overloaded);
            assertThat(gate.holds()).isEmpty();
        }
        gate.checked(gate.passed(Call.check(true), now), overloaded, now);
        assertThat(gate.holds()).as("one that was told so before").isEmpty();
        check(overloaded);
        assertThat(gate.holds()).extracting(Closure::cause).containsExactly(Closure.Cause.THROTTLED);
        assertThat(opensAt(gate, SUBMISSION)).contains(START.plusSeconds(60));
    }

    static Stream<StatusOutcome> readable() {
        return Stream.of(
                RUNNING,
                new StatusOutcome.Completed(List.of(), Optional.empty(), Optional.empty()),
                new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), "{}"),
                new StatusOutcome.Failed(ERROR, Optional.empty()),
                new StatusOutcome.Cancelled(ERROR, Optional.empty()),
                new StatusOutcome.Refused(ERROR),
                new StatusOutcome.NotFound(ERROR),
                new StatusOutcome.Unknown("x"));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void everyReadableStatusOpensAHeldGate(StatusOutcome outcome) {
        check(CHECK_HELD);
        now = now.plusSeconds(5);

        check(outcome);

        assertThat(gate.holds()).isEmpty();
        assertThat(gate.mayPass(POST, now)).isTrue();
    }

    @Test
    void aRefusalOfOneRequestOpensItToo() {
        post(POST_HELD);
        now = now.plusSeconds(5);

        post(new SubmitOutcome.Rejected(ERROR));

        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void oneCallProbesAndTheOthersWait() {
        post(NOT_SENT);
        now = now.plusSeconds(1);
        Pass probe = gate.passed(ASK, now);

        assertThat(gate.mayPass(ASK, now)).isFalse();
        assertThat(gate.mayPass(POST, now)).isFalse();
        assertThat(gate.holds()).hasSize(1);

        gate.checked(probe, RUNNING, now);
        assertThat(gate.mayPass(POST, now)).isTrue();
    }

    @Test
    void aProbeThatNeverComesBackIsReplacedAfterAMinute() {
        post(NOT_SENT);
        now = now.plusSeconds(1);
        Pass lost = gate.passed(ASK, now);

        assertThat(gate.mayPass(ASK, now.plusSeconds(59))).isFalse();
        now = now.plusSeconds(60);
        assertThat(gate.mayPass(ASK, now)).isTrue();
        gate.passed(ASK, now);
        gate.checked(lost, RUNNING, now);
        assertThat(gate.holds()).hasSize(1);
    }

    static Stream<Arguments> growth() {
        return Stream.of(
                arguments(throttled(Optional.empty()), List.of(1, 2, 4, 8, 16, 32, 60, 60)),
                arguments(POST_HELD, List.of(5, 10, 20, 40, 60, 60)),
                arguments(NOT_SENT, List.of(1, 2, 4, 8, 16, 30, 30)));
    }

    @ParameterizedTest
    @MethodSource("growth")
    void thePauseGrowsWhileProbesFailAndBeginsAnewAfterASuccess(SubmitOutcome outcome, List<Integer> pauses) {
        for (int pause : pauses) {
            post(outcome);
            assertThat(opensAt(gate, SUBMISSION)).contains(now.plusSeconds(pause));
            now = now.plusSeconds(pause);
        }
        assertThat(gate.holds().getFirst().since()).isEqualTo(START);
        post(ACCEPTED);
        post(outcome);
        assertThat(opensAt(gate, SUBMISSION)).contains(now.plusSeconds(pauses.getFirst()));
    }

    @Test
    void anHourOfFailuresGrowsNoFurther() {
        for (int i = 0; i < 100; i++) {
            post(NOT_SENT);
            now = now.plusSeconds(30);
        }
        assertThat(opensAt(gate, CHECK)).contains(now);
    }

    @Test
    void answersToCallsFromBeforeTheHoldNeitherOpenNorGrowIt() {
        List<Pass> early = passes(4);
        gate.submitted(early.get(0), NOT_SENT, now);

        gate.submitted(early.get(1), ACCEPTED, now);
        gate.submitted(early.get(2), NOT_SENT, now.plusMillis(900));
        gate.submitted(early.get(3), IN_DOUBT, now.plusMillis(900));

        assertThat(opensAt(gate, SUBMISSION)).contains(START.plusSeconds(1));
    }

    @Test
    void answersToCallsFromBeforeTheHoldDoNotCloseAGateThatHasOpenedSince() {
        List<Pass> early = passes(3);
        gate.submitted(early.get(0), NOT_SENT, now);
        now = now.plusSeconds(1);
        post(ACCEPTED);

        gate.submitted(early.get(1), NOT_SENT, now);
        gate.submitted(early.get(2), throttled(Optional.of(Duration.ofSeconds(9))), now);

        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void aLateAnswerDoesNotTakeTheProbesPlace() {
        List<Pass> early = passes(2);
        gate.submitted(early.get(0), NOT_SENT, now);
        now = now.plusSeconds(1);
        gate.passed(ASK, now);

        gate.submitted(early.get(1), WITHHELD, now);

        assertThat(gate.mayPass(ASK, now)).isFalse();
    }

    @Test
    void aLateAnswerThatNamesALongerPauseIsHonoured() {
        List<Pass> early = passes(3);
        gate.submitted(early.get(0), throttled(Optional.empty()), now);

        gate.submitted(early.get(1), throttled(Optional.of(Duration.ofSeconds(30))), now);
        assertThat(opensAt(gate, CHECK)).contains(START.plusSeconds(30));
        gate.submitted(early.get(2), throttled(Optional.of(Duration.ofSeconds(10))), now);
        assertThat(opensAt(gate, CHECK)).contains(START.plusSeconds(30));
    }

    @Test
    void aWithheldProbeGivesTheNextCallItsPlace() {
        post(POST_HELD);
        now = now.plusSeconds(5);
        post(WITHHELD);

        assertThat(gate.holds()).hasSize(1);
        assertThat(gate.mayPass(POST, now)).isTrue();
        assertThat(opensAt(gate, SUBMISSION)).contains(now);
    }

    @Test
    void aProbeInDoubtHoldsAnAccountForLonger() {
        post(POST_HELD);
        now = now.plusSeconds(5);
        post(IN_DOUBT);

        assertThat(gate.holds()).extracting(Closure::cause).containsExactly(Closure.Cause.ACCOUNT_HELD);
        assertThat(opensAt(gate, SUBMISSION)).contains(now.plusSeconds(10));
    }

    @Test
    void fiveUnreadableAnswersInARowHoldTheGate() {
        for (int i = 0; i < 4; i++) {
            check(UNREADABLE);
        }
        check(RUNNING);
        for (int i = 0; i < 2; i++) {
            check(UNREADABLE);
            post(IN_DOUBT);
        }
        assertThat(gate.holds()).isEmpty();
        check(UNREADABLE);
        assertThat(gate.holds()).extracting(Closure::cause).containsExactly(Closure.Cause.PROVIDER_AWAY);
    }

    @Test
    void anUnreadableProbeHoldsTheGateForLonger() {
        post(NOT_SENT);
        now = now.plusSeconds(1);
        check(UNREADABLE);
        assertThat(opensAt(gate, CHECK)).contains(now.plusSeconds(2));
    }

    @Test
    void anAccountThatIsHeldLetsChecksGoOnAndOnlyAPostOpensIt() {
        post(POST_HELD);
        now = now.plusSeconds(60);
        check(RUNNING);
        assertThat(gate.holds()).hasSize(1);
        post(ACCEPTED);
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void anAccountRefusalOfAPostEndsAnAbsenceOfTheProvider() {
        post(NOT_SENT);
        now = now.plusSeconds(1);
        post(POST_HELD);
        assertThat(gate.mayPass(ASK, now)).isTrue();
        assertThat(gate.mayPass(POST, now)).isFalse();
    }

    @Test
    void anAccountRefusalOfAPostDoesNotOpenChecksThatWereRefusedTheSame() {
        check(CHECK_HELD);
        now = now.plusSeconds(5);
        post(POST_HELD);
        assertThat(gate.mayPass(ASK, now)).isFalse();
        assertThat(opensAt(gate, CHECK)).contains(now.plusSeconds(10));
    }

    @Test
    void bothHoldsAreReportedAndTheLaterOneCounts() {
        Pass early = gate.passed(ASK, now);
        post(POST_HELD);
        gate.checked(early, new StatusOutcome.Throttled(Optional.of(Duration.ofSeconds(90)), LIMIT), now);

        assertThat(gate.holds())
                .extracting(Closure::cause)
                .containsExactly(Closure.Cause.THROTTLED, Closure.Cause.ACCOUNT_HELD);
        assertThat(opensAt(gate, SUBMISSION)).contains(START.plusSeconds(90));
        now = now.plusSeconds(90);
        post(throttled(Optional.empty()));
        assertThat(opensAt(gate, SUBMISSION)).contains(now.plusSeconds(2));
    }

    @Test
    void aPostThatIsToldToWaitAnHourDoesNotSilenceStatusChecksForIt() {
        post(throttled(Optional.of(Duration.ofHours(1))));
        assertThat(gate.mayPass(ASK, now.plusSeconds(59))).isFalse();
        now = now.plusSeconds(60);
        check(RUNNING);
        check(RUNNING);

        assertThat(gate.mayPass(POST, START.plusSeconds(3599))).isFalse();
        assertThat(gate.mayPass(POST, START.plusSeconds(3600))).isTrue();
    }

    @Test
    void lateAnswersThatAskForAnHourDoNotSilenceStatusChecksEither() {
        List<Pass> together = passes(3);
        together.forEach(pass -> gate.submitted(pass, throttled(Optional.of(Duration.ofHours(1))), now));
        assertThat(gate.mayPass(ASK, now.plusSeconds(60))).isTrue();
        assertThat(gate.mayPass(POST, now.plusSeconds(60))).isFalse();
    }

    @Test
    void aModelThatIsOverloadedHoldsNoOtherModel() {
        SubmitOutcome overloaded = new SubmitOutcome.Throttled(Optional.of(Duration.ofSeconds(30)), OVERLOADED);
        post(overloaded);

        Call other = Call.post("quality", false);
        assertThat(gate.mayPass(POST, now)).isFalse();
        assertThat(gate.mayPass(other, now)).isTrue();
        assertThat(gate.mayPass(ASK, now)).isTrue();
        assertThat(gate.holds()).singleElement().satisfies(hold -> {
            assertThat(hold.model()).contains("fast");
            assertThat(hold.cause()).isEqualTo(Closure.Cause.THROTTLED);
        });

        gate.submitted(gate.passed(other, now), ACCEPTED, now);
        assertThat(gate.mayPass(POST, now))
                .as("what another model is told opens nothing")
                .isFalse();
        now = now.plusSeconds(30);
        post(ACCEPTED);
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void modelsWithoutNumberAreHeldTogether() {
        SubmitOutcome overloaded = new SubmitOutcome.Throttled(Optional.empty(), OVERLOADED);
        for (int model = 0; model < 64; model++) {
            gate.submitted(gate.passed(Call.post("m" + model, false), now), overloaded, now);
        }
        assertThat(gate.mayPass(POST, now)).isTrue();
        post(overloaded);
        assertThat(gate.mayPass(ASK, now)).isFalse();
    }

    private void overloadAsManyAsHavePlacesAndOpenThem(SubmitOutcome overloaded) {
        for (int model = 0; model < 64; model++) {
            Call call = Call.post("m" + model, false);
            gate.submitted(gate.passed(call, now), overloaded, now);
            now = now.plusSeconds(60);
            gate.submitted(gate.passed(call, now), ACCEPTED, now);
        }
    }

    @Test
    void aModelThatIsOpenAgainTakesNoPlaceAmongThoseThatAreHeld() {
        SubmitOutcome overloaded = new SubmitOutcome.Throttled(Optional.empty(), OVERLOADED);
        overloadAsManyAsHavePlacesAndOpenThem(overloaded);
        Call held = Call.post("held", false);
        gate.submitted(gate.passed(held, now), overloaded, now);
        post(overloaded);

        assertThat(gate.holds()).extracting(Closure::model).containsExactly(Optional.of("fast"), Optional.of("held"));
        assertThat(gate.mayPass(ASK, now)).isTrue();
    }

    @Test
    void aModelIsHeldAlsoWhereItsPlaceWasGivenAwayWhileItsPostWasOpen() {
        SubmitOutcome overloaded = new SubmitOutcome.Throttled(Optional.empty(), OVERLOADED);
        overloadAsManyAsHavePlacesAndOpenThem(overloaded);
        Pass open = gate.passed(Call.post("m0", false), now);
        gate.submitted(gate.passed(Call.post("held", false), now), overloaded, now);
        gate.submitted(open, overloaded, now);

        assertThat(gate.holds()).extracting(Closure::model).containsExactly(Optional.of("held"), Optional.of("m0"));
    }

    @Test
    void oneJobThatCannotBeReadClosesNothing() {
        check(UNREADABLE);
        for (int i = 0; i < 20; i++) {
            gate.checked(gate.passed(Call.check(true), now), UNREADABLE, now);
            gate.submitted(gate.passed(Call.post("fast", true), now), IN_DOUBT, now);
        }
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void oneJobThatIsRefusedAgainClosesNothing() {
        check(CHECK_HELD);
        now = now.plusSeconds(5);
        check(RUNNING);
        gate.checked(gate.passed(Call.check(true), now), CHECK_HELD, now);
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void aProviderThatCannotBeReachedIsAwayWhicheverJobAsks() {
        gate.checked(gate.passed(Call.check(true), now), CHECK_NOT_SENT, now);
        assertThat(gate.holds()).extracting(Closure::cause).containsExactly(Closure.Cause.PROVIDER_AWAY);

        now = now.plusSeconds(1);
        check(CHECK_NOT_SENT);
        assertThat(opensAt(gate, CHECK)).contains(now.plusSeconds(2));
    }

    @Test
    void aProbeForASuspectHoldsNoLongerThanBefore() {
        post(NOT_SENT);
        for (int i = 0; i < 5; i++) {
            now = now.plusSeconds(1);
            gate.checked(gate.passed(Call.check(true), now), UNREADABLE, now);
            assertThat(opensAt(gate, CHECK)).contains(now.plusSeconds(1));
        }
    }

    @Test
    void afterTwoChecksThatProbedInVainAPostHasItsTurn() {
        post(NOT_SENT);
        now = now.plusSeconds(1);
        check(UNREADABLE);
        now = now.plusSeconds(2);
        assertThat(gate.isPostsTurn(now)).isFalse();
        check(UNREADABLE);
        now = now.plusSeconds(4);
        assertThat(gate.isPostsTurn(now)).isTrue();
        assertThat(gate.isPostsTurn(now.plusSeconds(1))).as("none has come").isFalse();
        post(NOT_SENT);
        assertThat(gate.isPostsTurn(now)).isFalse();
    }

    @Test
    void aHoldEndsWithWhatItWasAbout() {
        post(POST_HELD);
        now = now.plusSeconds(10);
        gate.forgetSubmissions(now);
        assertThat(gate.holds()).isEmpty();
        assertThat(heldSeconds(0, 60)).isEqualTo(10);

        check(CHECK_HELD);
        gate.forgetSubmissions(now);
        assertThat(gate.holds()).hasSize(1);
        gate.forgetAll(now);
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void aModelThatNothingIsLeftToSubmitForIsHeldForItsTimeAndNoLonger() {
        post(FOR_HALF_A_MINUTE);
        gate.forgetModelsUnless(_any -> false, START.plusSeconds(29));
        assertThat(gate.holds()).as("who comes now keeps the pause").hasSize(1);

        now = START.plusSeconds(30);
        gate.forgetModelsUnless("fast"::equals, now);
        assertThat(gate.holds()).as("its next request is the probe").hasSize(1);
        gate.forgetModelsUnless(_any -> false, now);
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void noModelIsForgottenWhileItsProbeIsOut() {
        post(FOR_HALF_A_MINUTE);
        now = START.plusSeconds(30);
        Pass probe = gate.passed(POST, now);
        gate.forgetModelsUnless(_any -> false, now);

        gate.submitted(probe, FOR_HALF_A_MINUTE, now);
        assertThat(opensAt(gate, SUBMISSION)).contains(START.plusSeconds(60));
    }

    @Test
    void anAnswerFromBeforeAModelWasForgottenHoldsItNoMore() {
        List<Pass> early = passes(2);
        gate.submitted(early.get(0), FOR_HALF_A_MINUTE, now);
        now = START.plusSeconds(30);
        gate.forgetModelsUnless(_any -> false, now);

        gate.submitted(early.get(1), FOR_HALF_A_MINUTE, now);
        assertThat(gate.holds()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongAHold() {
        post(throttled(Optional.of(Duration.ofMinutes(1))));
        assertThat(gate.mayPass(ASK, START.minusSeconds(3600))).isTrue();
    }

    @Test
    void timeInWhichTheAccountWasHeldIsSummedUp() {
        post(NOT_SENT);
        now = START.plusSeconds(10);
        post(POST_HELD);
        now = START.plusSeconds(20);
        post(POST_HELD);
        now = START.plusSeconds(40);
        post(ACCEPTED);
        now = START.plusSeconds(50);
        check(CHECK_HELD);

        assertThat(heldSeconds(0, 45)).isEqualTo(30);
        assertThat(heldSeconds(0, 60)).isEqualTo(40);
        assertThat(heldSeconds(15, 25)).isEqualTo(10);
        assertThat(heldSeconds(0, 10)).isZero();
        assertThat(heldSeconds(40, 50)).isZero();
        assertThat(heldSeconds(55, 52)).isZero();
    }

    @Test
    void overlappingHoldsOfTheAccountCountOnce() {
        Pass early = gate.passed(ASK, now);
        post(POST_HELD);
        gate.checked(early, CHECK_HELD, START.plusSeconds(1));
        now = START.plusSeconds(10);
        check(RUNNING);
        assertThat(heldSeconds(0, 20)).isEqualTo(20);
        post(ACCEPTED);
        assertThat(heldSeconds(0, 20)).isEqualTo(10);
    }

    @Test
    void whatIsForgottenOfHeldTimesAfterTwoDaysCountsAsHeld() {
        now = START.plusSeconds(60);
        post(POST_HELD);
        now = START.plusSeconds(70);
        post(ACCEPTED);
        assertThat(heldSeconds(0, 80)).isEqualTo(10);
        now = START.plus(Duration.ofDays(3));
        post(POST_HELD);
        now = now.plusSeconds(5);
        post(ACCEPTED);
        assertThat(gate.accountHeldBetween(START, now)).isEqualTo(Duration.ofSeconds(70 + 5));
        assertThat(gate.accountHeldBetween(START.plusSeconds(70), now)).isEqualTo(Duration.ofSeconds(5));
    }

    private static Optional<Instant> opensAt(Gate gate, Lane lane) {
        return gate.holds().stream()
                .filter(hold -> hold.lanes().contains(lane))
                .map(Closure::until)
                .max(Instant::compareTo);
    }

    private long heldSeconds(int from, int to) {
        return gate.accountHeldBetween(START.plusSeconds(from), START.plusSeconds(to))
                .toSeconds();
    }

    private List<Pass> passes(int count) {
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passes.add(gate.passed(POST, now));
        }
        return passes;
    }

    private void post(SubmitOutcome outcome) {
        assertThat(gate.mayPass(POST, now)).isTrue();
        gate.submitted(gate.passed(POST, now), outcome, now);
    }

    private void check(StatusOutcome outcome) {
        assertThat(gate.mayPass(ASK, now)).isTrue();
        gate.checked(gate.passed(ASK, now), outcome, now);
    }

    private static ProviderError said(int status) {
        return new ProviderError(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Call call(Lane lane) {
        return lane == SUBMISSION ? POST : ASK;
    }

    private static SubmitOutcome throttled(Optional<Duration> retryAfter) {
        return new SubmitOutcome.Throttled(retryAfter, LIMIT);
    }
}
