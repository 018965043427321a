package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hundreds of accounts with workers that sleep, die, read late and tell the time differently. */
class AccountSimulationTest {
    private static final long SEEDS = Long.getLong("takeone.account.seeds", 80);

    @Test
    void noMinuteHasMoreCallsThanTheAccountAndNothingLiesIdleOrStarves() {
        List<String> broken = LongStream.range(0, SEEDS)
                .parallel()
                .mapToObj(seed -> told(seed, new Reckoning()))
                .filter(told -> !told.isEmpty())
                .limit(5)
                .toList();
        assertThat(broken).isEmpty();
    }

    private static final String OVER = "(?s).*(calls|tasks) of .*";
    private static final String LATE = "(?s).* late at .*";

    private static String told(long seed, Reckoning reckoning) {
        AccountWorld world = new AccountWorld(seed, reckoning);
        List<String> broken = world.run();
        return broken.isEmpty() ? "" : "seed " + seed + ": " + broken + " (" + world.told() + ")";
    }

    /** A rule taken out. */
    enum Missing {
        COUNTED_AS_ITS_ROW_SAYS_THAT_IT_GOES_BY(OVER, 109, new Reckoning() {
            @Override
            Optional<Holding> told(Optional<Holding> goesBy) {
                return Optional.empty();
            }
        }),
        RESERVED_UNTIL_THE_LEASE_HAS_PASSED(OVER, 139, new Reckoning() {
            @Override
            long wholeEnd(long answeredRowReadAt, Duration whole) {
                return end(answeredRowReadAt);
            }

            @Override
            long end(long answeredRowReadAt) {
                return answeredRowReadAt + Seat.PERIOD.toNanos();
            }
        }),
        COUNTED_UNTIL_ITS_WORKER_GOES_BY_A_LATER_ONE(OVER, 101, new Reckoning() {
            @Override
            boolean isOver(DealingNumber dealing, DealingNumber goesBy) {
                return true;
            }

            @Override
            boolean isBegun(DealingNumber dealing, DealingNumber toldBy, Optional<Holding> goesBy) {
                return true;
            }
        }),
        TASKS_COUNTED_UNTIL_WHAT_IT_TELLS_GOES_BY_A_LATER_ONE(OVER, 26, new Reckoning() {
            @Override
            boolean isBegun(DealingNumber dealing, DealingNumber toldBy, Optional<Holding> goesBy) {
                return goesBy.filter(later -> dealing.isBefore(later.dealing())).isPresent();
            }
        }),
        CHECKS_BEFORE_SUBMISSIONS(LATE, 102, new Reckoning() {
            @Override
            double partOfChecks() {
                return 0;
            }
        }),
        BURSTS_COUNT(OVER, 100, new Reckoning() {
            @Override
            double burst(double calls) {
                return 0;
            }

            @Override
            double callsWithin(double room) {
                return Math.max(0, room);
            }
        });

        private final String breaks;

        /** The seed of an account that has failed once, and is worth the first try. */
        private final long likely;

        @SuppressWarnings("ImmutableEnumChecker") // none of them has any state
        private final Reckoning reckoning;

        Missing(String breaks, long likely, Reckoning reckoning) {
            this.breaks = breaks;
            this.likely = likely;
            this.reckoning = reckoning;
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutARuleSomeAccountFails(Missing rule) {
        assertThat(breaks(rule, rule.likely) || isBrokenSomewhere(rule))
                .as("an account without the rule %s breaks", rule)
                .isTrue();
    }

    /** Tells the seed, so that it can be the likely one: to look for another in each build takes long. */
    private static boolean isBrokenSomewhere(Missing rule) {
        OptionalLong found = LongStream.range(0, 400)
                .parallel()
                .filter(seed -> breaks(rule, seed))
                .findAny();
        found.ifPresent(seed -> System.out.println(rule + " is missed in account " + seed));
        return found.isPresent();
    }

    private static boolean breaks(Missing rule, long seed) {
        return told(seed, rule.reckoning).matches(rule.breaks);
    }
}
