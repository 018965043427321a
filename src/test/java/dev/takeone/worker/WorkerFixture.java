package dev.takeone.worker;

import dev.takeone.account.Credit;
import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventTopics;
import dev.takeone.job.Decisions;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.Origin;
import dev.takeone.job.Rules;
import dev.takeone.job.StatusOutcome;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Receipt;
import dev.takeone.orders.StandingOrders;
import dev.takeone.request.JobIds;
import dev.takeone.request.RequestReader;
import dev.takeone.request.RequestRecord;
import dev.takeone.request.UnknownModels;
import dev.takeone.request.catalogue.ModelCatalogue;
import dev.takeone.worker.times.LearnedTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** A worker on one thread and on a clock that the test turns; its journal commits at once unless told otherwise. */
final class WorkerFixture implements Ticker, WorkerObserver {
    static final String TOPIC = "video.requests";
    static final Instant PUBLISHED = Instant.parse("2026-11-22T09:59:59Z");
    static final Duration DEADLINE = Duration.ofSeconds(5);
    static final Duration SETTLE = Duration.ofSeconds(60);
    static final Rules RULES = new Rules(
            Rules.InDoubt.REPLAY,
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(2),
            Duration.ofMinutes(10));
    static final WorkerSettings SETTINGS = new WorkerSettings(
            1000,
            1L << 30,
            64,
            64,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Optional.of(Duration.ofSeconds(20)),
            Duration.ofHours(24),
            Duration.ofHours(42),
            DEADLINE,
            SETTLE,
            SpendSettings.NONE);

    final InMemoryJournal disk;
    final ScriptedProvider provider = new ScriptedProvider();
    final List<String> said = new ArrayList<>();
    final List<Heard.Call> posted = new ArrayList<>();
    final List<Heard.Call> checked = new ArrayList<>();
    final List<Heard.Told> told = new ArrayList<>();
    final List<String> rewound = new ArrayList<>();
    final List<String> held = new ArrayList<>();
    final InMemoryJournal.Writer journal;
    final Worker worker;
    boolean committing = true;
    boolean deaf;

    /** Leased to the worker each second, a minute. */
    int leasedCalls = 60_000;

    /** Leased to the worker each second; empty for nothing. */
    Optional<Integer> leasedTasks = Optional.of(Integer.MAX_VALUE);

    /** The dollars that are leased. */
    Credit credit = Credit.NONE;

    /** After how long it wants its next tick, as of the last one. */
    Duration nextTick = Duration.ZERO;

    final Set<Integer> followed = new TreeSet<>();
    final List<CallbackOutcome> calls = new ArrayList<>();
    final List<Heard.Relied> relied = new ArrayList<>();
    Optional<String> hooks = Optional.empty();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final WorkerSettings settings;
    private final Rules rules;
    private final Optional<StandingOrders> orders;
    private Instant now;

    /** By how much its wall clock was set ahead of the broker's. */
    private Duration clockSet = Duration.ZERO;

    private long nanos;
    private long nextOffset;

    /** What it was told as listener. */
    interface Heard {
        /** Whether calls are relied on, and by which figures. */
        record Relied(boolean now, double lately, long came, long missed) implements Heard {}

        /** A call that has ended. */
        record Call(WorkerObserver.TimedCall call, String about) implements Heard {}

        /** An event that is committed. */
        record Told(JobEvent event, Instant at) implements Heard {}
    }

    WorkerFixture() {
        this(SETTINGS, RULES, new InMemoryJournal());
    }

    WorkerFixture(WorkerSettings settings, Rules rules, InMemoryJournal disk) {
        this(settings, rules, disk, Optional.of(StandingOrders.none("takeone")));
    }

    /** A worker that has heard of these orders, or has heard nothing of orders yet. */
    WorkerFixture(WorkerSettings settings, Rules rules, InMemoryJournal disk, Optional<StandingOrders> orders) {
        this(settings, rules, disk, orders, Instant.parse("2026-11-22T10:00:00Z"));
    }

    private WorkerFixture(
            WorkerSettings settings,
            Rules rules,
            InMemoryJournal disk,
            Optional<StandingOrders> orders,
            Instant startedAt) {
        this.settings = settings;
        this.rules = rules;
        this.orders = orders;
        this.now = startedAt;
        this.disk = disk;
        this.journal = disk.new Writer(this, () -> now.minus(clockSet));
        ModelCatalogue catalogue = ModelCatalogue.bundled();
        this.worker = new Worker(
                settings,
                new Decisions(rules),
                new Requests(
                        new RequestReader(catalogue, UnknownModels.REJECT),
                        new JobIds("cluster", "takeone", "topic-id")),
                new CloudEvents(
                        "/takeone", new EventTopics("video.submitted", "video.completed", "video.failed"), false),
                new Ports(
                        journal,
                        provider,
                        source(),
                        this,
                        tasks::add,
                        new LearnedTimes(
                                settings.checkInterval(), settings.checkDelay(), settings.firstCheck(), catalogue),
                        new Called(),
                        this));
        journal.listen(worker);
        orders.ifPresent(worker::ordered);
        lease();
    }

    /** Where it is called; nowhere where that is empty. */
    private final class Called implements Callbacks {
        @Override
        public Optional<String> address(int partition, String jobId) {
            return hooks.map(base -> base + "/" + partition + "." + jobId);
        }

        @Override
        public void follow(int partition) {
            followed.add(partition);
        }

        @Override
        public void unfollow(int partition) {
            followed.remove(partition);
        }
    }

    private void lease() {
        leasedTasks.ifPresent(most -> worker.leased(new Lease(
                leasedCalls, leasedCalls, leasedCalls, OptionalInt.of(most), credit, new Moment(nanos, now))));
    }

    /** The usual settings with limits of its own. */
    static WorkerSettings limited(int maxWaiting, int maxPosts) {
        return limited(maxWaiting, SETTINGS.maxWaitingBytes(), maxPosts);
    }

    static WorkerSettings limited(int maxWaiting, long maxWaitingBytes, int maxPosts) {
        return new WorkerSettings(
                maxWaiting,
                maxWaitingBytes,
                maxPosts,
                SETTINGS.maxChecks(),
                SETTINGS.checkInterval(),
                SETTINGS.checkDelay(),
                SETTINGS.firstCheck(),
                SETTINGS.retention(),
                SETTINGS.refreshAfter(),
                SETTINGS.writeDeadline(),
                SETTINGS.settleAfter(),
                SpendSettings.NONE);
    }

    /** A fixture whose worker has partition 0, and all that it was leased. */
    static WorkerFixture serving() {
        return serving(SETTINGS, RULES, new InMemoryJournal());
    }

    /** The same, whose worker may have so many tasks. */
    static WorkerFixture leased(int tasks) {
        WorkerFixture fixture = serving();
        fixture.leasedTasks = Optional.of(tasks);
        fixture.pass(Duration.ofSeconds(1));
        return fixture;
    }

    static WorkerFixture serving(WorkerSettings settings, Rules rules, InMemoryJournal disk) {
        WorkerFixture fixture = new WorkerFixture(settings, rules, disk);
        fixture.worker.assigned(new Generation(1), Set.of(0), 1);
        fixture.run();
        fixture.sleep(Duration.ofMinutes(1));
        return fixture;
    }

    /** The same, started where another fixture's time is. */
    WorkerFixture at(WorkerFixture other) {
        WorkerFixture later = new WorkerFixture(settings, rules, disk, orders, other.now);
        later.nextOffset = other.nextOffset;
        later.clockSet = other.clockSet;
        return later;
    }

    CompletionStage<Void> send(String requestId, String body) {
        return sendAt(nextOffset++, requestId, body);
    }

    CompletionStage<Void> sendAt(long offset, String requestId, String body) {
        CompletionStage<Void> taken = worker.handed(new Generation(1), List.of(record(offset, requestId, body)));
        run();
        return taken;
    }

    static RequestRecord record(long offset, String requestId, String body) {
        return record(0, offset, requestId, body);
    }

    static RequestRecord record(int partition, long offset, String requestId, String body) {
        return new RequestRecord(
                new Origin(TOPIC, partition, offset, PUBLISHED),
                Optional.empty(),
                List.of(new RequestRecord.Header(
                        "request-id", Optional.of(requestId.getBytes(StandardCharsets.UTF_8)))),
                Optional.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    static RequestRecord traced(long offset, String requestId, String traceparent) {
        RequestRecord plain = record(offset, requestId, dog());
        List<RequestRecord.Header> headers = new ArrayList<>(plain.headers());
        headers.add(new RequestRecord.Header("traceparent", Optional.of(traceparent.getBytes(StandardCharsets.UTF_8))));
        return new RequestRecord(plain.origin(), plain.key(), headers, plain.value());
    }

    static String dog() {
        return """
                {"model":"veo3.1-fast-official","prompt":"a dog"}""";
    }

    /** Runs what is due now, until nothing is left to do without time passing. */
    void run() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
                moved = true;
            }
            moved |= committing && journal.commit();
        }
    }

    /** Lets time pass, second by second. */
    void sleep(Duration duration) {
        Instant end = now.plus(duration);
        while (now.isBefore(end)) {
            pass(Duration.ofSeconds(1));
        }
    }

    /** One step of time, and one tick. */
    void pass(Duration step) {
        now = now.plus(step);
        nanos += step.toNanos();
        lease();
        worker.tick(next -> nextTick = next);
        run();
    }

    /** The wall clock is set, and a lease that has ended by that is renewed; nothing else happens. */
    void setClock(Duration by) {
        now = now.plus(by);
        clockSet = clockSet.plus(by);
        lease();
    }

    private Source source() {
        return new Source() {
            @Override
            public void hold(int partition, long offset) {
                held.add(partition + " from " + offset);
            }

            @Override
            public void rewind(int partition, long offset) {
                rewound.add(partition + " from " + offset);
            }
        };
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void moved(Transition transition) {
        said.add(transition.reason().label());
        if (deaf) {
            throw new IllegalStateException("a meter");
        }
    }

    @Override
    public void repeated(Job repeat) {
        said.add("repeated " + repeat.identity().id());
    }

    @Override
    public void posted(TimedCall call, int attempt, SubmitOutcome outcome) {
        posted.add(new Heard.Call(call, "attempt " + attempt));
    }

    @Override
    public void checked(TimedCall call, String taskId, StatusOutcome outcome) {
        checked.add(new Heard.Call(call, taskId));
    }

    @Override
    public void called(String jobId, CallbackOutcome outcome) {
        calls.add(outcome);
    }

    @Override
    public void relied(boolean onCalls, double lately, long came, long missed) {
        relied.add(new Heard.Relied(onCalls, lately, came, missed));
    }

    @Override
    public void told(JobEvent event, Instant at) {
        told.add(new Heard.Told(event, at));
    }

    @Override
    public void receiptKept(Receipt receipt) {
        switch (receipt) {
            case Receipt.Acceptance acceptance -> said.add("receipt " + acceptance.taskIds());
            case Receipt.Refusal refusal -> said.add("refusal of attempt " + refusal.attempt());
        }
    }

    @Override
    public void serving(int partition, int live, int remembered) {
        said.add("serving " + partition + " live=" + live + " remembered=" + remembered);
    }

    @Override
    public void stopped(int partition, String error) {
        said.add("stopped " + partition + ": " + error);
    }

    @Override
    public void waiting(int partition, String why) {
        said.add("waiting " + partition + ": " + why);
    }

    @Override
    public void tooLate(WorkerStatus.Late late) {
        said.add("too late: " + late.why());
    }

    @Override
    public void begunAnew(int partition) {
        said.add("begun anew " + partition);
    }

    @Override
    public void unclaimed(String jobId, SubmitOutcome outcome) {
        said.add("unclaimed " + outcome);
    }

    @Override
    public void halted(String why, Optional<Throwable> bug) {
        said.add("halted: " + why);
    }
}
