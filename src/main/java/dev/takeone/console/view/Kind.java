package dev.takeone.console.view;

import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.util.Optional;

/** Where a job stands, why it failed, and whether that cost money, as one small number: there are very many jobs. */
@SuppressWarnings("EnumOrdinal") // an index within this process, and for nobody else
final class Kind {
    private static final Stage[] STAGES = Stage.values();
    private static final FailureReason[] REASONS = FailureReason.values();
    private static final Charged[] CHARGES = Charged.values();

    /** Every kind is below. */
    static final int END = STAGES.length * (REASONS.length + 1) * (CHARGES.length + 1);

    private static final Stage[] STAGE_OF = new Stage[END];

    static {
        for (int kind = 0; kind < END; kind++) {
            STAGE_OF[kind] = STAGES[kind / (CHARGES.length + 1) / (REASONS.length + 1)];
        }
    }

    private Kind() {}

    static int of(Known job) {
        int reason = job.reason().map(each -> each.ordinal() + 1).orElse(0);
        int charged = job.charged().map(each -> each.ordinal() + 1).orElse(0);
        return (job.stage().ordinal() * (REASONS.length + 1) + reason) * (CHARGES.length + 1) + charged;
    }

    static Stage stage(int kind) {
        return STAGE_OF[kind];
    }

    static Optional<FailureReason> reason(int kind) {
        int reason = kind / (CHARGES.length + 1) % (REASONS.length + 1);
        return reason == 0 ? Optional.empty() : Optional.of(REASONS[reason - 1]);
    }

    static Optional<Charged> charged(int kind) {
        int charged = kind % (CHARGES.length + 1);
        return charged == 0 ? Optional.empty() : Optional.of(CHARGES[charged - 1]);
    }
}
