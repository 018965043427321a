package dev.takeone.console.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * All jobs in the order of their places. Any number of threads look at once. What changes is noted, and put into its place
 * before the next look, so that many changes cost one move of what lies behind them.
 */
final class Shelf {
    /**
     * So many changes at least, and half of what is there, are put into their places without waiting for a look: each time
     * all that is there has to be moved.
     */
    private static final int MANY = 200_000;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** In the order in which it came, which is nearly that of the places: it is to be sorted. */
    private final Map<Spot, Optional<Known>> changed = new LinkedHashMap<>();

    private final Rows rows = new Rows();

    /** Puts a job in its place, over what was there. */
    void put(Known job) {
        change(job.spot(), Optional.of(job));
    }

    /** Leaves a place empty. */
    void remove(Spot spot) {
        change(spot, Optional.empty());
    }

    private void change(Spot spot, Optional<Known> job) {
        lock.writeLock().lock();
        try {
            changed.put(spot, job);
            if (changed.size() >= Math.max(MANY, rows.size() / 2)) {
                settle();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Looks at all that was put before; nothing changes meanwhile. */
    <T> T look(Function<Rows, T> look) {
        lock.writeLock().lock();
        try {
            settle();
        } finally {
            lock.writeLock().unlock();
        }
        lock.readLock().lock();
        try {
            return look.apply(rows);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void settle() {
        List<Known> fresh = new ArrayList<>();
        List<Integer> gone = new ArrayList<>();
        changed.forEach((spot, job) -> {
            int row = rows.before(spot);
            boolean isThere = rows.isAt(row, spot);
            if (job.isEmpty()) {
                if (isThere) {
                    gone.add(row);
                }
            } else if (isThere) {
                rows.set(row, job.orElseThrow());
            } else {
                fresh.add(job.orElseThrow());
            }
        });
        changed.clear();
        if (!gone.isEmpty()) {
            gone.sort(null);
            rows.remove(gone);
        }
        if (!fresh.isEmpty()) {
            rows.insert(fresh);
        }
    }
}
