package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.RULES;
import static dev.takeone.worker.WorkerFixture.SETTINGS;
import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.journal.Restored;
import dev.takeone.request.RequestRecord;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The log of the requests is cut short, and grows past what was handled: its offsets belong to other requests. */
class CutLogTest {
    private static final int BEFORE = 3;
    private static final int AFTER = 4;

    private final WorkerFixture fixture = WorkerFixture.serving();

    /** The next worker, at a journal that has handled two requests of the epoch before. */
    private WorkerFixture next() {
        fixture.worker.handed(new Generation(1), List.of(record(0, "order-1", BEFORE), record(1, "order-2", BEFORE)));
        fixture.run();
        fixture.provider.accept(0, "task_1");
        fixture.provider.accept(1, "task_2");
        fixture.run();
        WorkerFixture next = new WorkerFixture(SETTINGS, RULES, fixture.disk).at(fixture);
        next.worker.assigned(new Generation(1), Set.of(0), 1);
        return next;
    }

    /** A consumer goes back by itself where it learns of the cut, also before it has read anything. */
    @Test
    void anotherRequestAtAnOffsetThatWasHandledIsNotPassedOver() {
        WorkerFixture next = next();
        next.run();
        fixture.disk.instead.put(0, new Restored.Stopped(0, "their log was cut short"));

        next.worker.handed(new Generation(1), List.of(record(0, "order-3", AFTER)));
        next.run();

        assertThat(next.said).contains("begun anew 0", "stopped 0: their log was cut short");
    }

    /** A consumer that has read nothing has no epoch to know its log by, and goes on where others may have been before. */
    @Test
    void theFirstRequestOfALaterLeaderIsNotTakenBeforeItsLogIsJudged() {
        WorkerFixture next = next();
        next.run();
        fixture.disk.instead.put(0, new Restored.Stopped(0, "their log was cut short"));

        next.worker.handed(new Generation(1), List.of(record(2, "order-5", AFTER)));
        next.run();

        assertThat(next.said)
                .contains("begun anew 0", "stopped 0: their log was cut short")
                .doesNotContain("accepted");
    }

    @Test
    void whatIsReadOnceMoreIsNotTakenFromALaterLeaderBeforeItsLogIsJudged() {
        WorkerFixture next = next();
        next.run();
        next.worker.handed(new Generation(1), List.of(record(4, "order-5", BEFORE)));
        next.run();
        fixture.disk.instead.put(0, new Restored.Stopped(0, "their log was cut short"));

        next.worker.handed(new Generation(1), List.of(record(2, "order-6", AFTER)));
        next.run();

        assertThat(next.said)
                .contains("begun anew 0", "stopped 0: their log was cut short")
                .doesNotContain("accepted");
    }

    @Test
    void aLeaderUnderWhomTheLogWasJudgedIsBelieved() {
        fixture.disk.judgedEpoch = OptionalInt.of(AFTER);
        WorkerFixture next = next();
        next.run();

        next.worker.handed(new Generation(1), List.of(record(2, "order-3", AFTER), record(3, "order-4", AFTER)));
        next.run();

        assertThat(next.said).doesNotContain("begun anew 0");
        assertThat(next.said.stream().filter("accepted"::equals)).hasSize(2);
    }

    /** The consumer itself compares its log with the new leader's then. */
    @Test
    void aLeaderThatChangesUnderAConsumerThatReadsCostsNoRestore() {
        WorkerFixture next = next();
        next.run();

        next.worker.handed(new Generation(1), List.of(record(2, "order-3", BEFORE)));
        next.run();
        next.worker.handed(new Generation(1), List.of(record(3, "order-4", AFTER)));
        next.run();

        assertThat(next.said).doesNotContain("begun anew 0");
        assertThat(next.said.stream().filter("accepted"::equals)).hasSize(2);
    }

    @Test
    void theSameRequestOfAnEarlierEpochIsARepeatAndNoMore() {
        WorkerFixture next = next();
        next.run();

        next.worker.handed(new Generation(1), List.of(record(0, "order-1", BEFORE)));
        next.run();

        assertThat(next.said).doesNotContain("begun anew 0");
        assertThat(next.provider.posts).isEmpty();
    }

    /** A restore that was begun before the cut cannot know of it. What it says after that is believed. */
    @Test
    void whatCameDuringARestoreIsHeldAgainstItOnce() {
        WorkerFixture next = next();

        next.worker.handed(
                new Generation(1),
                List.of(record(0, "order-3", AFTER), record(1, "order-4", AFTER), record(2, "order-5", AFTER)));
        next.run();

        assertThat(next.said.stream().filter("begun anew 0"::equals)).hasSize(1);
        assertThat(next.said).endsWith("accepted");
    }

    private static RequestRecord record(long offset, String requestId, int epoch) {
        RequestRecord plain = WorkerFixture.record(offset, requestId, dog());
        return new RequestRecord(plain.origin(), plain.key(), plain.headers(), plain.value(), OptionalInt.of(epoch));
    }
}
