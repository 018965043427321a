package dev.takeone.provider.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

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

    /** Whatever lies between its grant and its write: a transaction, a connection, a pause; some are never written. */
    @Property(tries = 60)
    void whateverDelaysThemNoMinuteSeesMoreCallsWrittenThanTheLeaseAndItsBurst(
            @ForAll @IntRange(min = 1, max = 600) int perMinute,
            @ForAll @IntRange(min = 0, max = 20_000) int longestDelay,
            @ForAll Random chance) {
        Quota quota = leased(perMinute);
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
        assertThat((double) peak(writes, 60_000)).isLessThanOrEqualTo(1 + perMinute / 30.0 + perMinute * 60 / 61.0);
        assertThat(peak(writes, 3_000))
                .as("held up together, they go together: no more than a pace of 2 s ahead of the 3 s")
                .isLessThanOrEqualTo(2 + perMinute / 10);
    }

    @Test
    void withoutALeaseNothingIsGranted() {
        Quota quota = new Quota();
        assertThat(submit(quota, START)).isFalse();
        quota.lease(0, START);
        assertThat(check(quota, START.plusSeconds(600), false)).isFalse();
        assertThat(quota.available(START.plusSeconds(600))).isZero();
    }

    @Test
    void aNewLeaseBeginsWithoutABurst() {
        Quota quota = new Quota();
        quota.lease(600, START);
        assertThat(take(quota, START)).isZero();
        assertThat(taken(quota, START, 10)).isBetween(97, 100);
    }

    @Test
    void aLeaseThatIsCutHoldsAtOnceAndGoesOnEvenly() {
        Quota quota = leased(60);
        assertThat(taken(quota, START, 30)).isBetween(30, 34);
        Instant later = START.plusSeconds(30);
        quota.lease(30, later);
        assertThat(taken(quota, later, 30)).isBetween(13, 16);
    }

    @Test
    void aLeaseThatGrowsBringsNoBurstThatWasNotSavedUp() {
        Quota quota = leased(30);
        taken(quota, START, 60);
        Instant later = START.plusSeconds(60);
        quota.lease(600, later);
        assertThat(take(quota, later)).isLessThanOrEqualTo(1);
    }

    @Test
    void callsComeEvenlyAndNotAllAtOnce() {
        Quota quota = leased(600);
        assertThat(take(quota, START)).isEqualTo(16);
        assertThat(taken(quota, START, 61)).isBetween(597, 601);
    }

    @Test
    void aPlaceThatIsGivenBackIsFree() {
        Quota quota = leased(2);
        Place place = quota.trySubmit(START, 1).orElseThrow();
        assertThat(quota.trySubmit(START, 1)).as("one is on its way").isEmpty();
        quota.release(place);
        assertThat(submit(quota, START)).isTrue();
        quota.release(place);
        assertThat(quota.used(START)).isEqualTo(1);
    }

    @Test
    void aCallIsCountedUntilAMinuteAfterItsWrite() {
        Quota quota = leased(60);
        Place place = quota.trySubmit(START, 1).orElseThrow();
        assertThat(quota.used(START.plusSeconds(300))).isEqualTo(1);
        quota.written(place, START.plusSeconds(300));
        quota.written(place, START.plusSeconds(350));
        assertThat(quota.used(START.plusSeconds(360))).isEqualTo(1);
        assertThat(quota.used(START.plusSeconds(361))).isZero();
    }

    @Test
    void aLimitThatIsMetHalvesTheLeaseWhichGrowsBack() {
        Quota quota = leased(60);
        quota.throttled(START);
        assertThat(quota.available(START)).isEqualTo(30);
        assertThat(quota.available(START.plusSeconds(30))).isEqualTo(45);
        quota.throttled(START.plusSeconds(30));
        assertThat(quota.available(START.plusSeconds(30))).isEqualTo(22.5);
        assertThat(quota.available(START.plusSeconds(92))).isEqualTo(60);
    }

    @Test
    void submissionsTakeTheirPartAlone() {
        Quota quota = leased(60);
        int submitted = 0;
        for (int quarter = 0; quarter < 61 * 4; quarter++) {
            Instant now = START.plusMillis(quarter * 250L);
            submitted += written(quota, quota.trySubmit(now, 0.25), now) ? 1 : 0;
        }
        assertThat(submitted)
                .as("a quarter of a minute's, and two that were saved up")
                .isBetween(15, 18);
        assertThat(quota.lately(Lane.SUBMISSION, START.plusSeconds(61))).isBetween(12.0, 17.0);
    }

    @Test
    void checksComeFirstAndLeaveATenthToSubmissions() {
        Quota quota = leased(60);
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
        assertThat(checked + submitted).isBetween(580, 604);
        assertThat(submitted).isBetween(54, 66);
    }

    @Test
    void nothingIsKeptWhereNoSubmissionWaits() {
        Quota quota = leased(60);
        int checked = 0;
        for (int second = 0; second < 60; second++) {
            checked += check(quota, START.plusSeconds(second), false) ? 1 : 0;
        }
        assertThat(checked).isEqualTo(60);
    }

    @Test
    void oneCallAMinuteIsOfOneKindAndThenOfTheOther() {
        Quota quota = leased(1);
        assertThat(check(quota, START, true)).isTrue();
        Instant next = START.plusSeconds(61);
        assertThat(check(quota, next, true)).isFalse();
        assertThat(submit(quota, next)).isTrue();
        assertThat(check(quota, next.plusSeconds(61), true)).isTrue();
    }

    @Test
    void aClockSetBackAnHourStopsTheQuotaForNoLongerThanThatMoment() {
        Quota quota = leased(60);
        assertThat(taken(quota, START, 58)).isBetween(58, 60);
        Instant back = START.minusSeconds(3600);
        assertThat(take(quota, back)).isZero();
        assertThat(taken(quota, back, 61)).isBetween(59, 61);
    }

    /** Takes a place where there is one, and is written at once. */
    private static boolean submit(Quota quota, Instant now) {
        return written(quota, quota.trySubmit(now, 1), now);
    }

    private static boolean check(Quota quota, Instant now, boolean submissionsWaiting) {
        return written(quota, quota.tryCheck(now, submissionsWaiting ? 0.1 : 0), now);
    }

    private static boolean written(Quota quota, Optional<Place> place, Instant now) {
        place.ifPresent(taken -> quota.written(taken, now));
        return place.isPresent();
    }

    /** Leased so many calls a minute long enough for a burst to be saved up. */
    private static Quota leased(int perMinute) {
        Quota quota = new Quota();
        quota.lease(perMinute, START.minusSeconds(180));
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
