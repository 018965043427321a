package dev.takeone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two take office at once, and the first has dealt twice before it hears of the second. Numbers, and that no older row is
 * answered, keep nearly all of that from harm: seeds do not find what is left, and so it is written down here.
 */
class OfficeTest {
    private static final int CAP = 300;
    private static final Report IDLE = report(0);
    private static final Report BUSY = report(1000);

    private static Report report(int submissions) {
        return new Report(
                new Need(0, submissions, submissions), 0, List.of(), 0, new Report.Jobs(0, 0, 0, 0), List.of());
    }

    private static Moment at(int millis) {
        return new Moment(Duration.ofMillis(millis).toNanos(), Instant.EPOCH.plusMillis(millis));
    }

    private static Seat seat(String life, Reckoning reckoning) {
        Seat seat = new Seat(
                new Who(life, "takeone", life, 1, "https://api.example", List.of("k"), "1", Instant.EPOCH),
                new AccountLimits(CAP, Optional.empty()),
                new Random(1),
                at(0),
                reckoning);
        seat.atEnd();
        return seat;
    }

    /** One dealer, as far as it has read. */
    private static final class Deals {
        private final Board board;
        private final Dealer dealer;
        private final String office;

        Deals(String office, Reckoning reckoning, List<BoardRecord> read) {
            this.board = new Board(reckoning, 0);
            this.dealer = new Dealer(reckoning);
            this.office = office;
            board.caughtUp();
            read.forEach(record -> board.read(record, 0));
        }

        BoardRecord deal(int millis) {
            long now = at(millis).nanos();
            Dealing dealing = dealer.deal(board, office, board.highest().next(), now);
            board.gave(dealing, now);
            return dealing;
        }
    }

    /** Calls a minute that both workers may make in the end. */
    private static double leased(Reckoning reckoning) {
        Seat one = seat("one", reckoning);
        Seat two = seat("two", reckoning);
        List<BoardRecord> log = new ArrayList<>();
        log.add(new Office("first", "a", false));
        log.addAll(one.due(BUSY, at(100)));
        log.addAll(two.due(IDLE, at(100)));
        Deals first = new Deals("first", reckoning, log);
        log.add(new Office("second", "b", false));
        log.addAll(two.due(BUSY, at(1_000)));
        Deals second = new Deals("second", reckoning, log);
        log.add(second.deal(1_200));
        log.add(first.deal(400));
        log.add(first.deal(1_100));
        log.forEach(record -> Stream.of(one, two).forEach(each -> each.read(record, at(1_300))));
        return Stream.of(one, two)
                .flatMap(each -> each.lease(at(1_300)).stream())
                .mapToDouble(Lease::calls)
                .sum();
    }

    @Test
    void ofTwoThatTookOfficeAtOnceTheLaterInTheLogDeals() {
        assertThat(leased(new Reckoning())).isBetween(0.9 * CAP, 1.0 * CAP);
    }

    @Test
    void withoutThatRuleBothDealOutTheSameCalls() {
        assertThat(leased(new Reckoning() {
                    @Override
                    boolean counts(String office, String newest) {
                        return true;
                    }
                }))
                .isGreaterThan(1.3 * CAP);
    }
}
