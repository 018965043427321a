package dev.takeone.bench.polling;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardRecord;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.account.Seat;
import dev.takeone.account.Who;
import dev.takeone.simulation.Scheduler;
import dev.takeone.worker.Ticker;
import dev.takeone.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A group of workers beside others on one account.
 *
 * @param board the records of all groups, in their order
 */
record BoardLane(String group, double weight, int workers, List<BoardRecord> board, Scheduler scheduler) {
    private static final Duration ON_ITS_WAY = Duration.ofMillis(100);

    /** For one worker more. */
    Place place(int callsPerMinute, Ticker clock) {
        return new Place(callsPerMinute, clock);
    }

    /** A worker's place at the board. */
    final class Place {
        private final Ticker clock;
        private final Seat seat;
        private Optional<Lease> told = Optional.empty();
        private int position;

        private Place(int callsPerMinute, Ticker clock) {
            this.clock = clock;
            String life = group + "-" + scheduler.random().nextLong();
            this.seat = new Seat(
                    new Who(life, group, life, weight, "https://api.example", List.of("key"), "1", clock.now()),
                    new AccountLimits(callsPerMinute, Optional.empty()),
                    scheduler.random(),
                    moment());
        }

        private Moment moment() {
            return new Moment(clock.nanos(), clock.now());
        }

        /** Reads what has come, writes what is due, and passes a new lease on. */
        void step(Worker worker) {
            while (position < board.size()) {
                seat.read(board.get(position++), moment());
            }
            seat.atEnd();
            seat.due(worker.report(), moment()).forEach(record -> scheduler.in(ON_ITS_WAY, () -> board.add(record)));
            Optional<Lease> lease = seat.lease(moment());
            if (lease.isPresent() && !lease.equals(told)) {
                worker.leased(lease.orElseThrow());
                told = lease;
            }
        }
    }
}
