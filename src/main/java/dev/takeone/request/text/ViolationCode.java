package dev.takeone.request.text;

import java.util.Locale;

/** The words for machines in {@link dev.takeone.job.Violation#code()}, in lower case. Published: only ever add. */
public enum ViolationCode {
    /** Missing, though every request needs it. */
    REQUIRED,
    /** No such field in this model. */
    UNKNOWN_FIELD,
    /** The JSON type is wrong; {@code null}, where a value must be, included. */
    WRONG_TYPE,
    /** A text without a visible character. */
    BLANK,
    /** Not one of the allowed values. */
    NOT_ALLOWED,
    /** A number outside its range. */
    OUT_OF_RANGE,
    /** More characters than allowed. */
    TOO_LONG,
    /** More items than allowed. */
    TOO_MANY,
    /** More bytes than allowed: key, value or metadata. */
    TOO_LARGE,
    /** Nested deeper than allowed. */
    TOO_DEEP,
    /** Not exactly one JSON value. */
    NOT_JSON,
    /** Not UTF-8, or text that UTF-8 cannot write. */
    NOT_UTF8,
    /** The same key twice in one object. */
    DUPLICATE_KEY,
    /** Only together with another field. */
    REQUIRES,
    /** The catalogue does not list the model. */
    UNKNOWN_MODEL,
    /** Not an absolute http(s) URL of a public host. */
    BAD_URL,
    /** A part of the identity that cannot be one. */
    BAD_IDENTITY,
    /** Not a CloudEvent that can be read. */
    BAD_CLOUD_EVENT;

    /** The published word, such as {@code unknown_field}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
