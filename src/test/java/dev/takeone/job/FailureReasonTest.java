package dev.takeone.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract's table of reasons, row by row. */
class FailureReasonTest {
    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, invalid_request, no, false",
        "CONFLICTING_DUPLICATE, conflicting_duplicate, no, false",
        "WITHDRAWN, withdrawn, no, false",
        "REJECTED, rejected, no, false",
        "GENERATION_FAILED, generation_failed, no, true",
        "CANCELLED, cancelled, unknown, true",
        "NO_OUTPUT, no_output, unknown, false",
        "TASK_NOT_FOUND, task_not_found, unknown, true",
        "DEADLINE_EXCEEDED, deadline_exceeded, unknown, false",
        "SUBMISSION_IN_DOUBT, submission_in_doubt, unknown, false",
        "RETRIES_EXHAUSTED, retries_exhausted, no, true"
    })
    void aReasonSaysWhatItCostAndWhetherAnotherTryIsWorthIt(
            FailureReason reason, String label, String charged, boolean retryable) {
        assertThat(reason.label()).isEqualTo(label);
        assertThat(reason.charged().label()).isEqualTo(charged);
        assertThat(reason.retryable()).isEqualTo(retryable);
    }

    @Test
    void theTableHasNoOtherRow() {
        assertThat(FailureReason.values()).hasSize(12);
    }
}
