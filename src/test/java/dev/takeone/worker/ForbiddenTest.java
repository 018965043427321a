package dev.takeone.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.job.JobState;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A 403 is the account's fault until others pass where one request does not. */
class ForbiddenTest {
    private static final int REQUESTS = 12;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final SubmitOutcome FORBIDDEN = new SubmitOutcome.AccountHeld(new ProviderError(
            Optional.of(403), Optional.empty(), Optional.of("permission_error"), Optional.of("IP not in whitelist")));

    private final InMemoryJournal disk = new InMemoryJournal();
    private final WorkerFixture worker = WorkerFixture.serving(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk);
    private int answered;

    private static SubmitOutcome taken(int post) {
        return new SubmitOutcome.Accepted(List.of("task_" + post), false, Optional.empty());
    }

    private SubmitOutcome takenButForDogs(int post) {
        return worker.provider.posts.get(post).body().contains("dog") ? FORBIDDEN : taken(post);
    }

    private void answering(IntFunction<SubmitOutcome> answer, Duration time) {
        Instant end = worker.now().plus(time);
        while (worker.now().isBefore(end)) {
            for (; answered < worker.provider.posts.size(); answered++) {
                worker.provider.answer(answered, answer.apply(answered));
            }
            worker.pass(STEP);
        }
    }

    private void send() {
        for (int number = 0; number < REQUESTS; number++) {
            worker.send("order-" + number, WorkerFixture.dog().replace("dog", "cat"));
        }
    }

    @Test
    void anAccountThatIsForbiddenBurnsNoRequest() {
        send();
        answering(post -> FORBIDDEN, Duration.ofHours(12));

        assertThat(disk.published).isEmpty();
        assertThat(disk.states(0)).hasSize(REQUESTS).allMatch(JobState.Accepted.class::isInstance);

        answering(ForbiddenTest::taken, Duration.ofMinutes(5));
        assertThat(disk.published("submitted")).hasSize(REQUESTS);
        assertThat(disk.published("failed")).isEmpty();
    }

    @Test
    void aRequestThatIsForbiddenAgainWhileOthersPassIsRejectedAndHoldsNobodyForEver() {
        worker.send("order-dog", WorkerFixture.dog());
        answering(this::takenButForDogs, Duration.ofMinutes(10));
        assertThat(disk.published).isEmpty();

        send();
        answering(this::takenButForDogs, Duration.ofMinutes(10));

        assertThat(disk.published("submitted")).hasSize(REQUESTS);
        assertThat(disk.published("failed"))
                .singleElement()
                .satisfies(event -> assertThat(event.value())
                        .contains("\"reason\":\"rejected\"", "order-dog", "IP not in whitelist"));
    }

    /** What was on its way when the account failed says nothing of the time after. */
    @Test
    void anAcceptanceOfAPostThatBeganBeforeTheRefusalRejectsNobody() {
        worker.send("order-1", WorkerFixture.dog());
        worker.send("order-2", WorkerFixture.dog().replace("dog", "cat"));
        worker.run();
        assertThat(worker.provider.posts).hasSize(2);
        worker.provider.answer(0, FORBIDDEN);
        worker.run();
        worker.provider.answer(1, taken(1));
        worker.run();
        answered = 2;

        answering(post -> FORBIDDEN, Duration.ofHours(1));

        assertThat(worker.provider.posts).hasSizeGreaterThan(3);
        assertThat(disk.published("failed")).isEmpty();
    }

    @Test
    void anAcceptanceFromBeforeTheClockWasSetBackRejectsNobody() {
        worker.send("order-1", WorkerFixture.dog().replace("dog", "cat"));
        answering(ForbiddenTest::taken, Duration.ofMinutes(1));
        worker.setClock(Duration.ofHours(-2));
        worker.send("order-2", WorkerFixture.dog());
        answering(post -> FORBIDDEN, Duration.ofHours(1));

        assertThat(worker.provider.posts).hasSizeGreaterThan(3);
        assertThat(disk.published("failed")).isEmpty();
    }

    /** Its former owner's clock may have been behind: what is accepted here first says nothing of the time after. */
    @Test
    void theFirst403ThatAnOwnerHearsRejectsNobody() {
        worker.send("order-dog", WorkerFixture.dog());
        answering(post -> FORBIDDEN, Duration.ofMinutes(1));
        worker.worker.gone(Set.of(0), 1);
        worker.run();
        WorkerFixture next = new WorkerFixture(WorkerFixture.SETTINGS, WorkerFixture.RULES, disk).at(worker);
        next.worker.assigned(new Generation(2), Set.of(1), 2);
        next.sleep(Duration.ofMinutes(1));
        next.worker.handed(
                new Generation(2),
                List.of(WorkerFixture.record(
                        1, 0, "order-cat", WorkerFixture.dog().replace("dog", "cat"))));
        next.run();
        next.provider.answer(0, taken(0));
        next.run();
        next.worker.assigned(new Generation(2), Set.of(0), 2);
        next.sleep(Duration.ofMinutes(2));
        next.provider.answer(1, FORBIDDEN);
        next.run();

        assertThat(disk.published("failed")).isEmpty();
        assertThat(next.provider.posts).hasSize(2);
    }
}
