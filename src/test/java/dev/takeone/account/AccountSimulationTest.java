package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        COUNTED_AS_ITS_ROW_SAYS_THAT_IT_GOES_BY(OVER, new Reckoning() {
            @Override
            Optional<Holding> told(Optional<Holding> goesBy) {
                return Optional.empty();
            }
        }),
        RESERVED_UNTIL_THE_LEASE_HAS_PASSED(OVER, new Reckoning() {
            @Override
            long wholeEnd(long answeredRowReadAt, Duration whole) {
                return end(answeredRowReadAt);
            }

            @Override
            long end(long answeredRowReadAt) {
                return answeredRowReadAt + Seat.PERIOD.toNanos();
            }
        }),
        COUNTED_UNTIL_ITS_WORKER_GOES_BY_A_LATER_ONE(OVER, new Reckoning() {
            @Override
            boolean isOver(DealingNumber dealing, DealingNumber goesBy) {
                return true;
            }
        }),
        CHECKS_BEFORE_SUBMISSIONS(LATE, new Reckoning() {
            @Override
            double partOfChecks() {
                return 0;
            }
        }),
        TASKS_COUNT_UNTIL_THE_REPORT_GOES_BY_A_LATER_ONE(OVER, new Reckoning() {
            @Override
            boolean isBegun(DealingNumber dealing, DealingNumber toldBy, Optional<Holding> goesBy) {
                return goesBy.filter(later -> dealing.isBefore(later.dealing())).isPresent();
            }
        }),
        BURSTS_COUNT(OVER, new Reckoning() {
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
        assertThat(LongStream.range(0, 400)
                        .parallel()
                        .mapToObj(seed -> told(seed, rule.reckoning))
                        .filter(told -> told.matches(rule.breaks))
                        .findAny())
                .as("an account without the rule %s", rule)
                .isPresent();
    }
}
