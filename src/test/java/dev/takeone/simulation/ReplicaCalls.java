package dev.takeone.simulation;

import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.Provider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One process's way to the provider. */
final class ReplicaCalls implements Provider {
    private final World world;
    private final Replica process;

    ReplicaCalls(World world, Replica process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public Uni<SubmitOutcome> submit(String body, String idempotencyKey, BooleanSupplier mayWrite) {
        return Uni.createFrom()
                .emitter(answer -> world.names()
                        .ask(
                                process,
                                () -> connect(body, idempotencyKey, mayWrite, answer::complete),
                                () -> unwritten(
                                        idempotencyKey,
                                        new SubmitOutcome.NotSent(Names.NO_ADDRESS),
                                        answer::complete)));
    }

    private void connect(String body, String idempotencyKey, BooleanSupplier mayWrite, Consumer<SubmitOutcome> answer) {
        world.scheduler()
                .soon(
                        Duration.ofSeconds(1),
                        () -> process.run(() -> {
                            if (mayWrite.getAsBoolean()) {
                                write(body, idempotencyKey, answer);
                            } else {
                                unwritten(idempotencyKey, new SubmitOutcome.Withheld(), answer);
                            }
                        }));
    }

    private void unwritten(String idempotencyKey, SubmitOutcome outcome, Consumer<SubmitOutcome> answer) {
        world.money().unwritten(process, idempotencyKey);
        answer.accept(outcome);
    }

    /** A body as this process would address it. */
    String addressed(String body) {
        return body.replaceFirst("hooks-\\d+", "hooks-" + process.number());
    }

    /** Between the check and the write a process may be stopped. */
    private void write(String body, String idempotencyKey, Consumer<SubmitOutcome> answer) {
        MoneyWatch.Post post = world.money().allowed(process, idempotencyKey);
        if (world.faults().mishap(process)) {
            post.late();
        }
        process.run(() -> {
            world.account().post(body, idempotencyKey, outcome -> {
                world.faults().mishap(process);
                process.run(() -> {
                    world.money().answered(post, outcome);
                    answer.accept(outcome);
                });
            });
            world.faults().mishap(process);
        });
    }

    @Override
    public Uni<StatusOutcome> check(String taskId, Runnable writing) {
        return Uni.createFrom()
                .emitter(answer -> world.names()
                        .ask(
                                process,
                                () -> {
                                    writing.run();
                                    world.account()
                                            .check(taskId, outcome -> process.run(() -> answer.complete(outcome)));
                                },
                                () -> answer.complete(new StatusOutcome.NotSent(Names.NO_ADDRESS))));
    }
}
