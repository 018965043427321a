package dev.takeone.worker.times;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** When to ask for tasks of one profile, by how long those that ended last have taken. */
final class LearnedPlans {
    /** Fewer say nothing about when to ask. */
    private static final int ENOUGH = 5;

    private static final int KEPT = 256;

    /** The plans are made anew when so large a part of the sample is new. */
    private static final int PART = 16;

    /** They are made anew no more often than this, however many tasks end: that is work for the worker's one thread. */
    static final Duration SOONEST = Duration.ofSeconds(3);

    /** The worth of calls is looked at in so many steps, each with a plan of its own, and so is the part that does not call. */
    private static final int STEPS = 10;

    private static final int STEPS_OF_SILENCE = 20;

    /** Of the price of a call in an account that is used up. */
    private static final double LEAST_WORTH = 0.01;

    /**
     * Of the mean delay that is meant, what the plans may take: a check comes later than planned where the worker is busy, and
     * ages are counted from the answer to the POST. Without it {@code bench polling} has 10.7 s where 10 were meant.
     */
    private static final double PLANNED = 0.92;

    private final double leastPause;
    private final double delay;
    private final PriorityQueue<Seen> latest = new PriorityQueue<>(Comparator.comparing(Seen::endedAt));
    private final Map<Case, CheckPlan> plans = new HashMap<>();
    private Optional<Learned> learned = Optional.empty();
    private int unused;

    /** Until then the plans stay as they are. */
    private Instant notBefore = Instant.MIN;

    private record Seen(double seconds, Instant endedAt) {}

    /** {@code prices} are those of a call in an account that is used up, by the part of the tasks that do not call. */
    private record Learned(Durations durations, Map<Integer, Double> prices) {}

    /** Both in steps. */
    private record Case(int worth, int silent) {}

    /** @param delay the mean one that is meant where the account is used up */
    LearnedPlans(Duration leastPause, Duration delay) {
        this.leastPause = seconds(leastPause);
        this.delay = PLANNED * seconds(delay);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    /** A task took so long; those that ended last are kept, in whatever order they are learned. */
    void learn(Duration generation, Instant endedAt) {
        latest.add(new Seen(seconds(generation), endedAt));
        if (latest.size() > KEPT) {
            latest.remove();
        }
        unused++;
    }

    /**
     * The plan for calls of that worth; empty until enough is learned.
     *
     * @param worth 0 where calls lie idle, 1 where the account is used up
     * @param silent the part of the tasks that do not call when they end, 0 to 1
     */
    Optional<CheckPlan> plan(double worth, double silent, Instant now) {
        learn(now);
        return learned.map(known -> plans.computeIfAbsent(
                new Case(step(worth, STEPS), Math.max(1, step(silent, STEPS_OF_SILENCE))), each -> plan(known, each)));
    }

    /** The chance that a task which runs at one age has ended at another; 0 until enough is learned. */
    double ended(Duration from, Duration to, Instant now) {
        learn(now);
        return learned.map(known -> known.durations().ended(seconds(from), seconds(to)))
                .orElse(0.0);
    }

    private void learn(Instant now) {
        boolean enough = latest.size() >= ENOUGH && unused > latest.size() / PART;
        if (enough && !now.isBefore(notBefore)) {
            notBefore = now.plus(SOONEST);
            unused = 0;
            plans.clear();
            Durations durations =
                    new Durations(latest.stream().mapToDouble(Seen::seconds).toArray());
            learned = Optional.of(new Learned(durations, new HashMap<>()));
        }
    }

    private static int step(double part, int steps) {
        return (int) Math.round(part * steps);
    }

    /** The mean delay grows about as the root of the price. */
    private CheckPlan plan(Learned known, Case each) {
        double worth = (double) each.worth() / STEPS;
        double silent = (double) each.silent() / STEPS_OF_SILENCE;
        double price = known.prices()
                .computeIfAbsent(
                        each.silent(), any -> CheckPlan.priceFor(known.durations(), leastPause, delay, silent));
        return new CheckPlan(known.durations(), leastPause, price * Math.max(LEAST_WORTH, worth * worth), silent);
    }
}
