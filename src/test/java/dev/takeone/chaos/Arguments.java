package dev.takeone.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The words after {@code ./takeone chaos}.
 *
 * @param minutes how long requests and attacks go on
 * @param seed where one was given
 */
record Arguments(int minutes, Optional<Long> seed, InDoubt policy) {
    private static final int MOST_MINUTES = 1440;
    private static final int LONGEST_SEED = 18;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    static Arguments of(List<String> words) {
        Arguments arguments = new Arguments(3, Optional.empty(), InDoubt.REPLAY);
        Queue<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.remove();
            String value = Optional.ofNullable(rest.poll()).orElse("");
            arguments = switch (word) {
                case "--minutes" -> new Arguments(minutes(value), arguments.seed, arguments.policy);
                case "--seed" -> new Arguments(arguments.minutes, Optional.of(seed(value)), arguments.policy);
                case "--in-doubt" -> new Arguments(arguments.minutes, arguments.seed, policy(value));
                default -> throw new IllegalArgumentException("there is no option " + word);
            };
        }
        return arguments;
    }

    /** The command that does the same again. */
    static String command(Plan plan) {
        return "./takeone chaos --minutes %d --seed %d --in-doubt %s"
                .formatted(
                        plan.pace().length().toMinutes(),
                        plan.seed(),
                        plan.policy().word());
    }

    Plan plan(long otherwise) {
        return new Plan(seed.orElse(otherwise), policy, Pace.ofProduction(Duration.ofMinutes(minutes)));
    }

    private static int minutes(String value) {
        if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_MINUTES) {
            throw new IllegalArgumentException("--minutes takes a number from 1 to " + MOST_MINUTES);
        }
        return Integer.parseInt(value);
    }

    private static long seed(String value) {
        if (!value.matches("[0-9]{1," + LONGEST_SEED + "}")) {
            throw new IllegalArgumentException("--seed takes a number of at most " + LONGEST_SEED + " digits");
        }
        return Long.parseLong(value);
    }

    private static InDoubt policy(String value) {
        return InDoubt.of(value).orElseThrow(() -> new IllegalArgumentException("--in-doubt takes replay or fail"));
    }
}
