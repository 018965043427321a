package dev.takeone.job;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Jobs for tests: one with everything that a sender may bring, one with nothing but a record. */
public final class SampleJobs {
    public static final String BODY = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"a golden retriever\"}";
    public static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public static final String TRACE_STATE = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7";

    private static final TraceContext TRACE = new TraceContext(TRACE_PARENT, Optional.of(TRACE_STATE));
    private static final Origin ORIGIN = new Origin("video.requests", 3, 4711, Instant.EPOCH);

    private SampleJobs() {}

    /** A job whose request brought all that a request can bring. */
    public static Job full() {
        return new Job(
                "5f2c",
                new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "order-4711"),
                ORIGIN,
                Optional.of(Bytes.copyOf("customer-7".getBytes(StandardCharsets.UTF_8))),
                "c0ffee",
                Optional.of("veo3.1-fast-official"),
                "veo3.1-fast-official/720p/8",
                Optional.of("{\"shelf\":7,\"price\":1.10}"),
                Optional.of(TRACE),
                Optional.empty());
    }

    /** The same, of a model with a price. */
    public static Job priced() {
        return priced(full());
    }

    /** A job as it is where its model has a price. */
    public static Job priced(Job job) {
        return priced(job, "0.512");
    }

    /** A job that is estimated so, US dollars. */
    static Job priced(Job job, String amount) {
        return copy(job, job.metadata(), job.trace(), Optional.of(new BigDecimal(amount)));
    }

    /** A job whose record brought this metadata. */
    public static Job withMetadata(Job job, String metadata) {
        return copy(job, Optional.of(metadata), job.trace(), job.estimate());
    }

    /** A job whose record brought this trace. */
    public static Job withTrace(Job job, Optional<TraceContext> trace) {
        return copy(job, job.metadata(), trace, job.estimate());
    }

    private static Job copy(
            Job job, Optional<String> metadata, Optional<TraceContext> trace, Optional<BigDecimal> estimate) {
        return new Job(
                job.id(),
                job.identity(),
                job.origin(),
                job.key(),
                job.contentHash(),
                job.model(),
                job.profile(),
                metadata,
                trace,
                estimate);
    }

    /** A job whose record brought nothing to go by. */
    public static Job bare() {
        return new Job(
                "ba7e",
                Identity.of(ORIGIN, "topic-id"),
                ORIGIN,
                Optional.empty(),
                "decade",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
