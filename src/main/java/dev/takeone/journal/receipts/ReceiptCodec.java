package dev.takeone.journal.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.SubmitOutcome.AccountHeld;
import dev.takeone.job.SubmitOutcome.NotSent;
import dev.takeone.job.SubmitOutcome.Rejected;
import dev.takeone.job.SubmitOutcome.Throttled;
import dev.takeone.job.SubmitOutcome.Withheld;
import dev.takeone.job.Task;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Sequence;
import dev.takeone.journal.rows.Fields;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.journal.rows.RowReader;
import dev.takeone.journal.rows.RowWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the receipts topic, versioned as those of the jobs topic are. The key is the job id.
 *
 * <p>Version 1 is an acceptance and version 2 a refusal, so that a worker of the release before, which knows version 1
 * alone, still finds every paid task. Anybody may write into that topic, and a receipt is a help, not a condition: what
 * cannot be read is told, never thrown.
 */
public final class ReceiptCodec {
    private static final int ACCEPTANCE = 1;
    private static final int REFUSAL = 2;

    private static final String REJECTED = "rejected";
    private static final String THROTTLED = "throttled";
    private static final String NOT_SENT = "not_sent";
    private static final String ACCOUNT_HELD = "account_held";
    private static final String WITHHELD = "withheld";

    /** Longer than any text of an error that is written; what is not bounded would make a row that cannot be written. */
    private static final int MAX_TEXT = 4_096;

    private ReceiptCodec() {}

    /** What a record of the receipts topic turned out to be. */
    sealed interface Outcome {

        /** A receipt. */
        record Read(Receipt receipt) implements Outcome {}

        /** Not a receipt that this release knows; {@code why} names a field, never a value. */
        record Unreadable(String why) implements Outcome {}
    }

    static byte[] key(Receipt receipt) {
        return JobCodec.key(receipt.jobId());
    }

    static byte[] encode(Receipt receipt) {
        ObjectNode json = switch (receipt) {
            case Receipt.Acceptance acceptance -> acceptance(acceptance);
            case Receipt.Refusal refusal -> refusal(refusal);
        };
        json.put("at", receipt.at().toString());
        return JobCodec.bytes(json);
    }

    private static ObjectNode acceptance(Receipt.Acceptance receipt) {
        ObjectNode json = JobCodec.envelope(ACCEPTANCE);
        ArrayNode ids = json.putArray("task_ids");
        receipt.taskIds().forEach(ids::add);
        json.put("replayed", receipt.replayed());
        return json;
    }

    private static ObjectNode refusal(Receipt.Refusal receipt) {
        ObjectNode json = JobCodec.envelope(REFUSAL);
        json.put("intent", receipt.intent().number());
        json.put("attempt", receipt.attempt());
        switch (receipt.outcome()) {
            case Rejected(ProviderError error) -> outcome(json, REJECTED, error);
            case Throttled(Optional<Duration> after, ProviderError error) -> {
                outcome(json, THROTTLED, error);
                after.ifPresent(pause -> json.put("retry_after", pause.toString()));
            }
            case NotSent(ProviderError error) -> outcome(json, NOT_SENT, error);
            case AccountHeld(ProviderError error, boolean forbidden) -> {
                outcome(json, ACCOUNT_HELD, error);
                if (forbidden) {
                    json.put("forbidden", true);
                }
            }
            case Withheld _unsent -> json.put("outcome", WITHHELD);
            case SubmitOutcome.Accepted _never -> throw new IllegalArgumentException("an acceptance");
            case SubmitOutcome.Doubtful _never -> throw new IllegalArgumentException("no answer");
            case SubmitOutcome.Unavailable _never -> throw new IllegalArgumentException("no promise");
        }
        return json;
    }

    private static void outcome(ObjectNode json, String word, ProviderError error) {
        json.put("outcome", word);
        json.set("error", RowWriter.error(error));
    }

    static Outcome decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || key.length == 0) {
            return new Outcome.Unreadable("the key is missing");
        }
        if (value == null) {
            return new Outcome.Unreadable("the value is missing");
        }
        try {
            return read(new String(key, UTF_8), Fields.of(JobCodec.tree(value)));
        } catch (Fields.MisshapenField misshapen) {
            return new Outcome.Unreadable(String.valueOf(misshapen.getMessage()));
        }
    }

    private static Outcome read(String jobId, Fields fields) {
        long version = fields.whole("v");
        if (version == ACCEPTANCE) {
            return new Outcome.Read(acceptance(jobId, fields));
        }
        if (version == REFUSAL) {
            return new Outcome.Read(refusal(jobId, fields));
        }
        return new Outcome.Unreadable("version " + version + " is of a release that this one does not know");
    }

    private static Receipt acceptance(String jobId, Fields fields) {
        List<String> taskIds = fields.texts("task_ids");
        if (taskIds.isEmpty() || taskIds.size() > Task.MOST || !taskIds.stream().allMatch(ReceiptCodec::isTaskId)) {
            // More or longer ones than an answer may bring would make a row that cannot be written.
            throw fields.misshapen("task_ids", "an array of 1 to " + Task.MOST + " task ids");
        }
        return new Receipt.Acceptance(jobId, taskIds, fields.truth("replayed"), fields.instant("at"));
    }

    private static boolean isTaskId(String id) {
        return !id.isBlank() && id.length() <= Task.MAX_ID;
    }

    private static Receipt refusal(String jobId, Fields fields) {
        return new Receipt.Refusal(
                jobId,
                new Sequence(fields.whole("intent")),
                fields.integer("attempt"),
                outcome(fields),
                fields.instant("at"));
    }

    private static SubmitOutcome outcome(Fields fields) {
        return switch (fields.text("outcome")) {
            case REJECTED -> new Rejected(error(fields));
            case THROTTLED -> new Throttled(fields.maybe("retry_after", fields::duration), error(fields));
            case NOT_SENT -> new NotSent(error(fields));
            case ACCOUNT_HELD ->
                new AccountHeld(
                        error(fields), fields.maybe("forbidden", fields::truth).orElse(false));
            case WITHHELD -> new Withheld();
            default -> throw fields.misshapen("outcome", "a known word");
        };
    }

    private static ProviderError error(Fields fields) {
        ProviderError error = RowReader.error(fields.object("error"));
        boolean isLong = Stream.of(error.code(), error.type(), error.message())
                .flatMap(Optional::stream)
                .anyMatch(text -> text.length() > MAX_TEXT);
        if (isLong) {
            throw fields.misshapen("error", "an error with texts of at most " + MAX_TEXT + " characters");
        }
        return error;
    }
}
