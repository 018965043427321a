package dev.takeone.job;

/** What is to be done in the world once a decision is committed, and not before. */
public sealed interface Effect {

    /** The job that the effect is for. */
    String jobId();

    /**
     * Send the paid request, once.
     *
     * @param attempt which POST this is; the answer names it, so that an answer to an older one is recognised
     * @param idempotencyKey the job's key
     * @param body the JSON to send
     */
    record Post(String jobId, int attempt, String idempotencyKey, String body) implements Effect {
        @Override
        public String toString() {
            return "Post[" + jobId + ", attempt=" + attempt + "]";
        }
    }
}
