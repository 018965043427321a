package dev.takeone.bench.pipeline;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/**
 * The worker that one writes first with SmallRye: a request is acknowledged when its submission is told, and from then
 * on a timer asks for its task.
 */
@ApplicationScoped
class NaiveWorker {
    private final Role role = NaiveMain.role();
    private final Calls calls = new Calls(Vertx.vertx(), role, true);
    private final Emitter<Record<String, String>> completed;

    @jakarta.inject.Inject
    NaiveWorker(@Channel("completed") Emitter<Record<String, String>> completed) {
        this.completed = completed;
    }

    /** A request's acknowledgement goes with the event that its submission becomes. */
    @Incoming("requests")
    @Outgoing("submitted")
    Multi<Message<Record<String, String>>> submit(Multi<Message<Record<String, String>>> requests) {
        return requests.onItem()
                .transformToUni(request -> uni(post(request.getPayload())
                        .onSuccess(task -> follow(request.getPayload().key(), task))
                        .map(task -> request.withPayload(Record.of(
                                request.getPayload().key(),
                                Told.submitted(request.getPayload().key(), task))))))
                .merge(Role.OPEN_CALLS);
    }

    private Future<String> post(Record<String, String> request) {
        return calls.submit(new JsonObject(request.value()), Calls.keyOf(request.key()));
    }

    private void follow(String id, String taskId) {
        calls.ending(taskId).onSuccess(task -> completed.send(Record.of(id, Told.completed(id, task))));
    }

    private static <T> Uni<T> uni(Future<T> future) {
        return Uni.createFrom().completionStage(future.toCompletionStage());
    }
}
