package dev.takeone.console.memory;

import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Stage;
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

    static short of(Known job) {
        return switch (job) {
            case KnownLive live -> of(live.stage(), Optional.empty(), Optional.empty());
            case KnownEnded over -> over.kind();
        };
    }

    static short of(Stage stage, Optional<FailureReason> why, Optional<Charged> cost) {
        int reason = why.map(each -> each.ordinal() + 1).orElse(0);
        int charged = cost.map(each -> each.ordinal() + 1).orElse(0);
        return (short) ((stage.ordinal() * (REASONS.length + 1) + reason) * (CHARGES.length + 1) + charged);
    }

    /** Whether the filter's conditions on where a job stands, why it failed and what that cost apply. */
    static boolean isMeant(Filter filter, int kind) {
        return (filter.stages().isEmpty() || filter.stages().contains(stage(kind)))
                && (filter.reasons().isEmpty()
                        || reason(kind).filter(filter.reasons()::contains).isPresent())
                && (filter.charges().isEmpty()
                        || charged(kind).filter(filter.charges()::contains).isPresent());
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
