package dev.takeone.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
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
        Quota quota = quota(perMinute);
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
                boolean granted = step.kind() == Kind.SUBMIT ? submit(quota, now) : check(quota, now, i % 2 == 0);
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
        List<Quota> quotas =
                IntStream.range(0, replicas).mapToObj(any -> quota(perMinute)).toList();
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
                while (chance.nextInt(10) > 0 && submit(quota, now)) {
                    grants.add(millis);
                }
            }
        }
        // Those that take turns go by the time of day: one or two come a moment before the former owner's are over.
        assertThat(peak(grants)).isLessThanOrEqualTo(perMinute + (perMinute < partitions ? 2 : 0));
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
        return peak(grants, 60_000);
    }

    private static int peak(List<Long> grants, long span) {
        int from = 0;
        int peak = 0;
        for (int to = 0; to < grants.size(); to++) {
            while (grants.get(from) <= grants.get(to) - span) {
                from++;
            }
            peak = Math.max(peak, to - from + 1);
        }
        return peak;
    }

    @ParameterizedTest
    @CsvSource({"500, 6, 4", "500, 12, 5", "6, 12, 12", "5, 6, 3", "6, 6, 4", "1, 6, 2", "100, 128, 7"})
    void withWorkForAllNearlyAllOfTheCapIsUsed(int perMinute, int partitions, int replicas) {
        List<Quota> quotas =
                IntStream.range(0, replicas).mapToObj(any -> quota(perMinute)).toList();
        int[] owners =
                IntStream.range(0, partitions).map(each -> each % replicas).toArray();
        share(quotas, owners, START);
        int used = 0;
        for (long millis = 0; millis < 1_260_000; millis += 250) {
            Instant now = START.plusMillis(millis);
            for (Quota quota : quotas) {
                while (submit(quota, now)) {
                    used += millis >= 60_000 ? 1 : 0;
                }
            }
        }
        assertThat(used / 20.0).isBetween(0.9 * perMinute, (double) perMinute);
    }

    /** Whatever lies between its grant and its write: a transaction, a connection, a pause; some are never written. */
    @Property(tries = 60)
    void whateverDelaysThemNoMinuteSeesMoreCallsWrittenThanTheCap(
            @ForAll @IntRange(min = 2, max = 600) int perMinute,
            @ForAll @IntRange(min = 0, max = 20_000) int longestDelay,
            @ForAll Random chance) {
        Quota quota = grown(perMinute, START);
        NavigableMap<Long, List<Place>> underWay = new TreeMap<>();
        List<Long> writes = new ArrayList<>();
        for (long millis = 0; millis < 200_000; millis += 50) {
            Instant now = START.plusMillis(millis);
            for (List<Place> due : List.copyOf(underWay.headMap(millis, true).values())) {
                for (Place place : due) {
                    if (chance.nextInt(10) > 0) {
                        quota.written(place, now);
                        writes.add(millis);
                    } else {
                        quota.release(place);
                    }
                }
            }
            underWay.headMap(millis, true).clear();
            boolean stuck = chance.nextInt(4) == 0;
            long writtenAt = millis + 50 + (stuck ? longestDelay : chance.nextInt(50));
            quota.trySubmit(now, 1)
                    .ifPresent(place -> underWay.computeIfAbsent(writtenAt, any -> new ArrayList<>())
                            .add(place));
        }
        assertThat(peak(writes)).isLessThanOrEqualTo(perMinute);
        assertThat(peak(writes, 3_000))
                .as("held up together, they go together: no more than a pace of 2 s ahead of the 3 s")
                .isLessThanOrEqualTo(2 + perMinute / 10);
    }

    @Test
    void aPlaceThatIsGivenBackIsFree() {
        Quota quota = grown(2, START);
        Place place = quota.trySubmit(START, 1).orElseThrow();
        assertThat(quota.trySubmit(START, 1)).as("one is on its way").isEmpty();
        quota.release(place);
        assertThat(submit(quota, START)).isTrue();
        quota.release(place);
        assertThat(quota.used(START)).isEqualTo(1);
    }

    @Test
    void aPlaceIsKeptUntilAMinuteAfterTheWrite() {
        Quota quota = grown(60, START);
        Place place = quota.trySubmit(START, 1).orElseThrow();
        assertThat(quota.used(START.plusSeconds(300))).isEqualTo(1);
        quota.written(place, START.plusSeconds(300));
        quota.written(place, START.plusSeconds(350));
        assertThat(quota.used(START.plusSeconds(360))).isEqualTo(1);
        assertThat(quota.used(START.plusSeconds(361))).isZero();
    }

    @Test
    void withoutAShareNothingIsGranted() {
        Quota quota = quota(500);
        assertThat(submit(quota, START)).isFalse();
        quota.owns(Set.of(), 6, START);
        assertThat(check(quota, START.plusSeconds(600), false)).isFalse();
        assertThat(quota.available(START.plusSeconds(600))).isZero();
    }

    @Test
    void aShareGrowsOverAMinute() {
        Quota quota = quota(60);
        quota.owns(first(6), 6, START);
        assertThat(take(quota, START)).isZero();
        assertThat(taken(quota, START, 30)).isEqualTo(27);
        assertThat(taken(quota, START.plusSeconds(30), 31)).isEqualTo(31);
        assertThat(quota.available(START.plusSeconds(61))).isBetween(57.0, 59.0);
        assertThat(quota.available(START.plusSeconds(64))).isEqualTo(60);
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
        Quota quota = quota(60);
        quota.owns(first(6), 6, START);
        quota.owns(first(6), 6, START.plusSeconds(29));
        quota.owns(first(3), 6, START.plusMillis(33_000));
        assertThat(quota.available(START.plusMillis(33_000))).isEqualTo(30);
        quota.owns(first(6), 6, START.plusSeconds(34));
        assertThat(quota.available(START.plusSeconds(36))).isEqualTo(30);
        assertThat(quota.available(START.plusMillis(66_600))).isBetween(44.0, 46.0);
    }

    @Test
    void callsComeEvenlyAndNotAllAtOnce() {
        Quota quota = grown(600, START);
        assertThat(take(quota, START)).isEqualTo(20);
        assertThat(taken(quota, START, 60)).isEqualTo(580);
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
        Quota quota = quota(3);
        quota.owns(Set.of(1), 6, START);
        List<Long> calls = new ArrayList<>();
        for (long millis = 0; millis < 600_000; millis += 250) {
            if (submit(quota, START.plusMillis(millis))) {
                calls.add(millis);
            }
        }
        assertThat(calls).hasSizeBetween(4, 5);
        for (int each = 1; each < calls.size(); each++) {
            assertThat(calls.get(each) - calls.get(each - 1)).isBetween(131_000L, 133_000L);
        }
        assertThat(quota.available(START.plusSeconds(600))).isEqualTo(0.5);
    }

    @Test
    void aTurnThatIsMissedIsGone() {
        Quota quota = quota(1);
        quota.owns(Set.of(0, 1), 2, START);
        Instant turn = START;
        while (!submit(quota, turn)) {
            turn = turn.plusMillis(250);
        }
        assertThat(submit(quota, turn)).isFalse();
        assertThat(submit(quota, turn.plusSeconds(66 + 30))).isFalse();
        assertThat(submit(quota, turn.plusSeconds(66 * 2))).isTrue();
        assertThat(submit(quota, turn.minusSeconds(66))).isFalse();
    }

    @Test
    void checksComeFirstAndLeaveATenthToSubmissions() {
        Quota quota = grown(60, START);
        int submitted = 0;
        int checked = 0;
        for (int second = 0; second < 600; second++) {
            Instant now = START.plusSeconds(second);
            if (check(quota, now, true)) {
                checked++;
            } else if (submit(quota, now)) {
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
            checked += check(quota, START.plusSeconds(second), false) ? 1 : 0;
        }
        assertThat(checked).isEqualTo(60);
    }

    @Test
    void aWindowOfOneCallIsTakenInTurns() {
        Quota quota = grown(1, START);
        assertThat(check(quota, START, true)).isTrue();
        Instant next = START.plusSeconds(61);
        assertThat(check(quota, next, true)).isFalse();
        assertThat(submit(quota, next)).isTrue();
        assertThat(check(quota, next.plusSeconds(61), true)).isTrue();
    }

    @Test
    void aClockSetBackAnHourStopsTheQuotaForNoLongerThanAMinute() {
        Quota quota = grown(60, START);
        assertThat(taken(quota, START, 58)).isBetween(58, 60);
        Instant back = START.minusSeconds(3600);
        assertThat(take(quota, back)).isZero();
        assertThat(taken(quota, back, 61)).isBetween(59, 60);
    }

    @Test
    void aNonsensicalQuotaIsRefused() {
        assertThatThrownBy(() -> quota(0)).isInstanceOf(IllegalArgumentException.class);
        Quota quota = quota(1);
        assertThatThrownBy(() -> quota.owns(Set.of(6), 6, START)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> quota.owns(Set.of(-1), 6, START)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Quota quota(int perMinute) {
        return new Quota(perMinute, UnaryOperator.identity());
    }

    /** Takes a place where there is one, and is written at once. */
    private static boolean submit(Quota quota, Instant now) {
        return written(quota, quota.trySubmit(now, 1), now);
    }

    private static boolean check(Quota quota, Instant now, boolean submissionsWaiting) {
        return written(quota, quota.tryCheck(now, submissionsWaiting), now);
    }

    private static boolean written(Quota quota, Optional<Place> place, Instant now) {
        place.ifPresent(taken -> quota.written(taken, now));
        return place.isPresent();
    }

    private static Quota grown(int perMinute, Instant now) {
        Quota quota = quota(perMinute);
        quota.owns(Set.of(0), 1, now.minus(Duration.ofMinutes(3)));
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
        while (submit(quota, now)) {
            taken++;
        }
        return taken;
    }
}
