package dev.takeone.provider;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes foreign text fit to be kept and shown: without the API key, without control characters, and bounded. */
final class Quote {
    /** Longest quoted text, in characters. */
    static final int MAX_LENGTH = 500;

    private static final String MASK = "[api key]";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]+");

    private final Supplier<String> secret;

    Quote(Supplier<String> secret) {
        this.secret = secret;
    }

    /** The text as it may be shown; empty where nothing printable is left. */
    Optional<String> of(String text) {
        return Optional.of(of(text, MAX_LENGTH)).filter(quoted -> !quoted.isEmpty());
    }

    /** The text as it may be shown, at most {@code max} characters of it. */
    String of(String text, int max) {
        // Masked before anything else: cleaned or cut, a part of the key would no longer look like it. And once more
        // afterwards, for a key that the unprintable characters had hidden.
        String printable = UNPRINTABLE.matcher(masked(text)).replaceAll(" ");
        return cut(masked(printable).strip(), max);
    }

    private String masked(String text) {
        String key = secret.get().strip();
        return key.isEmpty() ? text : text.replace(key, MASK);
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        boolean insidePair = Character.isHighSurrogate(text.charAt(max - 1));
        return text.substring(0, insidePair ? max - 1 : max);
    }
}
