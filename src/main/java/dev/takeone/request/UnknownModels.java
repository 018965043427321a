package dev.takeone.request;

/** What to do with a request for a model that the catalogue does not list: {@code takeone.models.unknown}. */
public enum UnknownModels {
    /** It is invalid. */
    REJECT,
    /**
     * It is sent as it is. Only what holds for any model is checked: the record's limits, that the body is an object, a
     * {@code model} of 1 to 256 visible characters, and {@code metadata}.
     */
    PASS_THROUGH
}
