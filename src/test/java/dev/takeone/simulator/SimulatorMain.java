package dev.takeone.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulator as a process of its own, for the demo and benchmarks. */
public final class SimulatorMain {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:\\.\\.(\\d{1,6}))?");
    private static final String USAGE =
            "options: --host ADDRESS  --port N  --key KEY  --task-seconds N or N..M  --requests-per-minute N"
                    + "  --ignore-keys";

    private SimulatorMain() {}

    /** Runs until it is killed; prints one line when it listens. Ends with 2 where the arguments are wrong. */
    public static void main(String[] args) {
        Optional<SimulatorSettings> settings = settings(args);
        if (settings.isEmpty()) {
            System.exit(2);
            return;
        }
        Simulator simulator = Simulator.start(settings.get());
        System.out.println("simulator listening on " + simulator.url());
        System.out.flush();
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException on a word or a value that is none, with a text for the user
     */
    static SimulatorSettings parse(List<String> args) {
        SimulatorSettings settings = SimulatorSettings.defaults();
        Queue<String> rest = new ArrayDeque<>(args);
        while (!rest.isEmpty()) {
            String word = rest.remove();
            settings = switch (word) {
                case "--ignore-keys" -> settings.withKeyPolicy(KeyPolicy.IGNORE);
                case "--host" -> settings.withHost(value(word, rest));
                case "--port" -> settings.withPort(number(value(word, rest)));
                case "--key" -> settings.withApiKey(value(word, rest));
                case "--task-seconds" -> settings.withDurations(durations(value(word, rest)));
                case "--requests-per-minute" -> settings.withRequestsPerMinute(number(value(word, rest)));
                default -> throw new IllegalArgumentException("unknown option " + word);
            };
        }
        return settings;
    }

    private static Optional<SimulatorSettings> settings(String[] args) {
        try {
            return Optional.of(parse(List.of(args)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            return Optional.empty();
        }
    }

    private static String value(String option, Queue<String> rest) {
        return Optional.ofNullable(rest.poll())
                .orElseThrow(() -> new IllegalArgumentException(option + " needs a value"));
    }

    private static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + text, e);
        }
    }

    private static TaskDurations durations(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("--task-seconds takes 4 or 2..6, not " + text);
        }
        Duration least = Duration.ofSeconds(number(range.group(1)));
        Duration most = Optional.ofNullable(range.group(2))
                .map(end -> Duration.ofSeconds(number(end)))
                .orElse(least);
        return TaskDurations.between(least, most, 1);
    }
}
