package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The page that an operator leaves open.
 *
 * @param at when it was taken
 * @param troubles what is wrong, the worst first; empty where all is well
 * @param live this group's live jobs by stage; a stage with none is missing
 * @param groups all groups of the account that tell of themselves, by name
 * @param lastHour what has ended in the last 60 min
 * @param lastDay what has ended in the last 24 h
 * @param calls the account's calls
 * @param spend the account's money
 * @param holds who does not buy, by what
 * @param orders what operators have ordered, by name, holds among them
 * @param backlog how long what is there will take
 * @param workers by group and name
 * @param models that the jobs which are known ask for, by name
 */
public record Overview(
        Instant at,
        List<Trouble> troubles,
        Map<Stage, Integer> live,
        List<GroupLine> groups,
        Endings lastHour,
        Endings lastDay,
        Days days,
        Calls calls,
        Spend spend,
        List<HoldLine> holds,
        List<OrderLine> orders,
        Backlog backlog,
        List<WorkerLine> workers,
        List<String> models) {
    public Overview {
        troubles = List.copyOf(troubles);
        live = Map.copyOf(live);
        groups = List.copyOf(groups);
        holds = List.copyOf(holds);
        orders = List.copyOf(orders);
        workers = List.copyOf(workers);
        models = List.copyOf(models);
    }

    /**
     * A consumer group, which is a lane of the account.
     *
     * @param waiting taken in, and not with the provider
     * @param unread still in the topic; empty where the broker has not told
     * @param workers that tell of themselves
     */
    public record GroupLine(
            String group, int waiting, int posting, int inDoubt, int running, OptionalLong unread, int workers) {}

    /** Whole days of UTC, of this group. */
    public record Days(Day today, Day yesterday) {}

    /**
     * What ended on a day.
     *
     * @param cost by the provider's word, US dollars
     * @param knownFrom where not all of the day is known: what ended before is missing
     */
    public record Day(LocalDate date, int ended, BigDecimal cost, Optional<Instant> knownFrom) {}

    /**
     * What has ended in a time.
     *
     * @param failed by reason; a reason with none is missing
     * @param failedOtherwise for a reason that only a later release knows
     * @param cost by the provider's word, US dollars
     * @param estimated by the catalogue, of what may have been charged and has no cost by the provider's word
     */
    public record Endings(
            int completed,
            Map<FailureReason, Integer> failed,
            int failedOtherwise,
            BigDecimal cost,
            BigDecimal estimated) {
        public Endings {
            failed = Map.copyOf(failed);
        }

        /** All that failed. */
        public int failures() {
            return failedOtherwise
                    + failed.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * The account's calls a minute, of both kinds.
     *
     * @param limit what the account has; empty where no worker tells of itself
     * @param lastMinute what all workers made in the last one
     * @param minutes what they made in each of the last 30 min, the oldest first; those from before the console began, and
     *     those in which no worker told of itself, are missing
     */
    public record Calls(OptionalInt limit, int lastMinute, List<Integer> minutes) {
        public Calls {
            minutes = List.copyOf(minutes);
        }
    }

    /**
     * The account's money, US dollars. By the board's count where workers keep one, else by this group's events.
     *
     * @param hour spent in the last 60 min: the cost of what ended, or its estimate where it may have been charged and no
     *     cost is named
     * @param day spent in the last 24 h, likewise
     * @param inFlight the estimates of what is posting, in doubt or running
     * @param hourCeiling {@code takeone.spend.per-hour}, where it is set
     * @param dayCeiling {@code takeone.spend.per-day}, where it is set
     * @param next what a request that comes next costs at least, where one waits and that is known
     * @param accountWide whether it counts all groups of the account
     */
    public record Spend(
            BigDecimal hour,
            BigDecimal day,
            BigDecimal inFlight,
            Optional<Ceiling> hourCeiling,
            Optional<Ceiling> dayCeiling,
            Optional<BigDecimal> next,
            boolean accountWide) {
        /** What counts against a ceiling of the hour. */
        public BigDecimal hourCounts() {
            return hour.add(inFlight);
        }

        /** What counts against a ceiling of the day. */
        public BigDecimal dayCounts() {
            return day.add(inFlight);
        }
    }

    /**
     * The most that may be spent in a window, US dollars.
     *
     * @param setting its name
     * @param counts what counts against it: what is spent in its window, and in flight
     * @param reached whether the next request does not fit below it, with what workers that are gone may have spent besides
     * @param roomAt when so much of what was spent counts no more that the next request fits, where it does not now and
     *     that is known
     */
    public record Ceiling(
            String setting, BigDecimal most, BigDecimal counts, boolean reached, Optional<Instant> roomAt) {}

    /**
     * Somebody does not buy, or does not ask.
     *
     * @param who what is held, in a few words: {@code everything}, {@code group lane-a}, {@code model x}
     * @param by in a few words: {@code order price-shock}, {@code the account}, {@code worker takeone/w1}
     * @param words the provider's words, or the operator's reason; empty where there are none
     * @param since from when
     * @param until when the next try is; empty for an order, which stands until it is ended
     * @param order the order's name, where it is one: what {@code Resume} ends
     */
    public record HoldLine(
            String who,
            String by,
            String words,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<String> order) {}

    /**
     * An order that stands.
     *
     * @param what it does, in a sentence
     * @param holds whether it is a hold; else it withdraws
     * @param by who gave it, where that is said
     * @param reason why, in the operator's words
     * @param given when and where, which tells it from another of its name; empty where that is not told here
     * @param obeyed which workers obey it; empty where that is not told here
     */
    public record OrderLine(
            String name,
            String what,
            boolean holds,
            Optional<String> by,
            Optional<String> reason,
            Optional<Given> given,
            Optional<Obeyed> obeyed) {
        /** What it does, who gave it and why, as a part of a sentence. */
        public String text() {
            return what
                    + by.map(", by "::concat).orElse("")
                    + reason.map(why -> " (" + why + ")").orElse("");
        }

        /** What comes of its end, in a word or two for a button. */
        public String end() {
            return holds ? "Go on" : "Withdraw no more";
        }
    }

    /**
     * Where an order was given.
     *
     * @param offset of its record
     */
    public record Given(Instant at, long offset) {}

    /**
     * How far an order has come. Workers tell of it every two seconds.
     *
     * @param by how many workers say that they obey it
     * @param of how many there are that have to; none where it is for a group of which no worker tells of itself
     * @param unheard the others' names
     */
    public record Obeyed(int by, int of, List<String> unheard) {
        public Obeyed {
            unheard = List.copyOf(unheard);
        }

        /** It in a sentence. */
        public String text() {
            if (of == 0) {
                return "no worker that has to obey it tells of itself";
            }
            if (unheard.isEmpty()) {
                return of == 1 ? "the worker obeys it" : "all " + of + " workers obey it";
            }
            return by + " of " + of + (of == 1 ? " worker obeys it" : " workers obey it")
                    + ", nothing is heard of it yet from " + String.join(", ", unheard);
        }
    }

    /**
     * What is there and will take time: what waits in hand and what is unread, of this group.
     *
     * @param requests how many
     * @param perHour endings an hour, by the last hour
     * @param end how long it takes at that pace; empty where nothing ends, or an order keeps all of it
     * @param cost what it costs, US dollars: what waits by its estimates, the rest each as what was bought in the last day, else
     *     as what waits; empty where neither is known
     */
    public record Backlog(long requests, OptionalDouble perHour, Optional<Duration> end, Optional<BigDecimal> cost) {}

    /**
     * A worker that tells of itself.
     *
     * @param release its version
     * @param partitions its partitions of the requests topic, with {@code !} at one that is stopped and {@code …} at one
     *     that is being read back
     * @param allotted calls a minute that it may make; empty where nothing was dealt to it
     * @param lastMinute calls that it made in the last one
     * @param heard how long ago it told of itself
     * @param deals whether it deals out the account's calls
     */
    public record WorkerLine(
            String group,
            String worker,
            String release,
            Instant since,
            List<String> partitions,
            OptionalDouble allotted,
            int lastMinute,
            int tasks,
            Duration heard,
            boolean deals) {
        public WorkerLine {
            partitions = List.copyOf(partitions);
        }
    }
}
