package dev.takeone.worker;

import static dev.takeone.worker.LearnedTimesTest.LEARNING;
import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Rules;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Video;
import dev.takeone.worker.WorkerFixture.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a call for a job does: at most a check. */
class CallbacksTest {
    private static final StatusOutcome RUNNING = new StatusOutcome.Running();
    private static final SubmitOutcome UNCLEAR = new SubmitOutcome.Unavailable(Optional.empty(), said(503));
    private static final Duration LIFE = Duration.ofSeconds(60);

    /** So that rows are written each minute. */
    private static final Rules DEADLINE_OF_MINUTES = new Rules(
            RULES.inDoubt(), RULES.replayWindow(), RULES.giveUpAfter(), Duration.ofMinutes(8), RULES.outputPatience());

    private int answered;
    private int posts;

    private static ProviderError said(int status) {
        return new ProviderError(Optional.of(status), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void eachPostNamesAnAddressOfItsOwn() {
        WorkerFixture the = called(WorkerFixture.serving());
        the.send("order-1", dog());

        assertThat(the.provider.posts.getFirst().body())
                .endsWith(",\"webhook\":\"https://hooks.example/hooks/0." + job(the) + "\"}");
    }

    /** Also where the settings name another address, or none, by the time of the replay; or name one only then. */
    @Test
    void noReplayHasAnotherBody() {
        for (Optional<String> first : List.of(Optional.of("https://a.example"), Optional.<String>empty())) {
            for (SubmitOutcome outcome : List.of(UNCLEAR, new SubmitOutcome.InDoubt(said(500)))) {
                WorkerFixture the = WorkerFixture.serving();
                the.hooks = first;
                the.send("order-1", dog());
                the.hooks = Optional.of("https://other.example/hooks");
                the.provider.answer(0, outcome);
                the.sleep(Duration.ofSeconds(30));

                assertThat(the.provider.posts).hasSizeGreaterThan(1);
                assertThat(the.provider.posts)
                        .allMatch(post ->
                                post.body().equals(the.provider.posts.getFirst().body()));
            }
        }
    }

    @Test
    void anIntentThatWasReadBackHasTheBodyThatItHad() {
        InMemoryJournal disk = new InMemoryJournal();
        WorkerFixture first = called(WorkerFixture.serving(SETTINGS, RULES, disk));
        first.send("order-1", dog());
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, disk).at(first);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        next.sleep(Duration.ofMinutes(3));

        assertThat(next.provider.posts.getFirst().body())
                .isEqualTo(first.provider.posts.getFirst().body())
                .contains("webhook");
    }

    @Test
    void aTaskThatHasCalledIsAskedForAtOnce() {
        WorkerFixture the = running();

        wake(the);

        assertThat(the.provider.checks).hasSize(1);
        assertThat(the.calls).containsExactly(CallbackOutcome.CHECKS);
    }

    @Test
    void aCallIsNoEnding() {
        WorkerFixture the = running();
        wake(the);
        the.provider.tell(0, RUNNING);
        the.pass(Duration.ofSeconds(1));

        assertThat(the.worker.status().jobs().running()).isEqualTo(1);
        assertThat(the.said).doesNotContain("completed", "failed");
    }

    @Test
    void aThousandCallsASecondAreOneCheckAPause() {
        WorkerFixture the = running();
        for (int second = 0; second < 50; second++) {
            for (int each = 0; each < 1_000; each++) {
                the.worker.woken(0, List.of(job(the)));
            }
            the.run();
            for (; answered < the.provider.checks.size(); answered++) {
                the.provider.tell(answered, RUNNING);
            }
            the.pass(Duration.ofSeconds(1));
        }

        assertThat(the.provider.checks).hasSizeBetween(9, 11);
    }

    @Test
    void aCallWhileACheckIsOpenIsFollowedByOneMore() {
        WorkerFixture the = running();
        wake(the);
        wake(the);
        the.provider.tell(0, RUNNING);
        the.sleep(SETTINGS.checkInterval().plusSeconds(1));

        assertThat(the.provider.checks).hasSize(2);
    }

    @Test
    void aCallBeforeThePostsAnswerIsRemembered() {
        WorkerFixture the = called(WorkerFixture.serving());
        the.send("order-1", dog());
        wake(the);
        assertThat(the.provider.checks).isEmpty();

        the.provider.accept(0, "task_1");
        the.run();

        assertThat(the.provider.checks).hasSize(1);
        assertThat(the.calls).containsExactly(CallbackOutcome.EARLY);
    }

    @Test
    void aCallForAJobThatHasEndedOrNeverWasDoesNothing() {
        WorkerFixture the = running();
        wake(the);
        the.provider.tell(0, done());
        the.run();
        List<String> before = List.copyOf(the.said);

        wake(the);
        the.worker.woken(0, List.of("00000000000000000000000000000000"));
        the.worker.woken(7, List.of(job(the)));
        the.sleep(Duration.ofMinutes(1));

        assertThat(the.said).isEqualTo(before);
        assertThat(the.provider.checks).hasSize(1);
        assertThat(the.calls.subList(1, 4)).containsOnly(CallbackOutcome.WITHOUT_EFFECT);
    }

    @Test
    void callsAreFollowedAsLongAsAPartitionIsServed() {
        WorkerFixture the = WorkerFixture.serving();
        assertThat(the.followed).containsExactly(0);

        the.worker.gone(Set.of(0), 1);
        the.run();

        assertThat(the.followed).isEmpty();
    }

    @Test
    void whereAllCallOneCheckIsEnough() {
        WorkerFixture the = busy(job -> true);

        int checks = the.provider.checks.size();
        int tasks = the.provider.posts.size();
        go(the, job -> true, Duration.ofMinutes(10));

        assertThat(the.worker.callbackTrust()).isGreaterThan(0.9);
        assertThat(the.relied).extracting(Heard.Relied::now).containsExactly(true);
        assertThat((double) (the.provider.checks.size() - checks) / (the.provider.posts.size() - tasks))
                .isLessThan(1.1);
    }

    @Test
    void aTaskThatCallsTooEarlyIsNotTakenForOneThatDoesNotCall() {
        WorkerFixture the = busy(job -> true);
        callsAt = each -> took(each) - 5;

        go(the, job -> true, Duration.ofMinutes(5));

        assertThat(the.relied).extracting(Heard.Relied::now).containsExactly(true);
    }

    @Test
    void aTaskThatHasCalledAndGoesOnIsNotLeftForLater() {
        WorkerFixture the = busy(job -> true);
        int odd = IntStream.iterate(orders, each -> each + 1)
                .filter(each -> took(each) == 70)
                .findFirst()
                .orElseThrow();
        callsAt = each -> each == odd ? 1 : took(each);

        go(the, job -> true, Duration.ofMinutes(5));

        assertThat(ages.get("task_" + odd)).filteredOn(age -> age < 70).hasSize(2);
    }

    /** That nobody has asked meanwhile is not for want of a provider. */
    @Test
    void aTaskThatIsLeftForItsCallbackEndsByTheSameDeadline() {
        WorkerFixture the = busy(job -> true, DEADLINE_OF_MINUTES);
        endless = orders;
        for (int each = 0; each < 240 && !ages.containsKey("task_" + endless); each++) {
            go(the, job -> job != endless, Duration.ofSeconds(1));
        }

        assertThat(ages.getOrDefault("task_" + endless, List.of()).getFirst()).isGreaterThan(65);
        assertThat(the.disk.states(0))
                .filteredOn(JobState.Submitted.class::isInstance)
                .map(JobState.Submitted.class::cast)
                .filteredOn(state -> state.taskIds().contains("task_" + endless))
                .singleElement()
                .satisfies(state -> assertThat(state.polls()).isPositive())
                .satisfies(state -> assertThat(state.blind()).isLessThan(Duration.ofSeconds(3)));
    }

    @Test
    void whereTheyCeaseTheTasksInFlightAreAskedForAtTheirOwnTimes() {
        WorkerFixture the = busy(job -> true);
        int ended = ended(the);
        int before = the.provider.posts.size();

        go(the, job -> false, Duration.ofMinutes(3));

        assertThat(the.relied).extracting(Heard.Relied::now).containsExactly(true, false);
        assertThat(ended(the) - ended).isGreaterThan((the.provider.posts.size() - before) / 2);
    }

    /** Of 100 tasks the first 40 do not call, the others do, and then none does. */
    @Test
    void whoeverIsToldThatCallsAreReliedOnIsToldByWhichFigures() {
        WorkerFixture the = called(WorkerFixture.serving(LEARNING, RULES, new InMemoryJournal()));
        end(the, 40, false);
        end(the, 60, true);
        end(the, 60, false);

        assertThat(the.relied)
                .satisfiesExactly(
                        gained -> {
                            assertThat(gained.now()).isTrue();
                            assertThat(gained.lately()).isBetween(0.7, 0.72);
                            assertThat(gained.missed()).isEqualTo(40);
                            assertThat(gained.came()).isEqualTo(24);
                        },
                        lost -> {
                            assertThat(lost.now()).isFalse();
                            assertThat(lost.lately()).isBetween(0.47, 0.5);
                            assertThat(lost.missed()).isEqualTo(40 + 13);
                            assertThat(lost.came()).isEqualTo(60);
                        });
    }

    /** So many tasks one after the other, each asked for once, at its end. */
    private void end(WorkerFixture the, int tasks, boolean calls) {
        for (int each = 0; each < tasks; each++) {
            the.send("order-" + orders, dog());
            the.provider.accept(orders, "task_" + orders);
            the.run();
            if (calls) {
                the.worker.woken(0, List.of(job(the, orders)));
            }
            the.sleep(LIFE.multipliedBy(2));
            the.provider.tell(orders, done());
            the.run();
            orders++;
        }
    }

    @Test
    void whatIsNeverCalledIsNeverRelied() {
        WorkerFixture the = busy(job -> false);

        assertThat(the.relied).isEmpty();
        assertThat(the.worker.callbackTrust()).isZero();
    }

    private static int ended(WorkerFixture the) {
        return (int) the.said.stream().filter("completed"::equals).count();
    }

    /** An account of 120 calls a minute with always more to do, until callbacks would be relied on. */
    private WorkerFixture busy(Predicate<Integer> calls) {
        return busy(calls, RULES);
    }

    private WorkerFixture busy(Predicate<Integer> calls, Rules rules) {
        WorkerFixture the = called(WorkerFixture.serving(LEARNING, rules, new InMemoryJournal()));
        the.leasedCalls = 120;
        go(the, calls, Duration.ofMinutes(15));
        return the;
    }

    private final Map<String, Long> begun = new HashMap<>();

    /** How old each task was when a check found it. */
    private final Map<String, List<Long>> ages = new HashMap<>();

    private IntToLongFunction callsAt = CallbacksTest::took;
    private long second;
    private int orders;

    /** The number of a task that never ends; of none before there is one. */
    private int endless = -1;

    /** Each task takes between 50 and 70 s; those that {@code calls} names by their number call, as a rule at their end. */
    private void go(WorkerFixture the, Predicate<Integer> calls, Duration time) {
        for (long end = second + time.toSeconds(); second < end; second++) {
            while (the.worker.status().jobs().waiting() < 10 && orders - posts < 20) {
                the.send("order-" + orders++, dog());
            }
            for (; posts < the.provider.posts.size(); posts++) {
                the.provider.accept(posts, "task_" + posts);
                begun.put("task_" + posts, second);
            }
            for (int each = 0; each < posts; each++) {
                if (second == begun.getOrDefault("task_" + each, 0L) + callsAt.applyAsLong(each) && calls.test(each)) {
                    the.worker.woken(0, List.of(job(the, each)));
                }
            }
            the.run();
            for (; answered < the.provider.checks.size(); answered++) {
                String task = the.provider.checks.get(answered).taskId();
                int number = Integer.parseInt(task.substring(5));
                boolean over = number != endless && second >= begun.getOrDefault(task, 0L) + took(number);
                the.provider.tell(answered, over ? done(Duration.ofSeconds(took(number))) : RUNNING);
                ages.computeIfAbsent(task, any -> new ArrayList<>()).add(second - begun.getOrDefault(task, 0L));
            }
            the.pass(Duration.ofSeconds(1));
        }
    }

    private static long took(int task) {
        return LIFE.toSeconds() - 10 + Math.floorMod(task * 7919, 21);
    }

    private static WorkerFixture called(WorkerFixture the) {
        the.hooks = Optional.of("https://hooks.example/hooks");
        return the;
    }

    private static WorkerFixture running() {
        WorkerFixture the = called(WorkerFixture.serving());
        the.send("order-1", dog());
        the.provider.accept(0, "task_1");
        the.run();
        return the;
    }

    private static void wake(WorkerFixture the) {
        the.worker.woken(0, List.of(job(the)));
        the.run();
    }

    private static String job(WorkerFixture the) {
        return job(the, 0);
    }

    private static String job(WorkerFixture the, int post) {
        String body = the.provider.posts.get(post).body();
        return body.substring(body.lastIndexOf("/0.") + 3, body.length() - 2);
    }

    private static StatusOutcome done() {
        return done(LIFE);
    }

    private static StatusOutcome done(Duration took) {
        return new StatusOutcome.Completed(
                List.of(new Video("https://cdn.example/v", Optional.empty())), Optional.of(took), Optional.empty());
    }
}
