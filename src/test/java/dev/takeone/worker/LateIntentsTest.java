package dev.takeone.worker;

import static dev.takeone.worker.WorkerFixture.dog;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal that takes longer for each commit than a POST may wait for: nothing is bought, and that is told. */
class LateIntentsTest {
    private static final Duration SLOW = Duration.ofSeconds(6);

    private final WorkerFixture the = WorkerFixture.serving();

    @BeforeEach
    void slow() {
        the.committing = false;
    }

    @Test
    void commitsThatAlwaysTakeTooLongAreToldWithTheirMendAndOnce() {
        the.send("order-1", dog());
        the.send("order-2", dog());
        for (int each = 0; each < 10; each++) {
            commit(SLOW);
        }

        assertThat(the.provider.posts).isEmpty();
        assertThat(the.worker.status().calls().late()).hasValueSatisfying(late -> {
            assertThat(late.commit()).isEqualTo(SLOW);
            assertThat(late.posts()).isGreaterThan(10);
            assertThat(late.since()).isBefore(the.now().minusSeconds(50));
        });
        assertThat(told()).singleElement().asString().contains("6.0 s", "brokers");
    }

    @Test
    void theBoardIsToldOfIt() {
        the.send("order-1", dog());
        for (int each = 0; each < 5; each++) {
            commit(SLOW);
        }

        assertThat(the.worker.report().holds()).singleElement().satisfies(held -> {
            assertThat(held.cause()).isEqualTo("too_late");
            assertThat(held.calls()).containsExactly("SUBMISSION");
            assertThat(held.message()).hasValueSatisfying(why -> assertThat(why).contains("6.0 s"));
        });
    }

    @Test
    void aBrokerThatWasSlowForAMomentIsNotTold() {
        the.send("order-1", dog());
        commit(SLOW);
        commit(SLOW);
        assertThat(the.worker.status().calls().late()).isEmpty();
        assertThat(told()).isEmpty();
    }

    /** One of its topics' leaders is away, for hours maybe. */
    @Test
    void aPartitionWhoseIntentsAreNotCommittedTakesNoCallsFromOthers() {
        the.committing = true;
        the.leasedCalls = 60;
        the.worker.assigned(new Generation(1), Set.of(1), 2);
        the.sleep(Duration.ofMinutes(2));
        the.journal.suspended.add(0);
        for (int number = 0; number < 20; number++) {
            the.send("order-" + number, dog());
        }
        the.sleep(Duration.ofMinutes(1));
        assertThat(the.provider.posts).isEmpty();

        for (int number = 0; number < 5; number++) {
            the.worker.handed(new Generation(1), List.of(WorkerFixture.record(1, number, "other-" + number, dog())));
        }
        the.sleep(Duration.ofSeconds(20));
        assertThat(the.provider.posts).hasSize(5);
        the.sleep(Duration.ofMinutes(2));
        assertThat(the.worker.report().lastMinute())
                .as("calls that were never made")
                .isZero();

        the.journal.suspended.clear();
        the.sleep(Duration.ofMinutes(2));
        assertThat(the.provider.posts).as("what waited goes in its turn").hasSize(25);
    }

    /** Its place may be another's by then. */
    @Test
    void aLeaveThatWasGivenBackIsNotWrittenWhenTheClockIsPutRight() {
        the.send("order-1", dog());
        the.setClock(Duration.ofMinutes(1));
        the.pass(Duration.ofSeconds(1));
        the.setClock(Duration.ofMinutes(-1));
        the.committing = true;
        the.run();
        assertThat(the.posted).as("one of them in vain").hasSize(1);
        assertThat(the.provider.posts).as("by another leave").hasSize(1);
    }

    /** There may be many of them at once, beside as many that go in their place. */
    @Test
    void whatWasGivenBackOpensNoConnection() {
        for (int number = 0; number < 40; number++) {
            the.send("order-" + number, dog());
        }
        the.sleep(Duration.ofSeconds(40));
        the.committing = true;
        the.run();

        assertThat(the.provider.withheld()).isZero();
        assertThat(the.provider.posts).as("by other leaves").hasSize(40);
    }

    @Test
    void itIsOverWithTheFirstPostThatIsInTime() {
        the.send("order-1", dog());
        for (int each = 0; each < 5; each++) {
            commit(SLOW);
        }
        assertThat(the.worker.status().calls().late()).isPresent();

        commit(Duration.ofSeconds(1));
        the.pass(Duration.ofSeconds(1));
        assertThat(the.provider.posts).hasSize(1);
        assertThat(the.worker.status().calls().late()).isEmpty();
        assertThat(the.worker.report().holds()).isEmpty();
    }

    @Test
    void whatIsNotTriedAnyMoreIsNotLate() {
        the.send("order-1", dog());
        for (int each = 0; each < 5; each++) {
            commit(SLOW);
        }
        assertThat(the.worker.status().calls().late()).isPresent();

        the.worker.gone(Set.of(0), 1);
        the.sleep(Duration.ofMinutes(2));
        assertThat(the.worker.status().calls().late()).isEmpty();
    }

    @Test
    void whatAnotherWorkerTookOverIsNotLate() {
        the.send("order-1", dog());
        for (int each = 0; each < 5; each++) {
            the.worker.leaving(Set.of(0));
            commit(SLOW);
        }
        assertThat(the.worker.status().calls().late()).isEmpty();
    }

    private void commit(Duration took) {
        long begun = the.nanos();
        the.pass(took);
        the.journal.commit(begun);
        the.run();
    }

    private List<String> told() {
        return the.said.stream().filter(word -> word.startsWith("too late: ")).toList();
    }
}
