package dev.takeone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChronicleTest {
    private static final Instant T0 = Instant.parse("2026-11-22T20:00:00Z");

    private final Chronicle chronicle = new Chronicle();

    @Test
    void onlyTheFirstWorkerThatStandsAfterNoneDidIsNoted() {
        chronicle.stands(0, T0);
        chronicle.stands(1, T0.plusSeconds(1));
        hit(0);
        chronicle.stands(0, T0.plusSeconds(2));
        hit(0);
        hit(1);
        chronicle.stands(1, T0.plusSeconds(3));
        assertThat(chronicle.standing()).containsExactly(T0, T0.plusSeconds(3));
        assertThat(chronicle.hits()).hasSize(3);
    }

    @Test
    void aWorkerIsDownFromItsAttackOrItsOwnEndUntilItStandsAgain() {
        chronicle.stands(2, T0);
        assertThat(chronicle.isUp(2)).isTrue();
        hit(2);
        assertThat(chronicle.isUp(2)).isFalse();
        chronicle.stands(2, T0);
        chronicle.broke(2, "ended by itself, with exit code 1");
        assertThat(chronicle.isUp(2)).isFalse();
        assertThat(chronicle.broken()).containsExactly("worker 3 ended by itself, with exit code 1");
    }

    private void hit(int worker) {
        chronicle.hit(new Hit(T0, Attack.Kind.KILL, worker, Set.of()));
    }
}
