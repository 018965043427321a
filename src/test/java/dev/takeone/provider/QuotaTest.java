package dev.takeone.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final int PARTITIONS = 6;

    /** What a schedule does after some time has passed; time may pass backwards. */
    record Step(long millis, Kind kind, int count) {}

    enum Kind {
        CHECK(true),
        SUBMIT(true),
        SHARE(false),
        THROTTLE(false);

        private final boolean calls;

        Kind(boolean calls) {
            this.calls = calls;
        }
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
    void inAnyMinuteThereAreNoMoreCallsThanThePartitionsAllow(
            @ForAll("schedules") List<Step> schedule, @ForAll @IntRange(min = PARTITIONS, max = 60) int perMinute) {
        Quota quota = new Quota(perMinute);
        Instant now = START;
        long passed = 0;
        int allowed = 0;
        List<Long> grants = new ArrayList<>();
        for (Step step : schedule) {
            now = now.plusMillis(step.millis());
            passed += Math.max(0, step.millis());
            if (step.kind() == Kind.SHARE) {
                quota.owns(first(step.count()), PARTITIONS, now);
                allowed = calls(perMinute, step.count());
            }
            if (step.kind() == Kind.THROTTLE) {
                quota.throttled(now);
            }
            for (int i = 0; i < step.count() && step.kind().calls; i++) {
                boolean granted =
                        step.kind() == Kind.SUBMIT ? quota.trySubmit(now, 1) : quota.tryCheck(now, i % 2 == 0);
                if (granted) {
                    grants.add(passed);
                    assertThat(lastMinute(grants)).isLessThanOrEqualTo(allowed);
                }
            }
            assertThat(quota.used(now)).isEqualTo(within(grants, passed));
        }
    }

    private static int calls(int perMinute, int owned) {
        return first(owned).stream()
                .mapToInt(partition -> Portion.of(perMinute, partition, PARTITIONS))
                .sum();
    }

    private static Set<Integer> first(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toSet());
    }

    private static int lastMinute(List<Long> grants) {
        return within(grants, grants.getLast());
    }

    /** The window is a second longer than a minute. */
    private static int within(List<Long> grants, long now) {
        return (int) grants.stream().filter(at -> at > now - 61_000).count();
    }

    /** Partitions move between replicas at any moment, and each replica calls whenever it may. */
    @Property(tries = 200)
    void allReplicasTogetherStayWithinTheCapAlsoWhilePartitionsMove(
            @ForAll @IntRange(min = 1, max = 600) int perMinute,
            @ForAll @IntRange(min = 1, max = 12) int partitions,
            @ForAll @IntRange(min = 1, max = 12) int replicas,
            @ForAll Random chance) {
        List<Quota> quotas = IntStream.range(0, replicas)
                .mapToObj(any -> new Quota(perMinute))
                .toList();
        int[] owners = new int[partitions];
        share(quotas, owners, START);
        List<Long> grants = new ArrayList<>();
        for (long millis = 0; millis < 400_000; millis += 250) {
            Instant now = START.plusMillis(millis);
            if (chance.nextInt(80) == 0) {
                owners[chance.nextInt(partitions)] = chance.nextInt(replicas);
                share(quotas, owners, now);
            }
            for (Quota quota : quotas) {
                while (chance.nextInt(10) > 0 && quota.trySubmit(now, 1)) {
                    grants.add(millis);
                }
            }
        }
        // A partition moves every 20 s here: of so few calls, one or two come a moment before the former owner's are
        // over.
        assertThat(peak(grants)).isLessThanOrEqualTo(perMinute + Math.max(2, perMinute / 20));
    }

    private static void share(List<Quota> quotas, int[] owners, Instant now) {
        for (int each = 0; each < quotas.size(); each++) {
            int replica = each;
            Set<Integer> owned = IntStream.range(0, owners.length)
                    .filter(partition -> owners[partition] == replica)
                    .boxed()
                    .collect(Collectors.toSet());
            quotas.get(each).owns(owned, owners.length, now);
        }
    }

    private static int peak(List<Long> grants) {
        int from = 0;
        int peak = 0;
        for (int to = 0; to < grants.size(); to++) {
            while (grants.get(from) <= grants.get(to) - 60_000) {
                from++;
            }
            peak = Math.max(peak, to - from + 1);
        }
        return peak;
    }

    @ParameterizedTest
    @CsvSource({"500, 6, 4", "500, 12, 5", "6, 12, 12", "5, 6, 3", "6, 6, 4", "1, 6, 2", "100, 128, 7"})
    void withWorkForAllNearlyAllOfTheCapIsUsed(int perMinute, int partitions, int replicas) {
        List<Quota> quotas = IntStream.range(0, replicas)
                .mapToObj(any -> new Quota(perMinute))
                .toList();
        int[] owners =
                IntStream.range(0, partitions).map(each -> each % replicas).toArray();
        share(quotas, owners, START);
        int used = 0;
        for (long millis = 0; millis < 1_260_000; millis += 250) {
            Instant now = START.plusMillis(millis);
            for (Quota quota : quotas) {
                while (quota.trySubmit(now, 1)) {
                    used += millis >= 60_000 ? 1 : 0;
                }
            }
        }
        assertThat(used / 20.0).isBetween(0.9 * perMinute, (double) perMinute);
    }

    @Test
    void withoutAShareNothingIsGranted() {
        Quota quota = new Quota(500);
        assertThat(quota.trySubmit(START, 1)).isFalse();
        quota.owns(Set.of(), 6, START);
        assertThat(quota.tryCheck(START.plusSeconds(600), false)).isFalse();
        assertThat(quota.available(START.plusSeconds(600))).isZero();
    }

    @Test
    void aShareGrowsOverAMinute() {
        Quota quota = new Quota(60);
        quota.owns(first(6), 6, START);
        assertThat(take(quota, START)).isZero();
        assertThat(taken(quota, START, 30)).isEqualTo(29);
        assertThat(taken(quota, START.plusSeconds(30), 31)).isEqualTo(31);
        assertThat(quota.available(START.plusSeconds(61))).isEqualTo(60);
    }

    @Test
    void aShareShrinksAtOnce() {
        Quota quota = grown(60, START);
        assertThat(taken(quota, START, 30)).isBetween(30, 34);
        Instant later = START.plusSeconds(30);
        quota.owns(first(3), 6, later);
        assertThat(taken(quota, later, 29)).isLessThanOrEqualTo(1);
        assertThat(quota.available(later)).isEqualTo(30);
    }

    @Test
    void aGrowthThatIsCutShortGoesOnFromWhereItWas() {
        Quota quota = new Quota(60);
        quota.owns(first(6), 6, START);
        quota.owns(first(6), 6, START.plusSeconds(29));
        quota.owns(first(3), 6, START.plusMillis(30_500));
        assertThat(quota.available(START.plusMillis(30_500))).isEqualTo(30);
        quota.owns(first(6), 6, START.plusSeconds(31));
        assertThat(quota.available(START.plusMillis(61_500))).isEqualTo(45);
    }

    @Test
    void callsComeEvenlyAndNotAllAtOnce() {
        Quota quota = grown(600, START);
        assertThat(take(quota, START)).isEqualTo(31);
        assertThat(taken(quota, START, 60)).isEqualTo(569);
    }

    @Test
    void aLimitThatIsMetHalvesTheShareWhichGrowsBack() {
        Quota quota = grown(60, START);
        quota.throttled(START);
        assertThat(quota.available(START)).isEqualTo(30);
        assertThat(quota.available(START.plusMillis(30_500))).isEqualTo(45);
        quota.throttled(START.plusMillis(30_500));
        assertThat(quota.available(START.plusMillis(30_500))).isEqualTo(22.5);
        assertThat(quota.available(START.plusSeconds(92))).isEqualTo(60);
    }

    @Test
    void fewerCallsThanPartitionsComeInTurns() {
        Quota quota = new Quota(3);
        quota.owns(Set.of(1), 6, START);
        List<Long> calls = new ArrayList<>();
        for (long millis = 0; millis < 600_000; millis += 250) {
            if (quota.trySubmit(START.plusMillis(millis), 1)) {
                calls.add(millis);
            }
        }
        assertThat(calls).hasSizeBetween(4, 5);
        for (int each = 1; each < calls.size(); each++) {
            assertThat(calls.get(each) - calls.get(each - 1)).isBetween(123_000L, 125_000L);
        }
        assertThat(quota.available(START.plusSeconds(600))).isEqualTo(0.5);
    }

    @Test
    void aTurnThatIsMissedIsGone() {
        Quota quota = new Quota(1);
        quota.owns(Set.of(0, 1), 2, START);
        Instant turn = START;
        while (!quota.trySubmit(turn, 1)) {
            turn = turn.plusMillis(250);
        }
        assertThat(quota.trySubmit(turn, 1)).isFalse();
        assertThat(quota.trySubmit(turn.plusSeconds(62 + 30), 1)).isFalse();
        assertThat(quota.trySubmit(turn.plusSeconds(62 * 2), 1)).isTrue();
        assertThat(quota.trySubmit(turn.minusSeconds(62), 1)).isFalse();
    }

    @Test
    void checksComeFirstAndLeaveATenthToSubmissions() {
        Quota quota = grown(60, START);
        int submitted = 0;
        int checked = 0;
        for (int second = 0; second < 600; second++) {
            Instant now = START.plusSeconds(second);
            if (quota.tryCheck(now, true)) {
                checked++;
            } else if (quota.trySubmit(now, 1)) {
                submitted++;
            }
        }
        assertThat(checked + submitted).isBetween(589, 604);
        assertThat(submitted).isBetween(54, 66);
    }

    @Test
    void nothingIsKeptWhereNoSubmissionWaits() {
        Quota quota = grown(60, START);
        int checked = 0;
        for (int second = 0; second < 60; second++) {
            checked += quota.tryCheck(START.plusSeconds(second), false) ? 1 : 0;
        }
        assertThat(checked).isEqualTo(60);
    }

    @Test
    void aWindowOfOneCallIsTakenInTurns() {
        Quota quota = grown(1, START);
        assertThat(quota.tryCheck(START, true)).isTrue();
        Instant next = START.plusSeconds(61);
        assertThat(quota.tryCheck(next, true)).isFalse();
        assertThat(quota.trySubmit(next, 1)).isTrue();
        assertThat(quota.tryCheck(next.plusSeconds(61), true)).isTrue();
    }

    @Test
    void aClockSetBackAnHourStopsTheQuotaForNoLongerThanAMinute() {
        Quota quota = grown(60, START);
        assertThat(taken(quota, START, 58)).isEqualTo(60);
        Instant back = START.minusSeconds(3600);
        assertThat(take(quota, back)).isZero();
        assertThat(taken(quota, back, 61)).isEqualTo(60);
    }

    @Test
    void aNonsensicalQuotaIsRefused() {
        assertThatThrownBy(() -> new Quota(0)).isInstanceOf(IllegalArgumentException.class);
        Quota quota = new Quota(1);
        assertThatThrownBy(() -> quota.owns(Set.of(6), 6, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quota.owns(Set.of(-1), 6, START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Quota grown(int perMinute, Instant now) {
        Quota quota = new Quota(perMinute);
        quota.owns(Set.of(0), 1, now.minus(Duration.ofMinutes(2)));
        return quota;
    }

    /** All that is granted, asked for four times a second from {@code from} on, for so many seconds, the ends included. */
    private static int taken(Quota quota, Instant from, int seconds) {
        return IntStream.rangeClosed(0, seconds * 4)
                .map(quarter -> take(quota, from.plusMillis(quarter * 250L)))
                .sum();
    }

    private static int take(Quota quota, Instant now) {
        int taken = 0;
        while (quota.trySubmit(now, 1)) {
            taken++;
        }
        return taken;
    }
}
