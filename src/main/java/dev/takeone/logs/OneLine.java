package dev.takeone.logs;

import java.util.regex.Pattern;

/** What somebody else wrote (a provider's task id, the reason of an order), in a line that stays one. */
public final class OneLine {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private OneLine() {}

    /** The text, with a space for what would begin a line of its own or move a terminal's cursor. */
    public static String of(String text) {
        // A search costs a matcher each, and a job has a dozen such texts in its lines, none of them with a break.
        return text.chars().anyMatch(OneLine::mayBreak) ? BREAKS.matcher(text).replaceAll(" ") : text;
    }

    private static boolean mayBreak(int character) {
        return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
    }
}
