package dev.takeone.provider.quota;

/**
 * A call that is about to be made, as far as the gate has to tell it from others.
 *
 * @param lane what it is
 * @param model the model that a POST asks for; empty for a status check, and where the request names none
 * @param suspect whether the last call for this job had no readable answer, or one against the account: another of the
 *     same says something of the job, and nothing new of the provider
 */
public record Call(Lane lane, String model, boolean suspect) {

    /** A POST for this model. */
    public static Call post(String model, boolean suspect) {
        return new Call(Lane.SUBMISSION, model, suspect);
    }

    /** A status check. */
    public static Call check(boolean suspect) {
        return new Call(Lane.CHECK, "", suspect);
    }
}
