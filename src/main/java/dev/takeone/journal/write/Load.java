package dev.takeone.journal.write;

import java.time.Duration;

/**
 * How much one transaction takes: half of what the broker did not take in time, and more again only after commits that were
 * quick. So what works is kept, and a broker with a quota or a slow disk is not asked for ever for what it cannot do. Pure.
 *
 * @param entries the most entries, at least one
 * @param bytes about the most bytes; one entry goes however large it is
 */
public record Load(int entries, long bytes) {
    /**
     * A broker with a quota of 100 kB/s takes a megabyte just before a transaction is too old; without one, no rate that was
     * measured comes near it.
     */
    public static final Load MOST = new Load(500, 1 << 20);

    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final int BYTES_MORE = 1_024;
    private static final int HANDFUL = 8;
    private static final long BYTES_OF_A_HANDFUL = 1 << 14;

    /**
     * Half of what a POST may take from the beginning of its intent's transaction to its own first byte. An intent that is
     * committed too late is decided again, and would be as late again, without end.
     */
    private static final Duration LATE = Duration.ofMillis(2_500);

    /** Where a commit takes long however little it holds, less in each would only make more of them. */
    private static final long LEAST_FOR_BEING_LATE = 1 << 16;

    /**
     * What may be tried after a commit.
     *
     * @param took how long it took
     * @param sent about how many bytes it held
     */
    public Load worked(Duration took, long sent) {
        if (took.compareTo(QUICK) < 0) {
            return new Load(
                    Math.min(MOST.entries, Math.max(entries + 1, entries + entries / 4)),
                    Math.min(MOST.bytes, Math.max(bytes + BYTES_MORE, bytes + bytes / 4)));
        }
        boolean late = took.compareTo(LATE) > 0 && sent > LEAST_FOR_BEING_LATE;
        return late ? new Load(entries, Math.min(bytes, Math.max(LEAST_FOR_BEING_LATE, sent / 2))) : this;
    }

    /**
     * What may be tried after so much was not taken in time. Not less than a handful of small entries: where a broker takes
     * long for those, it does for one, and the answers of the provider would only wait in memory for longer.
     */
    public static Load tooSlow(int entries, long bytes) {
        return new Load(Math.max(HANDFUL, entries / 2), Math.max(BYTES_OF_A_HANDFUL, bytes / 2));
    }

    /** The same with so many entries. */
    Load entries(int most) {
        return new Load(Math.max(1, most), bytes);
    }
}
