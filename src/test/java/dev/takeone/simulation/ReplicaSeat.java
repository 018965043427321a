package dev.takeone.simulation;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRecord;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.account.Seat;
import dev.takeone.account.Who;
import dev.takeone.worker.Ticker;
import dev.takeone.worker.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process's place at the world's account board, whose records appear a moment after they are written. */
final class ReplicaSeat {
    private static final int CALLS_A_MINUTE = 60_000;
    /** The records that were not compacted yet. */
    private static final int TAIL = 1_000;

    private static final Duration ON_ITS_WAY = Duration.ofMillis(300);

    private final World world;
    private final Ticker clock;
    private final Worker worker;
    private final Seat seat;
    private Optional<Lease> told = Optional.empty();
    private int position;

    ReplicaSeat(World world, Ticker clock, Worker worker, int number) {
        this.world = world;
        this.clock = clock;
        this.worker = worker;
        String name = "replica-" + number;
        this.seat = new Seat(
                new Who(name, "takeone", name, 1, "https://api.example", List.of("key"), "1", clock.now()),
                new AccountLimits(
                        CALLS_A_MINUTE,
                        Optional.empty(),
                        world.options().settings().spend().ceilings()),
                world.scheduler().random(),
                moment());
        this.position = Math.max(0, world.board().size() - TAIL);
        compacted(world.board().subList(0, position)).forEach(record -> seat.read(record, moment()));
    }

    private static Collection<BoardRecord> compacted(List<BoardRecord> records) {
        Map<String, BoardRecord> last = new LinkedHashMap<>();
        for (BoardRecord record : records) {
            String key = new String(BoardCodec.key(record), StandardCharsets.UTF_8);
            last.remove(key);
            last.put(key, record);
        }
        return last.values();
    }

    private Moment moment() {
        return new Moment(clock.nanos(), clock.now());
    }

    /** Reads what has come, writes what is due, and passes its lease on. */
    void step() {
        List<BoardRecord> board = world.board();
        while (position < board.size()) {
            seat.read(board.get(position++), moment());
        }
        seat.atEnd();
        seat.due(worker.report(), moment()).forEach(this::write);
        Optional<Lease> lease = seat.lease(moment());
        if (lease.isPresent() && !lease.equals(told)) {
            worker.leased(lease.orElseThrow());
            told = lease;
        }
    }

    /** Its process ends in order. */
    void leave() {
        seat.leave(worker.report(), moment()).forEach(this::write);
    }

    private void write(BoardRecord record) {
        world.scheduler().in(ON_ITS_WAY, () -> world.board().add(record));
    }
}
