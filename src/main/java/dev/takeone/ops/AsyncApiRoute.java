package dev.takeone.ops;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;

/** Serves the contract beside health and metrics. */
@ApplicationScoped
class AsyncApiRoute {
    private static final String PATH = "/asyncapi.yaml";

    /** Made when first asked for: off the event loops, and not at every start. */
    void add(@Observes Router router, Provider<AsyncApi> contract) {
        router.get(PATH)
                .blockingHandler(call -> call.response()
                        .putHeader("Content-Type", "application/yaml")
                        .end(contract.get().document())
                        .onFailure(call::fail));
    }
}
