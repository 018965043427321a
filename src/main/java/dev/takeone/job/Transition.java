package dev.takeone.job;

import java.util.List;

/**
 * A decision: what a job becomes, why, whom to tell and what to do.
 *
 * @param next the next state
 * @param reason why; the tag in metrics and logs
 * @param recorded whether the next state is worth a row in the journal; what is not is forgotten by a crash, and may be
 * @param events to publish in the transaction of the row
 * @param effects to run once that is committed
 */
public record Transition(JobState next, Reason reason, boolean recorded, List<JobEvent> events, List<Effect> effects) {

    public Transition {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
    }

    /** A step that a crash may forget. */
    static Transition passing(JobState next, Reason reason) {
        return new Transition(next, reason, false, List.of(), List.of());
    }

    /** A step that goes into the journal. */
    static Transition recorded(JobState next, Reason reason) {
        return new Transition(next, reason, true, List.of(), List.of());
    }

    Transition telling(JobEvent event) {
        return new Transition(next, reason, recorded, List.of(event), effects);
    }

    Transition then(Effect effect) {
        return new Transition(next, reason, recorded, events, List.of(effect));
    }

    /** Why a job moved. */
    public enum Reason {
        /** A valid request was read. */
        ACCEPTED("accepted"),
        /** A request was read that may not be sent. */
        REFUSED("refused"),
        /** The intent to POST. */
        POSTING("posting"),
        /** The intent to POST again under the same key. */
        REPLAYING("replaying"),
        /** The provider accepted. */
        SUBMITTED("submitted"),
        /** Provably not accepted; later again. */
        NOT_ACCEPTED("not_accepted"),
        /** The account is held; later again. */
        ACCOUNT_HELD("account_held"),
        /** Not written, by this side's decision; again. */
        WITHHELD("withheld"),
        /** The outcome of a POST is unknown. */
        IN_DOUBT("in_doubt"),
        /** A check without news. */
        CHECKED("checked"),
        /** A bad end was told, which counts only when it is told again. */
        TOLD_ONCE("told_once"),
        /** One of several tasks is over. */
        TASK_ENDED("task_ended"),
        /** The task came by a receipt of another worker. */
        ADOPTED("adopted"),
        /** The provider names a second task for a job that has one. */
        DOUBLE_CHARGE_SUSPECTED("double_charge_suspected"),
        /** Read back from the journal. */
        RESUMED("resumed"),
        /** Over, with a video. */
        COMPLETED("completed"),
        /** Over, without. */
        FAILED("failed"),
        /** An answer that the job no longer waits for. */
        IGNORED("ignored");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** The word in logs and metrics. */
        public String label() {
            return label;
        }
    }
}
