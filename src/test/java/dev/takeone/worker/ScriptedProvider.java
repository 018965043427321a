package dev.takeone.worker;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Provider;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A provider that says what the test tells it to, when the test tells it to. */
final class ScriptedProvider implements Provider {

    /** A POST that was written. */
    record Post(String body, String key, UniEmitter<? super SubmitOutcome> answer) {}

    /** A check that was asked. */
    record Check(String taskId, UniEmitter<? super StatusOutcome> answer) {}

    final List<Post> posts = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    private int withheld;
    boolean broken;

    @Override
    public Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite) {
        return Uni.createFrom().emitter(answer -> {
            if (mayWrite.getAsBoolean()) {
                posts.add(new Post(body, idempotencyKey, answer));
            } else {
                withheld++;
                answer.complete(new SubmitOutcome.Withheld());
            }
        });
    }

    @Override
    public Uni<StatusOutcome> check(String taskId, Runnable writing) {
        if (broken) {
            throw new IllegalArgumentException("a bug");
        }
        return Uni.createFrom().emitter(answer -> {
            writing.run();
            checks.add(new Check(taskId, answer));
        });
    }

    int withheld() {
        return withheld;
    }

    void accept(int post, String taskId) {
        answer(post, new SubmitOutcome.Accepted(List.of(taskId), false, Optional.empty()));
    }

    void answer(int post, SubmitOutcome outcome) {
        posts.get(post).answer().complete(outcome);
    }

    void tell(int check, StatusOutcome outcome) {
        checks.get(check).answer().complete(outcome);
    }
}
