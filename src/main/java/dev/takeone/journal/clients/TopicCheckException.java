package dev.takeone.journal.clients;

/** The start cannot go on until a person has mended what the message says; a stack trace would add nothing. */
public sealed class TopicCheckException extends RuntimeException permits NotAllowedException {
    private static final long serialVersionUID = 1L;

    public TopicCheckException(String message) {
        super(message, null, false, false);
    }
}
