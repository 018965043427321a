package dev.takeone.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Decides what a status check is told. For one thread. */
final class Checks {
    private final Submissions submissions;
    private final Door door;
    private final Faults faults;
    private final Ledger ledger;

    Checks(Submissions submissions, Door door, Faults faults, Ledger ledger) {
        this.submissions = submissions;
        this.door = door;
        this.faults = faults;
        this.ledger = ledger;
    }

    /** Notes a check and says what to reply. */
    Reply reply(String taskId, Optional<String> authorization, Instant now) {
        int number = ledger.checked(taskId, now);
        return door.refusal(authorization, now)
                .orElseGet(() -> submissions
                        .checked(taskId, number, now)
                        .map(task -> reply(task, now))
                        .orElseGet(() -> Spoiling.unknownTask(404)));
    }

    private Reply reply(SimulatedTask task, Instant now) {
        JsonObject status = Answers.status(task, now);
        return faults.ofCheck(task.id())
                .map(shown -> Spoiling.checked(shown.fault(), shown.parameter(), status))
                .orElseGet(() -> Reply.json(200, status));
    }
}
