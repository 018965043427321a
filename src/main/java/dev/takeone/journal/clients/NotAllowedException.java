package dev.takeone.journal.clients;

/** The broker knows this worker's user, and does not let it do what the message names. */
public final class NotAllowedException extends TopicCheckException {
    private static final long serialVersionUID = 1L;

    public NotAllowedException(String message) {
        super(message);
    }
}
