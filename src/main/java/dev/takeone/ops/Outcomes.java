package dev.takeone.ops;

import dev.takeone.job.ProviderError;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.logs.OneLine;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words for what became of a call, in metrics, traces and logs; and what an error may tell there: never the provider's
 * text, which may repeat the request.
 */
final class Outcomes {
    /** Every word for a POST. */
    static final List<String> SUBMISSIONS = List.of(
            "accepted",
            "replayed",
            "rejected",
            "throttled",
            "unavailable",
            "not_sent",
            "account_held",
            "withheld",
            "in_doubt",
            "key_reused");
    /** Every word for a status check. */
    static final List<String> CHECKS = List.of(
            "running",
            "completed",
            "no_output",
            "failed",
            "cancelled",
            "refused",
            "not_found",
            "unknown",
            "throttled",
            "account_held",
            "not_sent",
            "unreadable");

    private static final Pattern WORD = Pattern.compile("[\\w.:-]{1,64}");

    private Outcomes() {}

    static String label(SubmitOutcome outcome) {
        return switch (outcome) {
            case SubmitOutcome.Accepted accepted -> accepted.replayed() ? "replayed" : "accepted";
            case SubmitOutcome.Rejected _refused -> "rejected";
            case SubmitOutcome.Throttled _later -> "throttled";
            case SubmitOutcome.Unavailable _later -> "unavailable";
            case SubmitOutcome.NotSent _later -> "not_sent";
            case SubmitOutcome.AccountHeld _later -> "account_held";
            case SubmitOutcome.Withheld _later -> "withheld";
            case SubmitOutcome.KeyReused _fault -> "key_reused";
            case SubmitOutcome.Doubtful _unknown -> "in_doubt";
        };
    }

    static String label(StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Running _goesOn -> "running";
            case StatusOutcome.Completed _over -> "completed";
            case StatusOutcome.NoOutput _over -> "no_output";
            case StatusOutcome.Failed _over -> "failed";
            case StatusOutcome.Cancelled _over -> "cancelled";
            case StatusOutcome.Refused _over -> "refused";
            case StatusOutcome.NotFound _unknown -> "not_found";
            case StatusOutcome.Unknown _goesOn -> "unknown";
            case StatusOutcome.Throttled _later -> "throttled";
            case StatusOutcome.AccountHeld _later -> "account_held";
            case StatusOutcome.NotSent _later -> "not_sent";
            case StatusOutcome.Unreadable _silent -> "unreadable";
        };
    }

    /** What went wrong, where something did. */
    static Optional<ProviderError> error(SubmitOutcome outcome) {
        return switch (outcome) {
            case SubmitOutcome.Accepted _fine -> Optional.empty();
            case SubmitOutcome.Withheld _fine -> Optional.empty();
            case SubmitOutcome.Rejected refused -> Optional.of(refused.error());
            case SubmitOutcome.Throttled later -> Optional.of(later.error());
            case SubmitOutcome.Unavailable later -> Optional.of(later.error());
            case SubmitOutcome.NotSent later -> Optional.of(later.error());
            case SubmitOutcome.AccountHeld later -> Optional.of(later.error());
            case SubmitOutcome.Doubtful unknown -> Optional.of(unknown.error());
        };
    }

    /** What went wrong with the call, where something did: a task that has failed was still asked for without a fault. */
    static Optional<ProviderError> error(StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Running _fine -> Optional.empty();
            case StatusOutcome.Completed _fine -> Optional.empty();
            case StatusOutcome.NoOutput _fine -> Optional.empty();
            case StatusOutcome.Failed _fine -> Optional.empty();
            case StatusOutcome.Cancelled _fine -> Optional.empty();
            case StatusOutcome.Refused refused -> Optional.of(refused.error());
            case StatusOutcome.Unknown _fine -> Optional.empty();
            case StatusOutcome.NotFound unknown -> Optional.of(unknown.error());
            case StatusOutcome.Throttled later -> Optional.of(later.error());
            case StatusOutcome.AccountHeld later -> Optional.of(later.error());
            case StatusOutcome.NotSent later -> Optional.of(later.error());
            case StatusOutcome.Unreadable silent -> Optional.of(silent.error());
        };
    }

    /** What was heard of a call: an answer by its status and code, a connection that broke by its fault. In one line. */
    static String heard(ProviderError error) {
        return error.httpStatus()
                .map(status -> Stream.concat(
                                Stream.of("HTTP " + status),
                                Stream.of(error.code(), error.type())
                                        .flatMap(Optional::stream)
                                        .filter(word -> WORD.matcher(word).matches()))
                        .collect(Collectors.joining(" ")))
                .orElseGet(() -> OneLine.of(error.message().orElse("no answer")));
    }
}
