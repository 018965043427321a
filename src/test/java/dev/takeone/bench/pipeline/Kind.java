package dev.takeone.bench.pipeline;

/** Who is compared. */
enum Kind {
    /** The bare calls. */
    LIMIT("limit: bare Web Client"),
    /** The packaged worker. */
    TAKEONE("takeone"),
    /** parallel-consumer-vertx. */
    PARALLEL_CONSUMER("parallel-consumer-vertx"),
    /** A SmallRye worker without a journal. */
    NAIVE("naive SmallRye worker");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether requests come from Kafka, and endings go there. */
    boolean readsKafka() {
        return this != LIMIT;
    }
}
