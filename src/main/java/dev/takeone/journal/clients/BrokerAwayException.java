package dev.takeone.journal.clients;

/** The broker has no answer at the moment; asking again later may help. */
public class BrokerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokerAwayException(String message) {
        super(message, null, false, false);
    }
}
