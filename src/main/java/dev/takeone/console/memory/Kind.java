package dev.takeone.console.memory;

import dev.takeone.console.view.Filter;
import dev.takeone.console.view.Stage;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import java.util.Optional;

/**
 * Where a job stands, why it failed, whether that cost money and whether it is worth sending again, as one small number:
 * there are very many jobs.
 */
@SuppressWarnings("EnumOrdinal") // an index within this process, and for nobody else
final class Kind {
    private static final Stage[] STAGES = Stage.values();
    private static final FailureReason[] REASONS = FailureReason.values();
    private static final Charged[] CHARGES = Charged.values();

    /** Every kind is below. */
    static final int END = STAGES.length * (REASONS.length + 1) * (CHARGES.length + 1) * 2;

    private static final Stage[] STAGE_OF = new Stage[END];

    static {
        for (int kind = 0; kind < END; kind++) {
            STAGE_OF[kind] = STAGES[kind / 2 / (CHARGES.length + 1) / (REASONS.length + 1)];
        }
    }

    private Kind() {}

    static short of(Known job) {
        return switch (job) {
            case KnownLive live -> of(live.stage(), Optional.empty(), Optional.empty(), false);
            case KnownEnded over -> over.kind();
        };
    }

    static short of(Stage stage, Optional<FailureReason> why, Optional<Charged> cost, boolean retryable) {
        int reason = why.map(each -> each.ordinal() + 1).orElse(0);
        int charged = cost.map(each -> each.ordinal() + 1).orElse(0);
        int all = (stage.ordinal() * (REASONS.length + 1) + reason) * (CHARGES.length + 1) + charged;
        return (short) (2 * all + (retryable ? 1 : 0));
    }

    /** Whether the filter's condition on where a job stands applies. */
    static boolean isStageMeant(Filter filter, int kind) {
        return filter.stages().isEmpty() || filter.stages().contains(stage(kind));
    }

    /** Whether the filter's conditions on why a job failed, what that cost and whether it is worth sending again apply. */
    static boolean isEndMeant(Filter filter, int kind) {
        return (filter.reasons().isEmpty()
                        || reason(kind).filter(filter.reasons()::contains).isPresent())
                && (filter.charges().isEmpty()
                        || charged(kind).filter(filter.charges()::contains).isPresent())
                && (filter.retryable().isEmpty()
                        || (stage(kind) == Stage.FAILED && filter.retryable().contains(retryable(kind))))
                && (filter.words().isEmpty() || stage(kind) == Stage.FAILED);
    }

    static boolean retryable(int kind) {
        return kind % 2 == 1;
    }

    static Stage stage(int kind) {
        return STAGE_OF[kind];
    }

    static Optional<FailureReason> reason(int kind) {
        int reason = kind / 2 / (CHARGES.length + 1) % (REASONS.length + 1);
        return reason == 0 ? Optional.empty() : Optional.of(REASONS[reason - 1]);
    }

    static Optional<Charged> charged(int kind) {
        int charged = kind / 2 % (CHARGES.length + 1);
        return charged == 0 ? Optional.empty() : Optional.of(CHARGES[charged - 1]);
    }
}
