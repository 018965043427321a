package dev.takeone.worker;

import static dev.takeone.worker.LearnedTimesTest.LEARNING;
import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.Video;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pauses between the checks that the whole worker makes. */
class CheckPausesTest {
    private static final StatusOutcome RUNNING = new StatusOutcome.Running();
    private int posts;
    private int answered;

    @Test
    void whereTooManyAreAskedForEachIsAskedForAsOftenAsTheOthers() {
        WorkerFixture the = withTwentyTasks();
        int before = answered;
        go(the, task -> RUNNING, Duration.ofMinutes(20));

        Map<String, Long> checks = the.provider.checks.subList(before, answered).stream()
                .collect(Collectors.groupingBy(ScriptedProvider.Check::taskId, Collectors.counting()));

        assertThat(checks).hasSize(20);
        assertThat(checks.values()).allMatch(count -> count >= 20 && count <= 55);
        assertThat(Collections.max(checks.values())).isLessThan(2 * Collections.min(checks.values()));
    }

    @Test
    void whenTheOthersHaveEndedTheLastIsAskedForAtTheUsersIntervalAgain() {
        WorkerFixture the = withTwentyTasks();
        go(the, task -> task.equals("task_7") ? RUNNING : done(Duration.ofSeconds(60)), Duration.ofMinutes(10));
        int before = answered;
        go(the, task -> RUNNING, Duration.ofMinutes(2));

        assertThat(answered - before).isGreaterThan(15);
    }

    /** Of an account that carries 60 calls a minute; each is followed for some minutes. */
    private WorkerFixture withTwentyTasks() {
        WorkerFixture the = WorkerFixture.serving(LEARNING, RULES, new InMemoryJournal());
        the.leasedCalls = 60;
        for (int each = 0; each < 20; each++) {
            the.send("order-" + each, dog());
        }
        go(the, task -> RUNNING, Duration.ofMinutes(10));
        return the;
    }

    @Test
    void aTaskThatSaysItIsDoneIsAskedForSoonWhateverWasLearned() {
        WorkerFixture the = WorkerFixture.serving(LEARNING, RULES, new InMemoryJournal());
        for (int each = 0; each < 10; each++) {
            the.send("order-" + each, dog());
        }
        Duration[] took = {Duration.ofSeconds(70), Duration.ofSeconds(3_000)};
        go(the, task -> done(took[Math.floorMod(task.hashCode(), 2)]), Duration.ofMinutes(2));
        the.send("order-10", dog());
        go(the, task -> RUNNING, Duration.ofSeconds(80));
        int before = answered;
        go(the, task -> RUNNING, Duration.ofSeconds(60));
        assertThat(answered).isEqualTo(before);

        the.send("order-11", dog());
        go(the, task -> new StatusOutcome.NoOutput(Optional.empty(), Optional.empty(), ""), Duration.ofSeconds(90));
        assertThat(answered - before).isGreaterThan(2);
    }

    private void go(WorkerFixture the, Function<String, StatusOutcome> answer, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            for (; posts < the.provider.posts.size(); posts++) {
                the.provider.accept(posts, "task_" + posts);
            }
            for (; answered < the.provider.checks.size(); answered++) {
                the.provider.tell(
                        answered, answer.apply(the.provider.checks.get(answered).taskId()));
            }
            the.pass(Duration.ofSeconds(1));
        }
    }

    private static StatusOutcome done(Duration generation) {
        return new StatusOutcome.Completed(
                List.of(new Video("https://cdn.example/v", Optional.empty())),
                Optional.of(generation),
                Optional.empty());
    }
}
