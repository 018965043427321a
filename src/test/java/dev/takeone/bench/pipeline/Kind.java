package dev.takeone.bench.pipeline;

import dev.takeone.bench.Topics;
import java.util.Locale;

/** Who is compared. */
enum Kind {
    /** The bare calls. */
    LIMIT("limit: bare Web Client"),
    /** The bare calls, and Takeone's records in transactions. */
    FLOOR("floor: and the records"),
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

    /** For people. */
    String label() {
        return label;
    }

    /** For topics and files. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Topics topics() {
        return new Topics(word());
    }

    /** Whether requests come from Kafka, and endings go there. */
    boolean readsKafka() {
        return this != LIMIT;
    }
}
