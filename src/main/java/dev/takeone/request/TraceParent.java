package dev.takeone.request;

import java.util.regex.Pattern;

/** The W3C trace context header {@code traceparent}, as section 3.2 of https://www.w3.org/TR/trace-context/ writes it. */
final class TraceParent {
    private static final Pattern VERSION_00 =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    /**
     * Whether {@code text} is one of version 00. A later version is taken for malformed: it would have to be rewritten
     * as version 00 before it could be passed on.
     */
    static boolean isWellFormed(String text) {
        return VERSION_00.matcher(text).matches();
    }
}
