package dev.takeone.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What a worker says of itself.
 *
 * @param need what it could use
 * @param lastMinute calls that it has made in the last one
 * @param partitions of the requests topic which it has, or had a moment ago
 * @param allPartitions of the requests topic; 0 before it has joined its group
 * @param jobs the live ones by state
 * @param holds why calls are held, where they are
 * @param purse its dollars
 * @param ordersTo the offset of the topic of orders before which it obeys each; empty where it does not say so
 */
public record Report(
        Need need,
        int lastMinute,
        List<Part> partitions,
        int allPartitions,
        Jobs jobs,
        List<Held> holds,
        Purse purse,
        OptionalLong ordersTo) {
    /** A worker that has just started. */
    public static final Report NONE = new Report(Need.NONE, 0, List.of(), 0, new Jobs(0, 0, 0, 0), List.of());

    /** Without dollars. */
    public Report(Need need, int lastMinute, List<Part> partitions, int allPartitions, Jobs jobs, List<Held> holds) {
        this(need, lastMinute, partitions, allPartitions, jobs, holds, Purse.NONE, OptionalLong.empty());
    }

    public Report {
        partitions = List.copyOf(partitions);
        holds = List.copyOf(holds);
    }

    /**
     * A partition at a worker.
     *
     * @param tasks that its jobs have at the provider, or may have; while it is read back, not known yet
     * @param spent what its jobs have cost; empty as long as that is not known
     */
    public record Part(int number, State state, int tasks, Optional<Spent> spent) {
        /** Without word of dollars. */
        public Part(int number, State state, int tasks) {
            this(number, state, tasks, Optional.empty());
        }

        /** Where it stands. */
        public enum State {
            /** Its journal is being read. */
            RESTORING,
            /** Its jobs are known and move. */
            SERVING,
            /** A person has to decide. */
            STOPPED,
            /** It has gone to another worker, and is told of for a while. */
            LEFT
        }
    }

    /**
     * Live jobs.
     *
     * @param waiting for their submission
     * @param posting with a POST that is open, or about to be
     * @param inDoubt with a POST whose outcome is unknown
     * @param running with tasks at the provider
     */
    public record Jobs(int waiting, int posting, int inDoubt, int running) {}

    /**
     * Why calls are held.
     *
     * @param cause in a word
     * @param calls the kinds of call
     * @param model whose calls alone are held; empty where every model's are
     * @param httpStatus of the last answer, where there was one
     * @param message the provider's own words, or what became of the connection; of what is longer, the
     *     first 300 characters
     */
    public record Held(
            String cause,
            List<String> calls,
            Optional<String> model,
            Instant since,
            Instant until,
            Optional<Integer> httpStatus,
            Optional<String> message) {
        /** Rows are written every two seconds. */
        private static final int WORDS = 300;

        public Held {
            calls = List.copyOf(calls);
            message = message.map(Held::cut);
        }

        private static String cut(String text) {
            int length = Math.min(WORDS, text.codePointCount(0, text.length()));
            return text.substring(0, text.offsetByCodePoints(0, length));
        }

        /** The provider's own words, in short; empty where there were none. */
        public Optional<String> words() {
            Optional<String> status = httpStatus.map(number -> "HTTP " + number);
            return status.isEmpty()
                    ? message
                    : Optional.of(
                            status.orElseThrow() + message.map(": "::concat).orElse(""));
        }
    }

    /** Whether it has said that it obeys the order at this offset of the topic of orders. */
    public boolean obeys(long offset) {
        return ordersTo.orElse(0) > offset;
    }

    /** Tasks in the partitions that it has. */
    int tasks() {
        return tasks(each -> each.state() != Part.State.LEFT);
    }

    /** Tasks in those of them whose jobs are known. */
    int served() {
        return tasks(each -> each.state() == Part.State.SERVING);
    }

    private int tasks(Predicate<Part> which) {
        long sum = partitions.stream().filter(which).mapToLong(Part::tasks).sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
