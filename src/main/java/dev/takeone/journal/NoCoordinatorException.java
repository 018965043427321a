package dev.takeone.journal;

/** The broker answers, and has no coordinator: for a moment where it is new, for ever where it cannot make its own topics. */
final class NoCoordinatorException extends BrokerAwayException {
    private static final long serialVersionUID = 1;

    NoCoordinatorException(String who) {
        super(Refusals.noCoordinator(who));
    }
}
