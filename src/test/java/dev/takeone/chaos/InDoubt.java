package dev.takeone.chaos;

import dev.takeone.simulator.KeyPolicy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What workers make of a POST of unknown outcome, and what the provider makes of keys, which go together. */
enum InDoubt {
    /** Posted again, and recognised by its key. */
    REPLAY(KeyPolicy.HONOUR),
    /** Given up, for the provider ignores keys. */
    FAIL(KeyPolicy.IGNORE);

    private final KeyPolicy keys;

    InDoubt(KeyPolicy keys) {
        this.keys = keys;
    }

    KeyPolicy keys() {
        return keys;
    }

    /** As the worker's setting and the command line have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<InDoubt> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
