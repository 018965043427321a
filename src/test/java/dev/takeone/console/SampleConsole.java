package dev.takeone.console;

import dev.takeone.console.act.Action;
import dev.takeone.console.act.Actions;
import dev.takeone.console.act.AuditLine;
import dev.takeone.console.act.Outcome;
import dev.takeone.console.act.Preview;
import dev.takeone.console.view.ConsoleState;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.JobLine;
import dev.takeone.console.view.JobPage;
import dev.takeone.console.view.JobView;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.PageKey;
import dev.takeone.console.view.Reading;
import dev.takeone.console.view.Stage;
import dev.takeone.console.view.Trouble;
import dev.takeone.job.FailureReason;
import dev.takeone.job.ProviderError;
import dev.takeone.job.Video;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A console without topics, for tests of pages: one job of each stage, a hostile one among them, and buttons that only
 * remember that they were pressed. Filters find by stage and by a part of the request id.
 */
public final class SampleConsole implements ConsoleState, Actions {
    /** What a sender may call a request. */
    public static final String HOSTILE = "<img src=x onerror=alert(1)>";

    /** When all of it was. */
    public static final Instant NOW = Instant.parse("2026-11-29T10:10:00Z");

    private static final List<String> MODELS = List.of("veo3.1-fast-official", "veo3.1-quality-official");

    private final List<JobLine> jobs = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<AuditLine> audit = new CopyOnWriteArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile Reading reading = new Reading(Reading.Extent.ALL, 6, Optional.empty(), Optional.empty());

    /** A console with its jobs. */
    public SampleConsole() {
        jobs.add(job(1, "order-4711", Stage.WAITING, "waits for the account: 312 requests are before it, about 3 min"));
        jobs.add(job(2, "order-4712", Stage.POSTING, "its paid request is on its way to the provider"));
        jobs.add(job(3, "order-4713", Stage.IN_DOUBT, "in doubt since 10:02: the answer to its POST was lost"));
        jobs.add(job(4, "order-4714", Stage.RUNNING, "running: this one 140 s so far; next check in 6 s"));
        jobs.add(job(5, "order-4715", Stage.COMPLETED, "completed in 2 min 10 s"));
        jobs.add(job(6, HOSTILE, Stage.FAILED, "failed: the provider refused it: <script>alert(2)</script>"));
    }

    /** A job more. */
    public static JobLine job(int number, String requestId, Stage stage, String why) {
        boolean failed = stage == Stage.FAILED;
        return new JobLine(
                "%032x".formatted(number),
                requestId,
                Optional.empty(),
                stage,
                failed ? Optional.of(FailureReason.REJECTED) : Optional.empty(),
                failed ? Optional.of(FailureReason.Charged.NO) : Optional.empty(),
                Optional.of(MODELS.getFirst()),
                Optional.of("customer-7"),
                stage.ended() || stage == Stage.RUNNING ? Optional.of("task-" + number) : Optional.empty(),
                NOW.minusSeconds(60L * number),
                NOW.minusSeconds(30L * number),
                stage == Stage.COMPLETED ? Optional.of(new BigDecimal("0.80")) : Optional.empty(),
                Optional.of(new BigDecimal("0.80")),
                why);
    }

    /** Puts a job in, or another in the place of its own, and tells of it. */
    public void put(JobLine line) {
        jobs.removeIf(each -> each.jobId().equals(line.jobId()));
        jobs.add(line);
        changed();
    }

    /** Changes what is said of the reading, and tells of it. */
    public void reading(Reading next) {
        reading = next;
        changed();
    }

    private void changed() {
        changes.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    @Override
    public Reading reading() {
        return reading;
    }

    @Override
    public Overview overview(Instant now) {
        return new Overview(
                now,
                List.of(
                        new Trouble(
                                Trouble.Weight.BAD,
                                "The account is held since 10:01: 402 Insufficient balance <b>now</b>",
                                "Add to the account's balance at the provider; work goes on by itself."),
                        new Trouble(Trouble.Weight.NOTE, "One request is in doubt.", "")),
                counts(jobs),
                List.of(
                        new Overview.GroupLine("takeone", 1, 1, 1, 1, OptionalLong.of(312), 2),
                        new Overview.GroupLine("lane-b", 0, 0, 0, 7, OptionalLong.empty(), 1)),
                new Overview.Endings(1, Map.of(FailureReason.REJECTED, 1), new BigDecimal("0.80"), BigDecimal.ZERO),
                new Overview.Endings(
                        120,
                        Map.of(FailureReason.REJECTED, 3, FailureReason.SUBMISSION_IN_DOUBT, 1),
                        new BigDecimal("95.20"),
                        new BigDecimal("0.80")),
                new Overview.Days(
                        new Overview.Day(LocalDate.parse("2026-11-29"), 40, new BigDecimal("32.00"), Optional.empty()),
                        new Overview.Day(LocalDate.parse("2026-11-28"), 81, new BigDecimal("64.00"), Optional.of(now))),
                new Overview.Calls(OptionalInt.of(500), 412, List.of(300, 350, 400, 420, 410, 412)),
                new Overview.Spend(
                        new BigDecimal("4.80"),
                        new BigDecimal("96.00"),
                        new BigDecimal("2.40"),
                        Optional.empty(),
                        Optional.of(new Overview.Ceiling(
                                "takeone.spend.per-day",
                                new BigDecimal("100"),
                                new BigDecimal("98.40"),
                                false,
                                Optional.empty())),
                        Optional.of(new BigDecimal("0.80")),
                        true),
                List.of(new Overview.HoldLine(
                        "everything",
                        "order price-shock",
                        "prices <i>doubled</i>",
                        Optional.of(NOW.minusSeconds(480)),
                        Optional.empty(),
                        Optional.of("price-shock"))),
                List.of(new Overview.OrderLine(
                        "price-shock",
                        "holds everything",
                        true,
                        Optional.of("anna"),
                        Optional.of("prices doubled"),
                        Optional.of(new Overview.Given(NOW.minusSeconds(480), 7)),
                        Optional.of(new Overview.Obeyed(3, 3, List.of())))),
                new Overview.Backlog(
                        313,
                        OptionalDouble.of(60),
                        Optional.of(Duration.ofMinutes(313)),
                        Optional.of(new BigDecimal("250.40"))),
                List.of(new Overview.WorkerLine(
                        "takeone",
                        "w1",
                        "1.0.0",
                        NOW.minusSeconds(86_400),
                        List.of("0", "1", "2!"),
                        OptionalDouble.of(250),
                        206,
                        1,
                        Duration.ofSeconds(1),
                        true)),
                MODELS);
    }

    @Override
    public JobPage jobs(Filter filter, Optional<PageKey> from, int size, Instant now) {
        List<JobLine> named = jobs.stream()
                .filter(each -> filter.ids().stream().allMatch(each.requestId()::contains))
                .sorted((a, b) -> b.publishedAt().compareTo(a.publishedAt()))
                .toList();
        List<JobLine> found = named.stream()
                .filter(each -> filter.stages().isEmpty() || filter.stages().contains(each.stage()))
                .toList();
        List<JobLine> page = found.stream()
                .filter(each -> from.map(key -> each.publishedAt().isBefore(key.publishedAt()))
                        .orElse(true))
                .limit(size)
                .toList();
        boolean more = !page.isEmpty() && !page.getLast().equals(found.getLast());
        return new JobPage(
                page,
                counts(found),
                counts(named),
                found.size(),
                new BigDecimal("0.80"),
                Optional.empty(),
                more
                        ? Optional.of(new PageKey(
                                page.getLast().publishedAt(), page.getLast().jobId(), PageKey.Direction.AFTER))
                        : Optional.empty());
    }

    private static Map<Stage, Integer> counts(List<JobLine> lines) {
        Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
        lines.forEach(each -> counts.merge(each.stage(), 1, Integer::sum));
        return counts;
    }

    @Override
    public Optional<JobView> job(String jobId, Instant now) {
        return jobs.stream()
                .filter(each -> each.jobId().equals(jobId))
                .findFirst()
                .map(SampleConsole::view);
    }

    private static JobView view(JobLine line) {
        boolean done = line.stage() == Stage.COMPLETED;
        boolean failed = line.stage() == Stage.FAILED;
        List<JobView.Step> steps = new ArrayList<>();
        steps.add(new JobView.Step("published", line.publishedAt(), false));
        steps.add(new JobView.Step(line.stage().words(), line.since(), false));
        return new JobView(
                line,
                steps,
                line.taskId().stream()
                        .map(id -> new JobView.TaskLine(id, done ? "completed" : "running", Optional.empty()))
                        .toList(),
                done
                        ? List.of(
                                new Video("https://cdn.example.com/a.mp4", Optional.of(NOW.plusSeconds(3_600))),
                                new Video("javascript:alert(3)", Optional.empty()))
                        : List.of(),
                1,
                failed ? Optional.of("The provider refused this request.") : Optional.empty(),
                failed
                        ? Optional.of(new ProviderError(
                                Optional.of(400),
                                Optional.of("bad"),
                                Optional.empty(),
                                Optional.of("<script>alert(2)</script>")))
                        : Optional.empty(),
                List.of(),
                failed,
                Optional.of(new JobView.Place(
                        "video.requests", 0, 12, "kcat -b localhost:9092 -t video.requests -p 0 -o 12 -c 1 -C -J")),
                Optional.empty(),
                Optional.empty(),
                JobView.Ties.NONE);
    }

    @Override
    public List<String> suggest(String typed) {
        return List.of("state:waiting", "state:running");
    }

    @Override
    public long changes() {
        return changes.get();
    }

    @Override
    public Subscription listen(Runnable heard) {
        listeners.add(heard);
        return () -> listeners.remove(heard);
    }

    @Override
    public Preview preview(Action action, Instant now) {
        return switch (action) {
            case Action.Hold _hold -> new Preview(action, "Nobody buys any more.", List.of(), Optional.empty());
            case Action.Resume(String order, Optional<Overview.OrderLine> _any) ->
                new Preview(
                        action,
                        "The order " + order + " ends.",
                        List.of(),
                        order.equals("unknown") ? Optional.of("No such order stands.") : Optional.empty());
            case Action.Withdraw _back ->
                new Preview(
                        action,
                        "1 request ends without being bought; 0.80 USD are not spent.",
                        List.of(),
                        Optional.empty());
            case Action.SendAgain _again ->
                new Preview(
                        action,
                        "1 request is sent again and costs about 0.80 USD.",
                        List.of("1 of them may have been charged already."),
                        Optional.empty());
        };
    }

    @Override
    public Outcome perform(Action action, String by, Instant now) {
        Preview preview = preview(action, now);
        audit.addFirst(new AuditLine(now, by, preview.says(), preview.refused().isEmpty(), true, "done"));
        changed();
        return preview.refused()
                .<Outcome>map(why -> new Outcome.Refused(0, why))
                .orElseGet(() -> new Outcome.Done(1, "Done."));
    }

    @Override
    public List<AuditLine> audit() {
        return List.copyOf(audit);
    }
}
