package dev.takeone.broker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which broker tests use. */
enum BrokerChoice {
    /** {@link #DOCKER} where a Docker engine answers, else {@link #LOCAL}. */
    AUTO,
    /** A container; without a Docker engine the tests fail. */
    DOCKER,
    /** A JVM on this machine. */
    LOCAL;

    static final String PROPERTY = "takeone.test.kafka";
    static final String VARIABLE = "TAKEONE_TEST_KAFKA";

    /** The system property, else the environment variable, else {@link #AUTO}. */
    static BrokerChoice configured() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .map(BrokerChoice::of)
                .orElse(AUTO);
    }

    /**
     * A choice by its name, in any letter case.
     *
     * @throws IllegalArgumentException that names the setting and what it takes
     */
    static BrokerChoice of(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().equalsIgnoreCase(name.strip()))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        PROPERTY + " (or " + VARIABLE + ") is \"" + name + "\"; it takes " + names()));
    }

    private static String names() {
        return Arrays.stream(values())
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
