package dev.takeone.journal.rows;

import dev.takeone.job.FailureReason;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Task;
import dev.takeone.job.TraceContext;
import dev.takeone.job.Video;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The counterpart of {@link RowWriter}. What else the row of an ended job may hold, as older ones do, is not read. */
public final class RowReader {
    /** A restore reads very many rows, and some reasons that a later version has written: what ended so may have cost money. */
    private static final Set<String> FREE = words(reason -> reason.charged() == FailureReason.Charged.NO);

    /** The same: a repeat of what ended for a reason that is unknown here might be bought. */
    private static final Set<String> BOUGHT_NEVER = words(reason -> !reason.wouldBeBoughtLater());

    private static final String NOT_CHARGED = RowWriter.word(FailureReason.Charged.NO);

    private RowReader() {}

    private static Set<String> words(Predicate<FailureReason> such) {
        return Arrays.stream(FailureReason.values())
                .filter(such)
                .map(RowWriter::word)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Decoded row(String jobId, Fields fields) {
        return switch (fields.text("state")) {
            case RowWriter.ACCEPTED -> live(accepted(job(jobId, fields), fields), fields);
            case RowWriter.SUBMITTING -> live(submitting(job(jobId, fields), fields), fields);
            case RowWriter.SUBMITTED -> live(submitted(job(jobId, fields), fields), fields);
            case RowWriter.COMPLETED, RowWriter.FAILED -> ended(fields);
            default -> throw fields.misshapen("state", "a known word");
        };
    }

    private static Decoded live(JobState.Live state, Fields fields) {
        return new Decoded.Live(new Row(new Sequence(fields.whole("seq")), state));
    }

    private static Decoded ended(Fields fields) {
        Fields job = fields.object("job");
        Sequence sequence = new Sequence(fields.whole("seq"));
        return new Decoded.EndedRow(
                sequence,
                new Restored.EndedJob(
                        identity(job.object("identity")),
                        job.text("content_hash"),
                        job.text("profile"),
                        fields.instant("ended_at"),
                        fields.maybe("generation", fields::duration),
                        // One that is over by then was never sent.
                        sequence.equals(Sequence.FIRST)
                                && fields.maybe("reason", fields::text)
                                        .map(BOUGHT_NEVER::contains)
                                        .orElse(true),
                        spent(fields)));
    }

    /** Left out where it is what the provider has named, or where nothing was charged; older rows do not tell of an estimate. */
    private static Optional<BigDecimal> spent(Fields fields) {
        return isFree(fields)
                ? Optional.of(BigDecimal.ZERO)
                : fields.maybe("spent", fields::decimal).or(() -> fields.maybe("cost", fields::decimal));
    }

    private static boolean isFree(Fields fields) {
        return fields.has("charged")
                ? fields.text("charged").equals(NOT_CHARGED)
                : fields.maybe("reason", fields::text).filter(FREE::contains).isPresent();
    }

    private static Identity identity(Fields fields) {
        return new Identity(
                fields.word("kind", Identity.Kind.class),
                fields.maybe("source", fields::text).orElse(""),
                fields.text("id"));
    }

    private static Job job(String id, Fields row) {
        Fields fields = row.object("job");
        return new Job(
                id,
                identity(fields.object("identity")),
                origin(fields.object("origin"), row),
                fields.maybe("key", fields::bytes),
                fields.text("content_hash"),
                fields.maybe("model", fields::text),
                fields.text("profile"),
                fields.maybe("metadata", fields::text),
                trace(fields),
                fields.maybe("estimate", fields::decimal));
    }

    private static Optional<TraceContext> trace(Fields fields) {
        return fields.maybe("traceparent", fields::text)
                .map(parent -> new TraceContext(parent, fields.maybe("tracestate", fields::text)));
    }

    private static Origin origin(Fields fields, Fields row) {
        return new Origin(
                fields.text("topic"),
                fields.integer("partition"),
                fields.whole("offset"),
                fields.maybe("published_at", fields::instant).orElseGet(() -> firstTime(row)),
                !fields.has("untimed"));
    }

    /** The earliest that a row tells which was written before rows told when their request was published. */
    private static Instant firstTime(Fields row) {
        return Stream.of("first_post_at", "submitted_at", "due_at")
                .filter(row::has)
                .findFirst()
                .map(row::instant)
                .orElseThrow(() -> row.misshapen("job", "an object with a time of its own"));
    }

    private static JobState.Accepted accepted(Job job, Fields fields) {
        return new JobState.Accepted(
                job,
                fields.text("body"),
                fields.integer("posts"),
                fields.maybe("refusals", fields::object).map(RowReader::refusals),
                fields.instant("due_at"));
    }

    private static JobState.Submitting submitting(Job job, Fields fields) {
        return new JobState.Submitting(
                job,
                fields.text("body"),
                fields.text("idempotency_key"),
                fields.integer("attempt"),
                fields.instant("first_post_at"),
                fields.maybe("refusals", fields::object).map(RowReader::refusals),
                fields.maybe("doubt", fields::object).map(RowReader::doubt),
                fields.instant("due_at"));
    }

    private static JobState.Submitted submitted(Job job, Fields fields) {
        List<Task> tasks = fields.objects("tasks").stream().map(RowReader::task).toList();
        if (tasks.isEmpty()) {
            throw fields.misshapen("tasks", "a filled array");
        }
        return new JobState.Submitted(
                job,
                tasks,
                fields.integer("attempt"),
                fields.truth("replayed"),
                fields.instant("submitted_at"),
                fields.maybe("set_ahead", fields::duration).orElse(Duration.ZERO),
                fields.integer("polls"),
                fields.duration("blind"),
                fields.maybe("strangers", fields::texts).orElse(List.of()));
    }

    private static JobState.Refusals refusals(Fields fields) {
        return new JobState.Refusals(
                fields.integer("count"),
                fields.duration("counted"),
                fields.maybe("unclear_since", fields::instant),
                asked(fields));
    }

    private static JobState.Doubt doubt(Fields fields) {
        return new JobState.Doubt(
                fields.instant("since"), error(fields.object("last_error")), fields.integer("replays"), asked(fields));
    }

    private static Duration asked(Fields fields) {
        return fields.maybe("asked", fields::duration).orElse(Duration.ZERO);
    }

    private static Task task(Fields fields) {
        return new Task(
                fields.text("id"),
                fields.instant("due_at"),
                fields.instant("asked_from"),
                fields.integer("not_found"),
                fields.maybe("not_found_since", fields::instant).orElse(Instant.EPOCH),
                fields.maybe("unread", fields::integer).orElse(0),
                fields.maybe("told", fields::object).map(RowReader::told),
                fields.maybe("end", fields::object).map(RowReader::end));
    }

    private static Task.Told told(Fields fields) {
        return new Task.Told(
                fields.word("reason", FailureReason.class),
                fields.instant("since"),
                fields.maybe("answers", fields::integer).orElse(1));
    }

    private static Task.End end(Fields fields) {
        if (fields.has("reason")) {
            FailureReason reason = fields.word("reason", FailureReason.class);
            if (!reason.endsTasks()) {
                throw fields.misshapen("reason", "a known word for the end of a task");
            }
            return new Task.End.Fruitless(
                    reason,
                    fields.maybe("error", fields::object).map(RowReader::error),
                    fields.maybe("cost", fields::decimal),
                    fields.has("unsure"));
        }
        return new Task.End.Done(
                fields.objects("videos").stream().map(RowReader::video).toList(),
                fields.maybe("generation", fields::duration),
                fields.maybe("cost", fields::decimal));
    }

    private static Video video(Fields fields) {
        return new Video(fields.text("url"), fields.maybe("expires_at", fields::instant));
    }

    public static ProviderError error(Fields fields) {
        return new ProviderError(
                fields.maybe("http_status", fields::integer),
                fields.maybe("code", fields::text),
                fields.maybe("type", fields::text),
                fields.maybe("message", fields::text));
    }
}
