package dev.takeone.logs;

import java.util.regex.Pattern;

/** What somebody else wrote (a provider's task id, the reason of an order), in a line that stays one. */
public final class OneLine {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private OneLine() {}

    /** The text, with a space for what would begin a line of its own or move a terminal's cursor. */
    public static String of(String text) {
        return BREAKS.matcher(text).replaceAll(" ");
    }
}
