package dev.takeone.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;

/**
 * The words after {@code ./takeone chaos}.
 *
 * @param minutes how long requests and attacks go on
 * @param seed where one was given
 * @param ceiling US dollars in any hour
 */
record Arguments(int minutes, Optional<Long> seed, InDoubt policy, OptionalInt ceiling) {
    private static final int MOST_DOLLARS = 99_999;
    private static final int MOST_MINUTES = 1440;
    private static final int LONGEST_SEED = 18;

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    static Arguments of(List<String> words) {
        Arguments arguments = new Arguments(3, Optional.empty(), InDoubt.REPLAY, OptionalInt.empty());
        Queue<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.remove();
            String value = Optional.ofNullable(rest.poll()).orElse("");
            arguments = switch (word) {
                case "--minutes" -> arguments.lasting(number(word, value, MOST_MINUTES));
                case "--seed" -> arguments.from(seed(value));
                case "--in-doubt" -> arguments.under(policy(value));
                case "--ceiling" -> arguments.below(number(word, value, MOST_DOLLARS));
                default -> throw new IllegalArgumentException("there is no option " + word);
            };
        }
        return arguments;
    }

    private Arguments lasting(int other) {
        return new Arguments(other, seed, policy, ceiling);
    }

    private Arguments from(long other) {
        return new Arguments(minutes, Optional.of(other), policy, ceiling);
    }

    private Arguments under(InDoubt other) {
        return new Arguments(minutes, seed, other, ceiling);
    }

    private Arguments below(int dollars) {
        return new Arguments(minutes, seed, policy, OptionalInt.of(dollars));
    }

    /** The command that does the same again. */
    static String command(Plan plan) {
        String ceiling =
                plan.ceiling().isPresent() ? " --ceiling " + plan.ceiling().getAsInt() : "";
        return "./takeone chaos --minutes %d --seed %d --in-doubt %s"
                        .formatted(
                                plan.pace().length().toMinutes(),
                                plan.seed(),
                                plan.policy().word())
                + ceiling;
    }

    Plan plan(long otherwise) {
        return new Plan(seed.orElse(otherwise), policy, Pace.ofProduction(Duration.ofMinutes(minutes)), ceiling);
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(option + " takes a number from 1 to " + most);
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
