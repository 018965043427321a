package dev.takeone.bench.hooks;

import dev.takeone.callbacks.Seal;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** What somebody calls with, and what is to be answered. */
enum Kind {
    /** The address of a job, another each time, with a body as the provider's. */
    SEALED("sealed, another job each time", 204),
    /** One job's address, again and again. */
    REPLAYED("one job's address, replayed", 204),
    /** An address that another secret has sealed. */
    FORGED("forged", 404),
    /** A job's address, with more of a body than is read. */
    TOO_LONG("too long", 413),
    /** A job's address, while as many calls are open as may be. */
    TOO_MANY("sealed, with 256 others open", 503),
    /** A job's address, while the broker is stopped. */
    AWAY("sealed, with the broker away", 503);

    private static final int PARTITIONS = 6;
    private static final int ID_BYTES = 16;
    private static final int MOST_BYTES = 256 * 1024;
    private static final String BODY = "{\"id\":\"task_01JNXYZ\",\"status\":\"completed\",\"progress\":100,\"result\":"
            + "{\"videos\":[{\"url\":[\"https://upload.example.com/f/video/x.mp4\"],\"expires_at\":1763174708}]}}";
    private static final String LONG_BODY = "x".repeat(MOST_BYTES + 1);

    private final String label;
    private final int status;

    Kind(String label, int status) {
        this.label = label;
        this.status = status;
    }

    String label() {
        return label;
    }

    /** What is to be answered. */
    int status() {
        return status;
    }

    String body() {
        return this == TOO_LONG ? LONG_BODY : BODY;
    }

    /**
     * Where to call.
     *
     * @param ours the worker's secret
     */
    String path(String ours, SplittableRandom chance) {
        String secret = this == FORGED ? "f".repeat(ours.length()) : ours;
        byte[] id = new byte[ID_BYTES];
        if (this != REPLAYED) {
            chance.nextBytes(id);
        }
        int partition = this == REPLAYED ? 0 : chance.nextInt(PARTITIONS);
        return "/hooks/"
                + new Seal(List.of(secret)).token(partition, HexFormat.of().formatHex(id)) + "/callback";
    }
}
