package dev.takeone.ops;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.Optional;
import java.util.function.Supplier;

/** Ids of spans: drawn, but for the one that is asked for by name. */
public final class SpanIds implements IdGenerator {
    private final IdGenerator drawn = IdGenerator.random();
    private final ThreadLocal<Optional<String>> named = ThreadLocal.withInitial(Optional::empty);

    /** Makes a span, on this thread, which has this id. */
    <T> T next(String id, Supplier<T> made) {
        named.set(Optional.of(id));
        try {
            return made.get();
        } finally {
            named.remove();
        }
    }

    @Override
    public String generateSpanId() {
        return named.get().orElseGet(drawn::generateSpanId);
    }

    @Override
    public String generateTraceId() {
        return drawn.generateTraceId();
    }
}
