package dev.takeone.provider.answer;

import dev.takeone.provider.AccountKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes foreign text fit to be kept and shown: without the API keys, without control characters, and bounded. */
public final class Quote {
    /** Longest quoted text, in characters. */
    static final int MAX_LENGTH = 500;

    private static final String MASK = "[api key]";
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]+");

    private final AccountKey secret;

    /** Quotes without {@code secret}, in all that it has been. */
    public Quote(AccountKey secret) {
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
        // The longest first: a key that another begins with would leave the other's end.
        List<String> keys = secret.all().stream()
                .filter(key -> !key.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String masked = text;
        for (String key : keys) {
            masked = masked.replace(key, MASK);
        }
        return masked;
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        boolean insidePair = Character.isHighSurrogate(text.charAt(max - 1));
        return text.substring(0, insidePair ? max - 1 : max);
    }
}
