package dev.takeone.console.view;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a request that is sent again is named after the one before it: the request id tells both ways. Pure. */
public final class SentAgain {
    /** Stands in the request id of everything that was sent again, before its number. */
    public static final String MARK = "~again-";

    private static final Pattern AGAIN = Pattern.compile("(.+)" + MARK + "([0-9]{1,6})", Pattern.DOTALL);

    private SentAgain() {}

    /** The request id after this one. */
    public static String next(String requestId) {
        Matcher again = AGAIN.matcher(requestId);
        return again.matches()
                ? again.group(1) + MARK + (Integer.parseInt(again.group(2)) + 1)
                : requestId + MARK + "1";
    }

    /** The request id before this one; empty where it is the first. */
    public static Optional<String> before(String requestId) {
        Matcher again = AGAIN.matcher(requestId);
        if (!again.matches() || Integer.parseInt(again.group(2)) == 0) {
            return Optional.empty();
        }
        int number = Integer.parseInt(again.group(2)) - 1;
        return Optional.of(number == 0 ? again.group(1) : again.group(1) + MARK + number);
    }
}
