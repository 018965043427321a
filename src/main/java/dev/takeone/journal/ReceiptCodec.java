package dev.takeone.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the receipts topic, versioned as those of the jobs topic are. The key is the job id.
 *
 * <p>Anybody may write into that topic, and a receipt is a help, not a condition: what cannot be read is told, never
 * thrown.
 */
final class ReceiptCodec {
    /** The version written. */
    static final int VERSION = 1;

    private ReceiptCodec() {}

    /** What a record of the receipts topic turned out to be. */
    sealed interface Found {

        /** A receipt. */
        record Read(Receipt receipt) implements Found {}

        /** Not a receipt that this release knows; {@code why} names a field, never a value. */
        record Unreadable(String why) implements Found {}
    }

    static byte[] key(Receipt receipt) {
        return JobCodec.key(receipt.jobId());
    }

    static byte[] encode(Receipt receipt) {
        ObjectNode json = JobCodec.envelope(VERSION);
        ArrayNode ids = json.putArray("task_ids");
        receipt.taskIds().forEach(ids::add);
        json.put("replayed", receipt.replayed());
        json.put("at", receipt.at().toString());
        return JobCodec.bytes(json);
    }

    static Found decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || key.length == 0) {
            return new Found.Unreadable("the key is missing");
        }
        if (value == null) {
            return new Found.Unreadable("the value is missing");
        }
        try {
            return read(new String(key, UTF_8), Fields.of(JobCodec.tree(value)));
        } catch (Fields.MisshapenField misshapen) {
            return new Found.Unreadable(String.valueOf(misshapen.getMessage()));
        }
    }

    private static Found read(String jobId, Fields fields) {
        long version = fields.whole("v");
        if (version != VERSION) {
            return new Found.Unreadable("version " + version + " is of a release that this one does not know");
        }
        List<String> taskIds = fields.texts("task_ids");
        if (taskIds.isEmpty()) {
            throw fields.misshapen("task_ids", "a filled array");
        }
        return new Found.Read(new Receipt(jobId, taskIds, fields.truth("replayed"), fields.instant("at")));
    }
}
