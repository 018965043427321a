package dev.takeone.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.job.Bytes;
import dev.takeone.job.Charge;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SampleJobs;
import dev.takeone.job.Task;
import dev.takeone.job.TraceContext;
import dev.takeone.job.Video;
import dev.takeone.journal.clients.JournalSettings;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.TopicNames;
import dev.takeone.journal.rows.Head;
import dev.takeone.journal.rows.Marks;
import dev.takeone.journal.rows.Position;
import dev.takeone.journal.rows.Restoration;
import dev.takeone.journal.rows.TopicLife;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Jobs, rows and settings that tests of the journal share. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456789Z");
    public static final TopicNames NAMES =
            new TopicNames("requests", "submitted", "completed", "failed", "jobs", "receipts", "commands", "account");
    static final String BODY = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"une forêt, 森\"}";

    private Samples() {}

    public static JournalSetup setup(JournalSettings.OnMismatch onMismatch) {
        return new JournalSetup(
                Map.of("bootstrap.servers", "localhost:9092"),
                NAMES,
                new JournalSettings("takeone", "w1", Duration.ofHours(24), 6, true, onMismatch));
    }

    public static JournalSetup setup() {
        return setup(JournalSettings.OnMismatch.STOP);
    }

    public static Job job(String id, int partition, long offset) {
        return new Job(
                id,
                new Identity(Identity.Kind.CLOUD_EVENT, "/shop", "order-" + offset),
                new Origin("requests", partition, offset, NOON.minusSeconds(1)),
                Optional.of(Bytes.copyOf("customer-7".getBytes(UTF_8))),
                "c0ffee",
                Optional.of("veo3.1-fast-official"),
                "veo3.1-fast-official/720p/8",
                Optional.of("{\"tenant\":\"a\"}"),
                Optional.of(
                        new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Optional.empty())),
                Optional.empty());
    }

    public static final TopicLife LIFE = TopicLife.of("id");

    /** Of a journal that nothing was written to yet. */
    public static final Marks MARKS = new Marks("jobs-id", "receipts-id", 0, 0, new Marks.Floor(0, NOON));

    /** A head from before there were marks. */
    public static Head head(String topicId, long nextOffset) {
        return new Head(
                "takeone", "requests", TopicLife.of(topicId), nextOffset, OptionalInt.empty(), Optional.empty());
    }

    /** How a partition is held. */
    public static Restoration.Held held(long nextOffset, Instant headAt) {
        return new Restoration.Held(LIFE, Position.at(OptionalLong.of(nextOffset)), headAt, MARKS);
    }

    /** What is kept of a job after its ending. */
    public static Job endedJob(String id, int partition, long offset) {
        return new Job(
                id,
                new Identity(Identity.Kind.COORDINATES, "", "requests-" + partition + "-" + offset),
                new Origin("requests", partition, offset, NOON.minusSeconds(1)),
                Optional.empty(),
                "c0ffee",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static JobState.Accepted accepted(String id, int partition, long offset) {
        return new JobState.Accepted(job(id, partition, offset), BODY, 0, Optional.empty(), NOON);
    }

    public static JobState.Completed completed(String id, int partition, long offset, Instant endedAt) {
        return new JobState.Completed(
                endedJob(id, partition, offset), Optional.of(Duration.ofSeconds(61)), Optional.empty(), endedAt);
    }

    /** An entry with a job's first row, an event, and the offset after its record. */
    public static Entry entry(String id, int partition, long offset) {
        return new Entry(
                partition,
                Optional.of(new Row(new Sequence(1), accepted(id, partition, offset))),
                List.of(event("submitted", id)),
                OptionalLong.of(offset + 1));
    }

    /** A later entry of the same job, which no record led to. */
    public static Entry later(String id, int partition, long sequence) {
        return new Entry(
                partition,
                Optional.of(new Row(new Sequence(sequence), accepted(id, partition, 0))),
                List.of(),
                OptionalLong.empty());
    }

    public static Publication event(String topic, String id) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_id", id + "-" + topic);
        headers.put("ce_subject", "ördér");
        return new Publication(topic, Bytes.copyOf(id.getBytes(UTF_8)), headers, "{\"request_id\":\"" + id + "\"}");
    }

    private static Job traced(Job job) {
        return SampleJobs.withTrace(
                job, job.trace().map(trace -> new TraceContext(trace.parent(), Optional.of(SampleJobs.TRACE_STATE))));
    }

    private static Job untimed(Job job) {
        Origin origin = job.origin();
        return new Job(
                job.id(),
                job.identity(),
                new Origin(origin.topic(), origin.partition(), origin.offset(), origin.publishedAt(), false),
                job.key(),
                job.contentHash(),
                job.model(),
                job.profile(),
                job.metadata(),
                job.trace(),
                job.estimate());
    }

    /** One row for every state and its variants, by the name of its golden file. */
    public static Map<String, Row> golden() {
        Job job = job("0a1b2c3d", 3, 4711);
        JobState.Refusals refusals = new JobState.Refusals(2, Duration.ofMillis(1500), Optional.empty(), Duration.ZERO);
        ProviderError error = new ProviderError(
                Optional.of(429), Optional.of("rate_limit"), Optional.of("rate_limit_error"), Optional.of("Slow down"));
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("accepted", new Row(new Sequence(1), new JobState.Accepted(job, BODY, 0, Optional.empty(), NOON)));
        rows.put(
                "accepted-refused",
                new Row(
                        new Sequence(4),
                        new JobState.Accepted(job, BODY, 2, Optional.of(refusals), NOON.plusSeconds(2))));
        rows.put(
                "accepted-unclear",
                new Row(
                        new Sequence(4),
                        new JobState.Accepted(
                                job,
                                BODY,
                                2,
                                Optional.of(new JobState.Refusals(
                                        0, Duration.ZERO, Optional.of(NOON.minusSeconds(9)), Duration.ZERO)),
                                NOON.plusSeconds(2))));
        rows.put(
                "accepted-bare",
                new Row(
                        new Sequence(1),
                        new JobState.Accepted(
                                endedJob("0a1b2c3d", 3, 4711), BODY, 0, Optional.empty(), Instant.EPOCH)));
        rows.put(
                "accepted-estimated",
                new Row(
                        new Sequence(1),
                        new JobState.Accepted(SampleJobs.priced(job), BODY, 0, Optional.empty(), NOON)));
        rows.put(
                "accepted-traced",
                new Row(new Sequence(1), new JobState.Accepted(traced(job), BODY, 0, Optional.empty(), NOON)));
        rows.put(
                "accepted-untimed",
                new Row(new Sequence(1), new JobState.Accepted(untimed(job), BODY, 0, Optional.empty(), NOON)));
        rows.put("submitting", submitting(2, 1, Optional.empty(), Optional.empty(), job));
        rows.put(
                "submitting-in-doubt",
                submitting(
                        7,
                        3,
                        Optional.of(refusals),
                        Optional.of(new JobState.Doubt(NOON.minusSeconds(60), error, 2, Duration.ZERO)),
                        job));
        rows.put(
                "submitting-in-doubt-transport",
                submitting(
                        3,
                        1,
                        Optional.empty(),
                        Optional.of(new JobState.Doubt(
                                NOON, ProviderError.transport("connection reset"), 0, Duration.ZERO)),
                        job));
        rows.put(
                "accepted-asked",
                new Row(
                        new Sequence(4),
                        new JobState.Accepted(
                                job,
                                BODY,
                                1,
                                Optional.of(new JobState.Refusals(
                                        1, Duration.ZERO, Optional.empty(), Duration.ofMinutes(40))),
                                NOON.plusSeconds(2400))));
        rows.put(
                "submitting-in-doubt-asked",
                submitting(
                        3,
                        2,
                        Optional.empty(),
                        Optional.of(new JobState.Doubt(NOON, error, 1, Duration.ofMinutes(40))),
                        job));
        rows.put("submitted", submitted(3, List.of(running("task_1")), job));
        rows.put("submitted-tasks", submitted(5, tasks(error), job));
        rows.put(
                "submitted-strangers",
                new Row(
                        new Sequence(4),
                        new JobState.Submitted(
                                job,
                                List.of(running("task_1")),
                                1,
                                true,
                                NOON,
                                Duration.ZERO,
                                4,
                                Duration.ofMillis(2500),
                                List.of("task_8", "task_9"))));
        rows.put(
                "submitted-set-ahead",
                new Row(
                        new Sequence(4),
                        new JobState.Submitted(
                                job,
                                List.of(running("task_1")),
                                1,
                                true,
                                NOON,
                                Duration.ofHours(3).plusMillis(250),
                                4,
                                Duration.ofMillis(2500),
                                List.of())));
        rows.put("completed", new Row(new Sequence(6), completed("0a1b2c3d", 3, 4711, NOON)));
        rows.put(
                "failed",
                new Row(
                        new Sequence(2),
                        new JobState.Failed(
                                endedJob("0a1b2c3d", 3, 4711),
                                FailureReason.SUBMISSION_IN_DOUBT,
                                Charge.of(FailureReason.SUBMISSION_IN_DOUBT),
                                NOON)));
        rows.put("submitted-told", submitted(4, told(error), job));
        rows.put("submitted-told-often", submitted(4, List.of(toldOften()), job));
        rows.put("submitted-unsure", submitted(4, List.of(unsure(error)), job));
        rows.put(
                "completed-cost",
                new Row(
                        new Sequence(6),
                        new JobState.Completed(
                                endedJob("0a1b2c3d", 3, 4711),
                                Optional.of(Duration.ofSeconds(61)),
                                Optional.of(new BigDecimal("0.512")),
                                NOON)));
        rows.put(
                "failed-charged",
                new Row(
                        new Sequence(6),
                        new JobState.Failed(
                                endedJob("0a1b2c3d", 3, 4711),
                                FailureReason.GENERATION_FAILED,
                                new Charge(Charged.YES, Optional.of(new BigDecimal("0.10"))),
                                NOON)));
        return rows;
    }

    private static Row submitting(
            long sequence, int attempt, Optional<JobState.Refusals> refusals, Optional<JobState.Doubt> doubt, Job job) {
        return new Row(
                new Sequence(sequence),
                new JobState.Submitting(
                        job, BODY, "takeone-" + job.id(), attempt, NOON.minusSeconds(61), refusals, doubt, NOON));
    }

    private static Row submitted(long sequence, List<Task> tasks, Job job) {
        return new Row(
                new Sequence(sequence),
                new JobState.Submitted(
                        job, tasks, 1, true, NOON, Duration.ZERO, 4, Duration.ofMillis(2500), List.of()));
    }

    private static Task running(String id) {
        return Task.started(id, NOON.plusSeconds(30));
    }

    private static List<Task> tasks(ProviderError error) {
        List<Video> videos = List.of(
                new Video("https://cdn.example/1.mp4", Optional.of(NOON.plusSeconds(86_400))),
                new Video("https://cdn.example/2.mp4", Optional.empty()));
        return List.of(
                new Task(
                        "task_1",
                        NOON,
                        NOON.minusSeconds(9),
                        2,
                        NOON.minusSeconds(5),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                over(
                        "task_2",
                        new Task.End.Done(
                                videos, Optional.of(Duration.ofSeconds(58)), Optional.of(new BigDecimal("0.50")))),
                over("task_3", new Task.End.Done(videos.subList(1, 2), Optional.empty(), Optional.empty())),
                over(
                        "task_4",
                        new Task.End.Fruitless(FailureReason.GENERATION_FAILED, Optional.of(error), Optional.empty())),
                over("task_5", new Task.End.Fruitless(FailureReason.CANCELLED, Optional.empty(), Optional.empty())));
    }

    /** Tasks of which a bad end was told once, or that cannot be read. */
    private static List<Task> told(ProviderError error) {
        return List.of(
                new Task(
                        "task_1",
                        NOON,
                        NOON,
                        0,
                        Instant.EPOCH,
                        0,
                        Optional.of(new Task.Told(FailureReason.GENERATION_FAILED, NOON.minusSeconds(10), 1)),
                        Optional.empty()),
                new Task("task_2", NOON, NOON, 0, Instant.EPOCH, 7, Optional.empty(), Optional.empty()),
                over(
                        "task_3",
                        new Task.End.Fruitless(
                                FailureReason.CANCELLED, Optional.of(error), Optional.of(new BigDecimal("0.10")))));
    }

    private static Task toldOften() {
        return new Task(
                "task_1",
                NOON,
                NOON,
                0,
                Instant.EPOCH,
                0,
                Optional.of(new Task.Told(FailureReason.NO_OUTPUT, NOON.minusSeconds(40), 5)),
                Optional.empty());
    }

    /** Its checks were refused: whether it was charged is not known. */
    private static Task unsure(ProviderError error) {
        return over(
                "task_1",
                new Task.End.Fruitless(FailureReason.GENERATION_FAILED, Optional.of(error), Optional.empty(), true));
    }

    private static Task over(String id, Task.End end) {
        return new Task(id, NOON, NOON, 0, Instant.EPOCH, 0, Optional.empty(), Optional.of(end));
    }
}
