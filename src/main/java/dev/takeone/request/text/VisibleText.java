package dev.takeone.request.text;

/**
 * Characters that a person can see. A visible character is a Unicode code point that is no control or format character,
 * no kind of white space, and no half of a surrogate pair.
 */
public final class VisibleText {
    /** The most characters, as code points, of an identity part or a model's name. */
    public static final int MAX_NAME = 256;

    private VisibleText() {}

    /** Whether a reader sees a character for it. */
    public static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Whether a reader would see nothing. */
    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(VisibleText::isVisible);
    }

    /** Whether {@code text} is 1 to {@link #MAX_NAME} visible characters, and nothing else. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= 2 * MAX_NAME
                && text.codePointCount(0, text.length()) <= MAX_NAME
                && text.codePoints().allMatch(VisibleText::isVisible);
    }

    /**
     * At most {@code max} UTF-16 characters of {@code text}, never half of a pair, with what cannot be seen written as an
     * escape; the plain space stays. An ellipsis shows that something was cut.
     */
    static String shown(String text, int max) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            String next = shown(codePoint);
            at += Character.charCount(codePoint);
            if (out.length() + next.length() + (at < text.length() ? 1 : 0) > max) {
                return out.append('…').toString();
            }
            out.append(next);
        }
        return out.toString();
    }

    private static String shown(int codePoint) {
        return codePoint == ' ' || isVisible(codePoint)
                ? Character.toString(codePoint)
                : "\\u{" + Integer.toHexString(codePoint) + "}";
    }
}
