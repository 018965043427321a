package dev.takeone.console.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.account.AccountLimits;
import dev.takeone.account.BoardRow;
import dev.takeone.account.Ceilings;
import dev.takeone.account.Dealing;
import dev.takeone.account.DealingNumber;
import dev.takeone.account.Holding;
import dev.takeone.account.Leaving;
import dev.takeone.account.Need;
import dev.takeone.account.Office;
import dev.takeone.account.Purse;
import dev.takeone.account.Report;
import dev.takeone.account.RowNumber;
import dev.takeone.account.Spent;
import dev.takeone.account.Who;
import dev.takeone.console.memory.Ending;
import dev.takeone.console.view.RecordAt;
import dev.takeone.job.Bytes;
import dev.takeone.job.FailureReason;
import dev.takeone.job.FailureReason.Charged;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.Origin;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Rules;
import dev.takeone.job.Task;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Jobs, events and a board for tests of the picture. */
public final class PictureJobs {
    public static final Instant NOW = Instant.parse("2026-11-29T10:10:00Z");
    public static final String GROUP = "takeone";
    public static final String MODEL = "veo3.1-fast-official";
    public static final String PROFILE = MODEL + "/720p/8";
    public static final PictureSettings SETTINGS = new PictureSettings(
            GROUP,
            "video.requests",
            "localhost:9092",
            new Rules(
                    Rules.InDoubt.REPLAY,
                    Duration.ofHours(1),
                    Duration.ofHours(6),
                    Duration.ofHours(2),
                    Duration.ofMinutes(10)),
            false,
            1_000);

    private PictureJobs() {}

    public static String id(int number) {
        return "%032x".formatted(number);
    }

    /** Published {@code number} seconds before {@link #NOW}. */
    public static Job job(int number) {
        return new Job(
                id(number),
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                new Origin("video.requests", number % 2, number, NOW.minusSeconds(number)),
                Optional.of(Bytes.copyOf("customer-7".getBytes(UTF_8))),
                "c0ffee",
                Optional.of(MODEL),
                PROFILE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BigDecimal("0.80")));
    }

    public static JobState.Accepted waiting(int number) {
        return new JobState.Accepted(
                job(number), "{\"prompt\":\"secret\"}", 0, Optional.empty(), NOW.minusSeconds(number));
    }

    public static JobState.Accepted refused(int number, Instant dueAt) {
        JobState.Refusals refusals = new JobState.Refusals(3, Duration.ofMinutes(2), Optional.empty(), Duration.ZERO);
        return new JobState.Accepted(job(number), "{}", 3, Optional.of(refusals), dueAt);
    }

    public static JobState.Submitting posting(int number) {
        return posting(number, 1);
    }

    public static JobState.Submitting posting(int number, int attempt) {
        return new JobState.Submitting(
                job(number), "{}", "key", attempt, NOW.minusSeconds(2), Optional.empty(), Optional.empty(), NOW);
    }

    public static JobState.Submitting inDoubt(int number, ProviderError last, Instant dueAt) {
        Instant since = NOW.minus(Duration.ofMinutes(8));
        return new JobState.Submitting(
                job(number),
                "{}",
                "key",
                1,
                since,
                Optional.empty(),
                Optional.of(new JobState.Doubt(since, last, 1, Duration.ZERO)),
                dueAt);
    }

    public static JobState.Submitted running(int number, Task... tasks) {
        return new JobState.Submitted(
                job(number),
                List.of(tasks),
                1,
                false,
                NOW.minusSeconds(140),
                Duration.ZERO,
                3,
                Duration.ZERO,
                List.of());
    }

    public static Task task(int number) {
        return Task.started("task-" + number, NOW.plusSeconds(6));
    }

    public static Ending completed(int number, Instant at) {
        return ending(number, Optional.empty(), Optional.of(new BigDecimal("0.50")), at);
    }

    public static Ending failed(int number, FailureReason reason, Charged charged, Instant at) {
        return ending(
                number, Optional.of(new Ending.Failure(reason, charged, reason.retryable())), Optional.empty(), at);
    }

    /** By a worker of a later release, which has a reason more. */
    public static Ending failedOtherwise(int number, Charged charged, Instant at) {
        return ending(
                number, Optional.of(new Ending.Failure(Optional.empty(), charged, true, "")), Optional.empty(), at);
    }

    /** In the provider's words. */
    public static Ending refused(int number, String words) {
        return ending(
                number,
                Optional.of(new Ending.Failure(Optional.of(FailureReason.REJECTED), Charged.NO, false, words)),
                Optional.empty(),
                NOW.minusSeconds(number));
    }

    /** The same of a request that lay elsewhere. */
    public static Ending lyingAt(RecordAt origin, Ending ending) {
        return new Ending(
                ending.jobId(),
                ending.identity(),
                ending.failure(),
                ending.model(),
                ending.key(),
                ending.taskIds(),
                ending.endedAt(),
                ending.submittedAt(),
                ending.cost(),
                ending.estimate(),
                origin,
                ending.event());
    }

    private static Ending ending(int number, Optional<Ending.Failure> failure, Optional<BigDecimal> cost, Instant at) {
        return new Ending(
                id(number),
                new Identity(Identity.Kind.REQUEST_ID, "", "order-" + number),
                failure,
                MODEL,
                "customer-7",
                List.of("task-" + number, "film-" + number),
                at,
                failure.isPresent() ? Optional.empty() : Optional.of(at.minusSeconds(130)),
                cost,
                failure.isPresent() ? Optional.of(new BigDecimal("0.80")) : Optional.empty(),
                new RecordAt("video.requests", number % 2, number),
                new RecordAt("video.events", 0, number));
    }

    public static Office office() {
        return new Office("office-1", "life-1", false);
    }

    /** Calls a minute for the one worker. */
    public static Dealing dealing(double calls) {
        return new Dealing(
                "office-1",
                new DealingNumber(1),
                List.of(new Dealing.Allotment("life-1", new RowNumber(1), calls, OptionalInt.empty())));
    }

    public static BoardRow row(Report.Part.State state, Optional<Integer> mostTasks, Report.Held... holds) {
        return new BoardRow(
                new Who(
                        "life-1",
                        GROUP,
                        "w1",
                        1,
                        "https://provider.example",
                        List.of("k1"),
                        "1.0.0",
                        NOW.minus(Duration.ofDays(1))),
                new RowNumber(1),
                false,
                new AccountLimits(500, mostTasks),
                Optional.empty(),
                new Report(
                        new Need(20, 100, 40),
                        206,
                        IntStream.range(0, 2)
                                .mapToObj(number -> new Report.Part(number, state, 20))
                                .toList(),
                        2,
                        new Report.Jobs(1, 1, 1, 1),
                        List.of(holds)));
    }

    /** A worker without partitions. */
    public static BoardRow worker(String life, String name, String address, String key) {
        return new BoardRow(
                new Who(life, GROUP, name, 1, address, List.of(key), "1.0.0", NOW.minus(Duration.ofDays(1))),
                new RowNumber(1),
                false,
                new AccountLimits(500, Optional.empty()),
                Optional.empty(),
                Report.NONE);
    }

    /** A worker that has spent so many millionths in a day, of so many. */
    public static BoardRow spending(long spent, long ceiling) {
        BoardRow row = row(Report.Part.State.SERVING, Optional.empty());
        Report said = row.report();
        return new BoardRow(
                row.who(),
                new RowNumber(2),
                false,
                new AccountLimits(500, Optional.empty(), new Ceilings(OptionalLong.empty(), OptionalLong.of(ceiling))),
                Optional.empty(),
                new Report(
                        said.need(),
                        said.lastMinute(),
                        List.of(
                                serving(0, 0),
                                new Report.Part(
                                        1,
                                        Report.Part.State.SERVING,
                                        0,
                                        Optional.of(new Spent(
                                                1,
                                                0,
                                                0,
                                                spent,
                                                Optional.empty(),
                                                Optional.of(new Leaving(NOW.plusSeconds(300), 800_000)))))),
                        2,
                        said.jobs(),
                        List.of(),
                        new Purse(0, new DealingNumber(0), 800_000, 800_000),
                        said.ordersTo()));
    }

    /** A worker of an account with a ceiling of so many millionths a day, which has some of two partitions. */
    static BoardRow limited(String life, long ceiling, Optional<Holding> goesBy, Report.Part... parts) {
        return new BoardRow(
                new Who(life, GROUP, life, 1, "https://provider.example", List.of("k1"), "1.0.0", NOW),
                new RowNumber(1),
                false,
                new AccountLimits(500, Optional.empty(), new Ceilings(OptionalLong.empty(), OptionalLong.of(ceiling))),
                goesBy,
                new Report(
                        new Need(20, 100, 40),
                        0,
                        List.of(parts),
                        2,
                        new Report.Jobs(1, 0, 0, 0),
                        List.of(),
                        new Purse(0, new DealingNumber(0), 800_000, 800_000),
                        OptionalLong.empty()));
    }

    /** Up to which dollars a worker may draw, in millionths. */
    static Optional<Holding> mayDraw(OptionalLong upTo) {
        return Optional.of(new Holding(new DealingNumber(1), new RowNumber(1), 120, OptionalInt.empty(), upTo));
    }

    /** A partition with so many millionths in flight. */
    static Report.Part serving(int number, long running) {
        return new Report.Part(
                number,
                Report.Part.State.SERVING,
                0,
                Optional.of(new Spent(1, running, 0, 0, Optional.empty(), Optional.empty())));
    }

    /** A worker that obeys every order before an offset; of an older release, that does not say so, where it is empty. */
    static BoardRow obeying(String name, String group, OptionalLong ordersTo) {
        return new BoardRow(
                new Who(name, group, name, 1, "https://provider.example", List.of("k1"), "1.0.0", NOW),
                new RowNumber(1),
                false,
                new AccountLimits(500, Optional.empty()),
                Optional.empty(),
                new Report(Need.NONE, 0, List.of(), 0, new Report.Jobs(0, 0, 0, 0), List.of(), Purse.NONE, ordersTo));
    }

    public static Report.Held held(String cause, String... calls) {
        return new Report.Held(
                cause,
                List.of(calls),
                Optional.empty(),
                NOW.minusSeconds(540),
                NOW.plusSeconds(20),
                Optional.of(402),
                Optional.of("Insufficient balance"));
    }

    /** Looks at records and finds none. */
    public static final class NoRecords implements Records {
        @Override
        public Look<Told> event(RecordAt at) {
            return new Look.Nothing<>("The record is not there any more.");
        }

        @Override
        public Look<String> prompt(RecordAt at) {
            throw new AssertionError("nobody asked for prompts to be shown");
        }
    }
}
