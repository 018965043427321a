package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.takeone.chaos.Sighting.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worker 0 has partition 1 and is killed at 100 s, with the task {@code t-a} open. The bound is 21 s. */
class TakeoverTest {
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");
    private static final Bound BOUND = new Bound(Duration.ofSeconds(6), Duration.ofSeconds(15), Duration.ofSeconds(1));
    private static final Hit KILL = hit(100_000, Attack.Kind.KILL, 0);

    private final List<Sighting> events = new ArrayList<>(List.of(submitted("a", 1, 90)));
    private final List<Hit> hits = new ArrayList<>(List.of(KILL));
    private final List<Instant> standing = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"10, 15, 10, 30", "10, 15, 1, 21", "40, 15, 10, 45"})
    void theBoundIsTheLongerOfSessionAndAbortedTransactionAndFiveSeconds(
            int session, int transaction, int scan, int most) {
        Bound bound = new Bound(Duration.ofSeconds(session), Duration.ofSeconds(transaction), Duration.ofSeconds(scan));
        assertThat(bound.most()).isEqualTo(Duration.ofSeconds(most));
    }

    @Test
    void itEndsWithTheFirstCheckThatTheKilledOneCannotHaveSent() {
        assertThat(takeovers(99_000, 100_100, 108_000, 109_000))
                .containsExactly(new Takeover(KILL, Optional.of(Duration.ofSeconds(8)), false, true));
    }

    @Test
    void itIsLateBeyondTheBoundAndWhereItNeverComes() {
        assertThat(takeovers(121_000)).extracting(Takeover::inTime).containsExactly(true);
        assertThat(takeovers(121_001)).extracting(Takeover::inTime).containsExactly(false);
        assertThat(takeovers()).containsExactly(new Takeover(KILL, Optional.empty(), false, false));
    }

    @Test
    void anotherDisasterMeanwhileSetsTheBoundBack() {
        hits.add(hit(110_000, Attack.Kind.PAUSE, 1));
        assertThat(takeovers(131_000))
                .containsExactly(new Takeover(KILL, Optional.of(Duration.ofSeconds(31)), true, true));
        assertThat(takeovers(131_001)).extracting(Takeover::inTime).containsExactly(false);
    }

    @Test
    void aPoliteStopAndADisasterAfterTheBoundDoNot() {
        hits.add(hit(110_000, Attack.Kind.STOP, 1));
        hits.add(hit(122_000, Attack.Kind.PAUSE, 2));
        assertThat(takeovers(123_000))
                .containsExactly(new Takeover(KILL, Optional.of(Duration.ofSeconds(23)), false, false));
    }

    @Test
    void aDisasterAfterTheCheckDisturbsNothing() {
        hits.add(hit(110_000, Attack.Kind.PAUSE, 1));
        assertThat(takeovers(109_000)).extracting(Takeover::disturbed).containsExactly(false);
    }

    @Test
    void theTimeWithoutAnyWorkerDoesNotCount() {
        standing.add(T0.plusMillis(115_000));
        assertThat(takeovers(130_000))
                .containsExactly(new Takeover(KILL, Optional.of(Duration.ofSeconds(30)), true, true));
    }

    @Test
    void tasksOfOtherPartitionsAndOnesThatHadEndedAreNoOrphans() {
        events.clear();
        events.add(submitted("a", 2, 90));
        events.add(submitted("b", 1, 90));
        events.add(ended("b", 1, 99));
        events.add(submitted("c", 1, 101));
        assertThat(takeovers(108_000)).isEmpty();
        events.set(2, ended("b", 1, 101));
        assertThat(takeovers(108_000)).hasSize(1);
    }

    @Test
    void aPauseIsNoKill() {
        hits.set(0, hit(100_000, Attack.Kind.PAUSE, 0));
        assertThat(takeovers(108_000)).isEmpty();
    }

    private List<Takeover> takeovers(long... checks) {
        List<Instant> times = new ArrayList<>();
        for (long check : checks) {
            times.add(T0.plusMillis(check));
        }
        Map<String, List<Instant>> log = Map.of("t-a", times, "t-b", times);
        return Takeover.of(hits, standing, events, task -> log.getOrDefault(task, List.of()), BOUND);
    }

    private static Hit hit(long millis, Attack.Kind kind, int worker) {
        return new Hit(T0.plusMillis(millis), kind, worker, Set.of(worker + 1));
    }

    private static Sighting submitted(String id, int partition, int at) {
        return event(Kind.SUBMITTED, id, partition, at);
    }

    private static Sighting ended(String id, int partition, int at) {
        return event(Kind.COMPLETED, id, partition, at);
    }

    private static Sighting event(Kind kind, String id, int partition, int at) {
        return new Sighting(
                kind,
                id + kind,
                T0.plusSeconds(at),
                id,
                partition,
                List.of("t-" + id),
                Optional.empty(),
                Optional.empty());
    }
}
