package dev.takeone.journal;

/** The broker has no answer at the moment; asking again later may help. */
class BrokerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerAwayException(String message) {
        super(message, null, false, false);
    }
}
