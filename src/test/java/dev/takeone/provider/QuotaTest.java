package dev.takeone.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final int PARTITIONS = 6;

    /** What a schedule does after some time has passed; time may pass backwards. */
    record Step(long millis, Kind kind, int count) {}

    enum Kind {
        CHECK,
        SUBMIT,
        SHARE
    }

    @Provide
    Arbitrary<List<Step>> schedules() {
        Arbitrary<Long> millis = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.longs().between(0, 3_000)),
                net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(0, 70_000)),
                net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(-100_000, 0)));
        return Combinators.combine(
                        millis,
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, PARTITIONS))
                .as(Step::new)
                .list()
                .ofMaxSize(200);
    }

    @Property(tries = 500)
    void inAnyMinuteThereAreNoMoreCallsThanTheShareAllows(
            @ForAll("schedules") List<Step> schedule, @ForAll @IntRange(min = 1, max = 40) int perMinute) {
        Quota quota = new Quota(perMinute);
        Instant now = START;
        long passed = 0;
        int owned = 0;
        List<Long> grants = new ArrayList<>();
        for (Step step : schedule) {
            now = now.plusMillis(step.millis());
            passed += Math.max(0, step.millis());
            if (step.kind() == Kind.SHARE) {
                owned = step.count();
                quota.share(owned, PARTITIONS, now);
            }
            for (int i = 0; i < step.count() && step.kind() != Kind.SHARE; i++) {
                boolean granted = step.kind() == Kind.SUBMIT ? quota.trySubmit(now) : quota.tryCheck(now, i % 2 == 0);
                if (granted) {
                    grants.add(passed);
                    assertThat(lastMinute(grants)).isLessThanOrEqualTo(Math.max(1, perMinute * owned / PARTITIONS));
                    assertThat(owned).isPositive();
                }
            }
        }
    }

    private static int lastMinute(List<Long> grants) {
        long last = grants.getLast();
        return (int) grants.stream().filter(at -> at > last - 60_000).count();
    }

    @Property(tries = 500)
    void theNextTimeIsTheEarliestOneThatIsGranted(
            @ForAll("schedules") List<Step> schedule, @ForAll @IntRange(min = 1, max = 40) int perMinute) {
        Quota quota = new Quota(perMinute);
        Instant now = START;
        for (Step step : schedule) {
            now = now.plusMillis(step.millis());
            if (step.kind() == Kind.SHARE) {
                quota.share(step.count(), PARTITIONS, now);
            }
            Optional<Instant> next = quota.nextAt(now);
            if (next.isPresent()) {
                assertThat(next.get()).isAfterOrEqualTo(now);
                if (next.get().isAfter(now)) {
                    // A microsecond is far more than what the share's arithmetic may round.
                    Instant before = next.get().minusNanos(1_000);
                    now = before.isAfter(now) ? before : now;
                    assertThat(quota.trySubmit(now)).isFalse();
                }
                now = next.get().plusNanos(1_000);
                assertThat(quota.trySubmit(now)).isTrue();
            } else {
                assertThat(quota.trySubmit(now)).isFalse();
            }
        }
    }

    @Test
    void withoutAShareNothingIsGranted() {
        Quota quota = new Quota(500);
        assertThat(quota.trySubmit(START)).isFalse();
        assertThat(quota.nextAt(START)).isEmpty();
        quota.share(0, 6, START);
        assertThat(quota.tryCheck(START.plusSeconds(600), false)).isFalse();
        assertThat(quota.nextAt(START)).isEmpty();
    }

    @Test
    void aShareGrowsOverAMinute() {
        Quota quota = new Quota(60);
        quota.share(6, 6, START);
        assertThat(quota.nextAt(START)).contains(START.plusSeconds(1));
        assertThat(take(quota, START)).isZero();
        assertThat(take(quota, START.plusSeconds(30))).isEqualTo(30);
        assertThat(take(quota, START.plusSeconds(59))).isEqualTo(29);
        assertThat(take(quota, START.plusSeconds(60))).isEqualTo(1);
        assertThat(quota.nextAt(START.plusSeconds(60))).contains(START.plusSeconds(90));
        assertThat(take(quota, START.plusSeconds(90))).isEqualTo(30);
    }

    @Test
    void aShareShrinksAtOnce() {
        Quota quota = grown(60, START);
        assertThat(take(quota, START)).isEqualTo(60);
        Instant later = START.plusSeconds(30);
        quota.share(3, 6, later);
        assertThat(take(quota, later)).isZero();
        assertThat(quota.nextAt(later)).contains(START.plusSeconds(60));
        assertThat(take(quota, START.plusSeconds(60))).isEqualTo(30);
    }

    @Test
    void aGrowthThatIsCutShortGoesOnFromWhereItWas() {
        Quota quota = new Quota(60);
        quota.share(6, 6, START);
        quota.share(6, 6, START.plusSeconds(29));
        quota.share(3, 6, START.plusSeconds(30));
        assertThat(take(quota, START.plusSeconds(30))).isEqualTo(30);
        quota.share(6, 6, START.plusSeconds(31));
        assertThat(take(quota, START.plusSeconds(61))).isEqualTo(15);
    }

    @Test
    void aShareBelowOneCallStretchesTheWindow() {
        Quota quota = new Quota(3);
        quota.share(1, 6, START);
        assertThat(quota.nextAt(START)).contains(START.plusSeconds(60));
        assertThat(take(quota, START.plusSeconds(60))).isEqualTo(1);
        assertThat(quota.nextAt(START.plusSeconds(61))).contains(START.plusSeconds(180));
        assertThat(take(quota, START.plusSeconds(179))).isZero();
        assertThat(take(quota, START.plusSeconds(180))).isEqualTo(1);
        assertThat(take(quota, START.plusSeconds(1_000))).isEqualTo(1);
    }

    @Test
    void aTenthIsKeptForSubmissionsThatWait() {
        Quota quota = grown(60, START);
        int checks = 0;
        while (quota.tryCheck(START, true)) {
            checks++;
        }
        assertThat(checks).isEqualTo(54);
        assertThat(quota.trySubmit(START)).isTrue();
        assertThat(quota.tryCheck(START, true)).isFalse();
        assertThat(take(quota, START)).isEqualTo(5);
    }

    @Test
    void whatSubmissionsHadCountsAsKept() {
        Quota quota = grown(60, START);
        for (int i = 0; i < 6; i++) {
            assertThat(quota.trySubmit(START)).isTrue();
        }
        for (int i = 0; i < 54; i++) {
            assertThat(quota.tryCheck(START, true)).isTrue();
        }
        assertThat(quota.used(START)).isEqualTo(60);
    }

    @Test
    void nothingIsKeptWhereNoSubmissionWaits() {
        Quota quota = grown(60, START);
        for (int i = 0; i < 60; i++) {
            assertThat(quota.tryCheck(START, false)).isTrue();
        }
        assertThat(quota.tryCheck(START, false)).isFalse();
    }

    @Test
    void aWindowOfOneCallIsTakenInTurns() {
        Quota quota = grown(1, START);
        assertThat(quota.tryCheck(START, true)).isTrue();
        Instant next = START.plusSeconds(60);
        assertThat(quota.tryCheck(next, true)).isFalse();
        assertThat(quota.trySubmit(next)).isTrue();
        assertThat(quota.tryCheck(next.plusSeconds(60), true)).isTrue();
    }

    @Test
    void aStretchedWindowIsTakenInTurnsToo() {
        Quota quota = new Quota(1);
        quota.share(3, 6, START);
        Instant first = START.plusSeconds(60);
        assertThat(quota.tryCheck(first, true)).isTrue();
        assertThat(quota.tryCheck(first.plusSeconds(120), true)).isFalse();
        assertThat(quota.trySubmit(first.plusSeconds(120))).isTrue();
        assertThat(quota.tryCheck(first.plusSeconds(240), true)).isTrue();
    }

    @Test
    void aClockSetBackAnHourStopsTheQuotaForNoLongerThanAMinute() {
        Quota quota = grown(60, START);
        assertThat(take(quota, START)).isEqualTo(60);
        Instant back = START.minusSeconds(3600);
        assertThat(take(quota, back)).isZero();
        assertThat(quota.nextAt(back)).contains(back.plusSeconds(60));
        assertThat(take(quota, back.plusSeconds(60))).isEqualTo(60);
    }

    @Test
    void aNonsensicalQuotaIsRefused() {
        assertThatThrownBy(() -> new Quota(0)).isInstanceOf(IllegalArgumentException.class);
        Quota quota = new Quota(1);
        assertThatThrownBy(() -> quota.share(7, 6, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quota.share(-1, 6, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quota.share(0, 0, START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Quota grown(int perMinute, Instant now) {
        Quota quota = new Quota(perMinute);
        quota.share(1, 1, now.minus(Duration.ofMinutes(1)));
        return quota;
    }

    private static int take(Quota quota, Instant now) {
        int taken = 0;
        while (quota.trySubmit(now)) {
            taken++;
        }
        return taken;
    }
}
