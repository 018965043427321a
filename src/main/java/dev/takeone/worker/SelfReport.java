package dev.takeone.worker;

import dev.takeone.account.Need;
import dev.takeone.account.Report;
import dev.takeone.provider.quota.Closure;
import dev.takeone.provider.quota.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the worker says of itself: on the account board, and to whoever watches over it. Put together on the worker's thread
 * as time passes, and read on any.
 */
final class SelfReport {
    /** Looks at every live job: too much for each tick. */
    private static final Duration SURVEY = Duration.ofSeconds(10);

    private static final Duration REPORT = Duration.ofMillis(500);

    /** Checks that are due within this are told as needed in a minute. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /** A request that waits is to be sent within a quarter of a minute. */
    private static final double SOON = 4;

    private final Steps steps;
    private final Allowance allowance;
    private final Admission admission;
    private final Submissions submissions;
    private final HeldTasks tasks;
    private final Wallet wallet;
    private final Obeyed obeyed;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;
    private boolean joined;
    private int allPartitions;
    private Instant surveyAt = Instant.MIN;
    private Optional<Instant> oldestSince = Optional.empty();
    private int tooDear;
    private Instant reportAt = Instant.MIN;
    private volatile Report report = Report.NONE;
    private volatile WorkerStatus status = WorkerStatus.NEW;

    SelfReport(
            Steps steps,
            Allowance allowance,
            Admission admission,
            Submissions submissions,
            HeldTasks tasks,
            Wallet wallet,
            Obeyed obeyed,
            Ports ports,
            SteadyClock clock) {
        this.steps = steps;
        this.allowance = allowance;
        this.admission = admission;
        this.submissions = submissions;
        this.tasks = tasks;
        this.wallet = wallet;
        this.obeyed = obeyed;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
    }

    /** For the board, as of less than a second ago. */
    Report report() {
        return report;
    }

    /** As of the last tick. */
    WorkerStatus status() {
        return status;
    }

    /** The group has this worker for a member. */
    void join() {
        joined = true;
    }

    /** So many partitions does the requests topic have. */
    void partitions(int total) {
        allPartitions = total;
    }

    /**
     * Time has passed.
     *
     * @param begins whether anything is begun from now on
     * @param halted why the worker does nothing any more
     */
    void tick(Instant now, boolean begins, Optional<String> halted) {
        if (!now.isBefore(surveyAt)) {
            surveyAt = now.plus(SURVEY);
            oldestSince = table.oldestSince();
            tooDear = table.count(job -> Admission.isUnpaid(job) && wallet.isHopeless(job, allowance.lastLease()));
        }
        look(halted);
        if (!now.isBefore(reportAt)) {
            reportAt = now.plus(REPORT);
            tell(now, begins);
        }
    }

    /** Puts together what the board is told, at once. */
    void tell(Instant now, boolean begins) {
        tasks.next(report.purse().step());
        tasks.note(table.partitions());
        table.partitions().stream()
                .filter(Partition::serving)
                .filter(partition -> partition.toldSince.isEmpty())
                .forEach(partition -> partition.toldSince = Optional.of(clock.moment()));
        int wanting = begins ? admission.wanting(now) : 0;
        double submitting = allowance.lately(Lane.SUBMISSION);
        double checking = Math.max(allowance.lately(Lane.CHECK), table.checksDueBy(now.plus(AHEAD)));
        WorkerStatus.Jobs jobs = status.jobs();
        report = new Report(
                new Need(checking, wanting * SOON + submitting, tasks.owned() + wanting),
                status.calls().lastMinute(),
                tasks.parts(),
                joined ? allPartitions : 0,
                new Report.Jobs(jobs.waiting(), jobs.posting(), jobs.inDoubt(), jobs.running()),
                Stream.concat(
                                status.calls().holds().stream().map(SelfReport::held),
                                status.calls().late().stream().map(this::held))
                        .toList(),
                wallet.purse(
                        allowance.lastLease(),
                        wanting == 0 ? 0 : table.counts().waitingPrice(),
                        wanting == 0 ? 0 : admission.step(now)),
                obeyed.readTo());
        tasks.told();
    }

    private static Report.Held held(Closure hold) {
        return new Report.Held(
                hold.cause().name().toLowerCase(Locale.ROOT),
                hold.lanes().stream().map(Enum::name).sorted().toList(),
                hold.model(),
                hold.since(),
                hold.until(),
                hold.error().httpStatus(),
                hold.error().message());
    }

    private Report.Held held(WorkerStatus.Late late) {
        return new Report.Held(
                "too_late",
                List.of(Lane.SUBMISSION.name()),
                Optional.empty(),
                late.since(),
                ports.ticker().now(),
                Optional.empty(),
                Optional.of(late.why()));
    }

    /** Puts together what those hear who watch over the worker, at once. */
    void look(Optional<String> halted) {
        Map<Integer, String> restoring = new TreeMap<>();
        Map<Integer, String> stopped = new TreeMap<>();
        Map<Integer, Instant> receipts = new TreeMap<>();
        int serving = 0;
        for (Partition partition : table.partitions()) {
            partition.receiptsAwaitedSince.ifPresent(since -> receipts.put(partition.number, clock.timeOfDay(since)));
            switch (partition.stage) {
                case Partition.Stage.Restoring(Optional<Instant> _again, String why) ->
                    restoring.put(partition.number, why);
                case Partition.Stage.Stopped(String error) -> stopped.put(partition.number, error);
                case Partition.Stage.Serving _serves -> serving++;
                case Partition.Stage.Leaving _serves -> serving++;
            }
        }
        JobCounts counts = table.counts();
        status = new WorkerStatus(
                ports.ticker().now(),
                joined,
                serving,
                restoring,
                stopped,
                new WorkerStatus.Jobs(
                        counts.waiting() - counts.unclear(),
                        submissions.open(),
                        counts.inDoubt() + counts.unclear() + table.settling(),
                        counts.running(),
                        tooDear,
                        oldestSince),
                allowance.calls().late(submissions.late()),
                steps.waitingSince(ports.ticker().now()),
                receipts,
                halted);
    }
}
