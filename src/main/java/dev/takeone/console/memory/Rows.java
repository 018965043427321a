package dev.takeone.console.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Jobs in the order of their places, the oldest first, since most that changes is new: so little has to move. What most
 * filters ask for lies beside them in arrays of its own; a pass over 600,000 of those takes a few milliseconds, where one
 * that has to look at each job takes ten times as much. Not safe for several threads.
 */
public final class Rows {
    private static final Comparator<Spot> ORDER = (one, other) -> other.compareTo(one);

    /** So much room at least is made at a time. */
    private static final int LEAST = 1_000;

    private Known[] jobs = new Known[0];
    private long[] since = new long[0];
    private short[] kinds = new short[0];
    private Money[] money = new Money[0];
    private String[] models = new String[0];
    private byte[][] names = new byte[0][];
    private long[] high = new long[0];
    private long[] low = new long[0];
    private int size;

    /** How many there are. */
    public int size() {
        return size;
    }

    /**
     * The job of a row.
     *
     * @param row from 0, the oldest, to below {@link #size}
     */
    public Known job(int row) {
        return jobs[row];
    }

    /** When the job came to where it stands, in milliseconds. */
    long since(int row) {
        return since[row];
    }

    /** The job's {@link Kind}. */
    int kind(int row) {
        return kinds[row];
    }

    Money money(int row) {
        return money[row];
    }

    /** The model asked for; empty where it is not known. */
    String model(int row) {
        return models[row];
    }

    /** The job's {@link Names#all}. */
    byte[] names(int row) {
        return names[row];
    }

    /** The upper half of the job's {@link JobKey}. */
    long high(int row) {
        return high[row];
    }

    /** The lower half of it. */
    long low(int row) {
        return low[row];
    }

    /** How many are older than a place. */
    int before(Spot spot) {
        if (size == 0 || ORDER.compare(jobs[size - 1].spot(), spot) < 0) {
            return size;
        }
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ORDER.compare(jobs[middle].spot(), spot) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Whether a row is the place's own. */
    boolean isAt(int row, Spot spot) {
        return row < size && jobs[row].spot().equals(spot);
    }

    void set(int row, Known job) {
        jobs[row] = job;
        since[row] = job.since();
        kinds[row] = Kind.of(job);
        money[row] = job.money();
        models[row] = job.model();
        names[row] = job.names().all();
        high[row] = job.spot().job().high();
        low[row] = job.spot().job().low();
    }

    /** Takes rows out, which are given in their order. */
    void remove(List<Integer> gone) {
        int kept = 0;
        int next = 0;
        for (int row = 0; row < size; row++) {
            if (next < gone.size() && gone.get(next) == row) {
                next++;
            } else {
                move(row, kept);
                kept++;
            }
        }
        size = kept;
        // What lies behind the last would not be forgotten.
        room(kept);
    }

    /** Puts jobs between the others, which have other places. */
    void insert(List<Known> fresh) {
        List<Known> sorted = new ArrayList<>(fresh);
        sorted.sort((one, other) -> ORDER.compare(one.spot(), other.spot()));
        if (size + sorted.size() > jobs.length) {
            room((size + sorted.size()) * 5 / 4 + LEAST);
        }
        int old = size - 1;
        size += sorted.size();
        int row = size - 1;
        for (int next = sorted.size() - 1; next >= 0; row--) {
            if (old < 0 || ORDER.compare(jobs[old].spot(), sorted.get(next).spot()) < 0) {
                set(row, sorted.get(next));
                next--;
            } else {
                move(old, row);
                old--;
            }
        }
    }

    private void move(int from, int to) {
        jobs[to] = jobs[from];
        since[to] = since[from];
        kinds[to] = kinds[from];
        money[to] = money[from];
        models[to] = models[from];
        names[to] = names[from];
        high[to] = high[from];
        low[to] = low[from];
    }

    private void room(int length) {
        jobs = Arrays.copyOf(jobs, length);
        since = Arrays.copyOf(since, length);
        kinds = Arrays.copyOf(kinds, length);
        money = Arrays.copyOf(money, length);
        models = Arrays.copyOf(models, length);
        names = Arrays.copyOf(names, length);
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
    }
}
