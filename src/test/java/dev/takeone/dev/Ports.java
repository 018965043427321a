package dev.takeone.dev;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Where broker and simulator are: the ports that the worker's defaults and the compose file name, unless others are given.
 */
record Ports(int broker, int provider) {
    private static final Ports USUAL = new Ports(9092, 8090);

    /**
     * The words after {@code ./takeone dev}.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    static Ports of(List<String> words) {
        Ports ports = USUAL;
        Queue<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String word = rest.remove();
            String value = Optional.ofNullable(rest.poll()).orElse("");
            ports = switch (word) {
                case "--broker-port" -> new Ports(port(word, value), ports.provider);
                case "--provider-port" -> new Ports(ports.broker, port(word, value));
                default -> throw new IllegalArgumentException("there is no option " + word);
            };
        }
        if (ports.broker == ports.provider) {
            throw new IllegalArgumentException("broker and provider cannot both have the port " + ports.broker);
        }
        return ports;
    }

    /** What to do about each port that somebody else has. */
    List<String> taken(IntPredicate isFree) {
        return Stream.of(
                        isFree.test(broker) ? "" : taken(broker, "the broker", "--broker-port"),
                        isFree.test(provider) ? "" : taken(provider, "the simulator", "--provider-port"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String taken(int port, String who, String option) {
        return "port %d, where %s is to be, is in use: end what has it, or name another by %s N"
                .formatted(port, who, option);
    }

    private static int port(String option, String value) {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(option + " takes a port, from 1 to 65535");
        }
        return Integer.parseInt(value);
    }
}
