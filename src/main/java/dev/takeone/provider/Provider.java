package dev.takeone.provider;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;

/** The paid API. {@code ProviderClient} speaks HTTP; a simulation has one of its own. Outcomes are values: neither call fails. */
public interface Provider {

    /**
     * Sends the paid request, once.
     *
     * @param body the JSON to send
     * @param idempotencyKey the job's key
     * @param mayWrite asked at the last moment before the request is written, on any thread
     */
    Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite);

    /**
     * Asks for the status of a task.
     *
     * @param writing told right before the request is written, on any thread; not where it never is
     */
    Uni<StatusOutcome> check(String taskId, Runnable writing);
}
