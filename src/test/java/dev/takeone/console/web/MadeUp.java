package dev.takeone.console.web;

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
import dev.takeone.job.Violation;
import dev.takeone.outage.Outage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A picture whose every text wants to be markup, where a test gives no other, and buttons that note who pressed them. */
final class MadeUp implements ConsoleState, Actions {
    static final String EVIL = "<img src=x onerror=alert(1)>\"'&";
    static final String SCRIPT_ADDRESS = "javascript:alert(1)";
    static final String JOB = "0123456789abcdef0123456789abcdef";
    static final Instant AT = Instant.parse("2026-11-29T10:02:11Z");

    final List<String> performed = new CopyOnWriteArrayList<>();
    volatile Reading.Extent extent = Reading.Extent.ALL;
    volatile Optional<Outage> away = Optional.empty();
    volatile long waiting = 16;
    volatile int lines;
    volatile Optional<Overview> overview = Optional.empty();
    volatile Optional<RuntimeException> bug = Optional.empty();
    volatile Optional<JobView> job = Optional.empty();
    volatile OptionalLong unread = OptionalLong.of(0);
    final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    volatile JobView.Ties ties = new JobView.Ties(
            Optional.of(new JobView.Namesake(EVIL, Optional.empty(), Optional.empty())),
            Optional.empty(),
            Optional.of(new Overview.OrderLine(
                    EVIL, EVIL, true, Optional.of(EVIL), Optional.of(EVIL), Optional.empty(), Optional.empty())),
            Optional.of(new JobView.PartitionOwner(EVIL, 1, true, Optional.of(AT))));

    @Override
    public Reading reading() {
        return new Reading(extent, 12, away, Optional.empty());
    }

    @Override
    public Overview overview(Instant now) {
        bug.ifPresent(each -> {
            throw each;
        });
        return overview.orElseGet(() -> madeUp(now));
    }

    private Overview madeUp(Instant now) {
        Overview.Endings endings =
                new Overview.Endings(3, Map.of(FailureReason.REJECTED, 2), 1, new BigDecimal("1.2"), BigDecimal.ONE);
        return new Overview(
                now,
                List.of(new Trouble(Trouble.Weight.BAD, "The account is held since " + AT + ": " + EVIL, EVIL)),
                Map.of(Stage.WAITING, 7),
                List.of(
                        new Overview.GroupLine(EVIL, 7, 0, 0, 1, OptionalLong.of(9), 1),
                        new Overview.GroupLine("takeone", 0, 0, 0, 0, unread, 1)),
                endings,
                endings,
                new Overview.Days(
                        new Overview.Day(LocalDate.EPOCH, 7, BigDecimal.ONE, Optional.empty()),
                        new Overview.Day(LocalDate.EPOCH, 7, BigDecimal.TEN, Optional.of(AT))),
                new Overview.Calls(OptionalInt.of(500), 12, List.of(0, 4, 12)),
                new Overview.Spend(
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        new BigDecimal("0.001"),
                        Optional.of(new Overview.Ceiling(
                                "takeone.spend.per-hour", BigDecimal.TEN, BigDecimal.TEN, true, Optional.of(AT))),
                        Optional.empty(),
                        Optional.of(BigDecimal.ONE),
                        true),
                List.of(new Overview.HoldLine(EVIL, EVIL, EVIL, Optional.of(AT), Optional.empty(), Optional.of(EVIL))),
                List.of(new Overview.OrderLine(
                        EVIL,
                        EVIL,
                        true,
                        Optional.of(EVIL),
                        Optional.of(EVIL),
                        Optional.of(new Overview.Given(AT, 7)),
                        Optional.of(new Overview.Obeyed(1, 2, List.of(EVIL))))),
                new Overview.Backlog(
                        waiting, OptionalDouble.of(3), Optional.of(Duration.ofHours(5)), Optional.of(BigDecimal.TEN)),
                List.of(new Overview.WorkerLine(
                        EVIL,
                        EVIL,
                        EVIL,
                        AT,
                        List.of("0", "1!"),
                        OptionalDouble.of(40),
                        3,
                        2,
                        Duration.ofSeconds(1),
                        true)),
                List.of(EVIL));
    }

    private static JobLine line() {
        return new JobLine(
                JOB,
                EVIL,
                Optional.of(EVIL),
                Stage.FAILED,
                Optional.of(FailureReason.REJECTED),
                Optional.of(FailureReason.Charged.UNKNOWN),
                Optional.of(EVIL),
                Optional.of(EVIL),
                Optional.of(EVIL),
                AT,
                AT,
                Optional.empty(),
                Optional.of(BigDecimal.ONE),
                "ended at " + AT + " " + EVIL);
    }

    @Override
    public JobPage jobs(Filter filter, Optional<PageKey> from, int size, Instant now) {
        lines = size;
        return new JobPage(
                List.of(line()),
                Map.of(Stage.FAILED, 1),
                Map.of(Stage.FAILED, 1, Stage.WAITING, 7),
                1,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.of(new PageKey(AT, JOB, PageKey.Direction.AFTER)));
    }

    @Override
    public Optional<JobView> job(String jobId, Instant now) {
        return job.or(() -> Optional.of(madeUp())).filter(any -> jobId.equals(JOB));
    }

    private JobView madeUp() {
        return new JobView(
                line(),
                List.of(new JobView.Step(EVIL, AT, false), new JobView.Step("next check", AT, true)),
                List.of(new JobView.TaskLine(EVIL, EVIL, Optional.of(AT))),
                List.of(
                        new Video(SCRIPT_ADDRESS, Optional.of(AT)),
                        new Video("https://cdn.example.com/v.mp4?a=1&b=\"2\"", Optional.empty()),
                        new Video("https://cdn.example.com/v.mp4?a=1&b=2", Optional.empty())),
                2,
                Optional.of(EVIL),
                Optional.of(new ProviderError(
                        Optional.of(400),
                        Optional.of(EVIL),
                        Optional.of(EVIL),
                        Optional.of("<script>alert(2)</script>"))),
                List.of(new Violation(EVIL, "code", EVIL)),
                false,
                Optional.of(new JobView.Place(EVIL, 1, 42, "kcat " + EVIL)),
                Optional.of(EVIL),
                Optional.of(EVIL),
                ties);
    }

    @Override
    public List<String> suggest(String typed) {
        return List.of(typed + EVIL);
    }

    @Override
    public long changes() {
        return 1;
    }

    @Override
    public Subscription listen(Runnable heard) {
        listeners.add(heard);
        return () -> listeners.remove(heard);
    }

    @Override
    public Preview preview(Action action, Instant now) {
        return new Preview(action, EVIL, List.of(EVIL), Optional.empty());
    }

    @Override
    public Outcome perform(Action action, String by, Instant now) {
        performed.add(by + " " + action);
        return new Outcome.Done(1, EVIL);
    }

    @Override
    public List<AuditLine> audit() {
        return new ArrayList<>(List.of(new AuditLine(AT, EVIL, EVIL, false, true, EVIL)));
    }
}
