package dev.takeone.provider.quota;

/**
 * The leave for one call. Its answer is brought back together with it, so that the gate can tell an answer of now from
 * one to a call that began before it was held or opened.
 *
 * @param call what is called for
 * @param everything the turn of the barrier before all calls
 * @param submissions the turn of the barrier before submissions
 * @param model the turn of the barrier before its model's submissions
 */
public record Pass(Call call, Turn everything, Turn submissions, Turn model) {
    boolean isSubmission() {
        return call.lane() == Lane.SUBMISSION;
    }
}
