package dev.takeone.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may do. */
public enum UserRole {
    /** Look. */
    VIEWER,
    /** Look, hold, go on, withdraw and send again. */
    OPERATOR;

    /** The rights of this name, as the users' file has it. */
    static Optional<UserRole> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** The name in the users' file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
