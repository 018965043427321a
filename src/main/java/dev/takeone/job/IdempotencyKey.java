package dev.takeone.job;

/**
 * The key under which the provider recognises a repeated POST.
 *
 * <p>The provider takes 1 to 191 visible ASCII characters without spaces, and answers a repeat of the same key and body
 * with the first one's task (its own client's contract, {@code apimart-ai/apimart-skills}). It is a function of the
 * job id, so that no attempt can ever carry another one.
 */
final class IdempotencyKey {
    private IdempotencyKey() {}

    static String of(Job job) {
        return "takeone-" + job.id();
    }
}
