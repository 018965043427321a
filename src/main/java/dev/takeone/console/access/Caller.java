package dev.takeone.console.access;

/**
 * Who asks.
 *
 * @param name as it stands in orders and in the audit log; empty where the console knows no users
 * @param csrf what a form has to bring that changes something: only a page of ours, shown to this caller, has it
 * @param way how the console knows
 */
public record Caller(String name, UserRole rights, String csrf, Way way) {

    /** How a caller is known. */
    public enum Way {
        /** Not at all: the console knows no users. */
        NOBODY,
        /** By a session, which began with a password. */
        SESSION,
        /** By the word of a proxy. */
        PROXY
    }

    /** Whether the caller may do more than look: who is not known never may. */
    public boolean canAct() {
        return way != Way.NOBODY && rights == UserRole.OPERATOR;
    }

    /** Whether there is anything to sign out of. */
    public boolean hasSession() {
        return way == Way.SESSION;
    }
}
