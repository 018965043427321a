package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    private static String told(long seed, Reckoning reckoning) {
        AccountWorld world = new AccountWorld(seed, reckoning, seed % 4 == 3);
        List<String> broken = world.run();
        return broken.isEmpty() ? "" : "seed " + seed + ": " + broken + " (" + world.told() + ")";
    }

    /** A rule taken out. */
    enum Missing {
        OFFICE_BY_THE_NEWEST_RECORD(" of ", new Reckoning() {
            @Override
            boolean counts(String office, String newest) {
                return true;
            }
        }),
        RESERVED_UNTIL_THE_LEASE_HAS_PASSED(" of ", new Reckoning() {
            @Override
            long end(long answeredRowReadAt) {
                return answeredRowReadAt + Seat.PERIOD.toNanos();
            }
        }),
        COUNTED_UNTIL_ITS_WORKER_GOES_BY_A_LATER_ONE(" of ", new Reckoning() {
            @Override
            boolean isOver(long dealing, long goesBy) {
                return true;
            }
        }),
        A_ROW_SAYS_WHAT_IT_GOES_BY(" of ", new Reckoning() {
            @Override
            boolean believesRows() {
                return false;
            }
        }),
        BURSTS_COUNT_A_MINUTE_LONGER(" of ", new Reckoning() {
            @Override
            long linger() {
                return 0;
            }
        }),
        CHECKS_BEFORE_SUBMISSIONS(" late ", new Reckoning() {
            @Override
            double partOfChecks() {
                return 0;
            }
        }),
        BURSTS_COUNT(" of ", new Reckoning() {
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

        @SuppressWarnings("ImmutableEnumChecker") // none of them has any state
        private final Reckoning reckoning;

        Missing(String breaks, Reckoning reckoning) {
            this.breaks = breaks;
            this.reckoning = reckoning;
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutARuleSomeAccountFails(Missing rule) {
        assertThat(LongStream.range(0, 200)
                        .parallel()
                        .mapToObj(seed -> told(seed, rule.reckoning))
                        .filter(told -> told.contains(rule.breaks))
                        .findAny())
                .as("an account without the rule %s", rule)
                .isPresent();
    }
}
