package dev.takeone.config;

import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says what a person has to mend before the worker can start, in the words of the settings. */
public final class StartFailure {
    /** SmallRye Config's words, of which only the setting, its value and the reason are of use to the reader. */
    private static final Pattern NOT_CONVERTED = Pattern.compile(
            "SRCFG00039: The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being"
                    + " converted (.*)",
            Pattern.DOTALL);

    private static final Pattern UNKNOWN = Pattern.compile("SRCFG00050: (\\S+) in (.*) does not map to any root");
    private static final Pattern EMPTY =
            Pattern.compile("SRCFG00040: The config property (\\S+) is defined as the empty");
    private static final Pattern ALLOWED = Pattern.compile("allowed values: (\\S+)");

    private StartFailure() {}

    /** The message; empty where the failure is none that a person can mend by a setting. Repeats no secret. */
    public static Optional<String> mend(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> known(cause).stream())
                .findFirst();
    }

    private static Optional<String> known(Throwable failure) {
        return switch (failure) {
            case ConfigValidationException wrong -> Optional.of(problems(wrong));
            case ConfigurationException wrong -> Optional.ofNullable(wrong.getMessage());
            case QuarkusBindException taken -> Optional.of(inUse(taken));
            default -> Optional.empty();
        };
    }

    private static String inUse(QuarkusBindException taken) {
        return "The port " + taken.getPort() + " is in use: set quarkus.http.port (QUARKUS_HTTP_PORT) to a free one, or"
                + " end the process that has it.";
    }

    private static String problems(ConfigValidationException wrong) {
        return IntStream.range(0, wrong.getProblemCount())
                .mapToObj(each -> problem(wrong.getProblem(each).getMessage()))
                .collect(Collectors.joining("\n"));
    }

    private static String problem(String message) {
        Matcher notConverted = NOT_CONVERTED.matcher(message);
        if (notConverted.find()) {
            return notConverted.group(1) + " is \"" + notConverted.group(2) + "\": " + mend(notConverted.group(3));
        }
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.find()) {
            return "There is no setting " + unknown.group(1) + " (found in " + unknown.group(2)
                    + "): check its spelling; src/docs/reference.md lists all.";
        }
        Matcher empty = EMPTY.matcher(message);
        if (empty.find()) {
            return empty.group(1) + " is empty: give it a value, or leave it out for its default.";
        }
        return message;
    }

    private static String mend(String reason) {
        Matcher allowed = ALLOWED.matcher(reason);
        if (allowed.find()) {
            return "write one of " + allowed.group(1).replace(",", ", ") + ".";
        }
        if (reason.contains("duration")) {
            return "write a duration such as 30s, 10m or 2h.";
        }
        if (reason.contains("integer")) {
            return "write a whole number.";
        }
        if (reason.contains("double")) {
            return "write a number.";
        }
        // Of all settings only amounts are made by a constructor, which says nothing of what is wrong.
        return reason.contains("Converter constructor") ? "write US dollars as a number, such as 5 or 0.50." : reason;
    }
}
