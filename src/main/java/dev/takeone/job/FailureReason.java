package dev.takeone.job;

/** Why a job ended without a video. The words are the contract's, in events and in metrics. */
public enum FailureReason {
    /** Not JSON, too large, or against the model's rules; nothing was sent. */
    INVALID_REQUEST("invalid_request", Charged.NO, false),
    /** The identity is known with other content. */
    CONFLICTING_DUPLICATE("conflicting_duplicate", Charged.NO, false),
    /** The estimate is above what a request may cost; nothing was sent. */
    TOO_EXPENSIVE("too_expensive", Charged.NO, false),
    /** An operator's order took the request back before it was sent. */
    WITHDRAWN("withdrawn", Charged.NO, false),
    /** The provider refused this request for good, in its own error envelope. */
    REJECTED("rejected", Charged.NO, false),
    /** The task's status is failed, told twice. */
    GENERATION_FAILED("generation_failed", Charged.NO, true),
    /** The task's status is cancelled, told twice. */
    CANCELLED("cancelled", Charged.UNKNOWN, true),
    /** The task completed without a URL, and will have none. */
    NO_OUTPUT("no_output", Charged.UNKNOWN, false),
    /** The provider no longer knows the task. */
    TASK_NOT_FOUND("task_not_found", Charged.UNKNOWN, true),
    /** A status later than the deadline says not done, or cannot be read while other tasks' can. */
    DEADLINE_EXCEEDED("deadline_exceeded", Charged.UNKNOWN, false),
    /** The outcome of a paid POST is unknown and may not be repeated. */
    SUBMISSION_IN_DOUBT("submission_in_doubt", Charged.UNKNOWN, false),
    /** Provably not accepted, again and again. */
    RETRIES_EXHAUSTED("retries_exhausted", Charged.NO, true);

    private final String label;
    private final Charged charged;
    private final boolean retryable;

    FailureReason(String label, Charged charged, boolean retryable) {
        this.label = label;
        this.charged = charged;
        this.retryable = retryable;
    }

    /** The word in events, logs and metrics. */
    public String label() {
        return label;
    }

    /** Whether the job cost money, where no answer names a cost. */
    public Charged charged() {
        return charged;
    }

    /** Whether the request is worth sending again, under a new identity. */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Whether an order or a ceiling alone forbade to buy it: once that is over a repeat would be bought, so that it has to be
     * remembered like one that was sent.
     */
    public boolean wouldBeBoughtLater() {
        return this == WITHDRAWN || this == TOO_EXPENSIVE;
    }

    /** Whether a single task ends so, and not only its request. */
    public boolean endsTasks() {
        return switch (this) {
            case GENERATION_FAILED, CANCELLED, NO_OUTPUT, TASK_NOT_FOUND, DEADLINE_EXCEEDED -> true;
            case INVALID_REQUEST,
                    CONFLICTING_DUPLICATE,
                    TOO_EXPENSIVE,
                    WITHDRAWN,
                    REJECTED,
                    SUBMISSION_IN_DOUBT,
                    RETRIES_EXHAUSTED -> false;
        };
    }

    /** Whether a job cost money, as far as anyone can tell. */
    public enum Charged {
        /** Certainly not. */
        NO("no"),
        /** Certainly. */
        YES("yes"),
        /** Nobody can tell from here. */
        UNKNOWN("unknown");

        private final String label;

        Charged(String label) {
            this.label = label;
        }

        /** The word in events. */
        public String label() {
            return label;
        }
    }
}
