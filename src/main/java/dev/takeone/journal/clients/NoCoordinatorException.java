package dev.takeone.journal.clients;

/** The broker answers, and has no coordinator: for a moment where it is new, for ever where it cannot make its own topics. */
public final class NoCoordinatorException extends BrokerAwayException {
    private static final long serialVersionUID = 1;

    public NoCoordinatorException(String who) {
        super(Denials.noCoordinator(who));
    }
}
