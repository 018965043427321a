package dev.takeone.worker;

import dev.takeone.account.Lease;
import dev.takeone.account.Report;
import dev.takeone.events.CloudEvents;
import dev.takeone.job.Decisions;
import dev.takeone.job.Effect;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Journal;
import dev.takeone.journal.Receipt;
import dev.takeone.orders.StandingOrders;
import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The shell: records come in, decisions go to the journal, and what is committed is done.
 *
 * <p>Every public method may be called on any thread; what it asks for happens on the executor's one, after all that was
 * asked before. After each such step the worker looks once at who is due ({@link #pump}), so that nothing waits for the
 * next tick that could go now.
 */
public final class Worker implements Journal.Listener {
    private final WorkerSettings settings;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;
    private final Alarm alarm;
    private final Obeyed obeyed = new Obeyed();
    private final Allowance allowance;
    private final HeldTasks tasks;
    private final Wallet wallet;
    private final Steps steps;
    private final Inbox inbox;
    private final Admission admission;
    private final Submissions submissions;
    private final Settlement settlement;
    private final Wakes wakes;
    private final StatusChecks checks;
    private final Ownership ownership;
    private final Upkeep upkeep;
    private final KeptBack keptBack;
    private final SelfReport self;
    private boolean draining;
    private Optional<String> halted = Optional.empty();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    /** A worker without partitions. */
    public Worker(WorkerSettings settings, Decisions decisions, Requests requests, CloudEvents events, Ports outside) {
        this.settings = settings;
        this.ports = outside.on(task -> outside.executor().execute(() -> guarded(task)));
        this.clock = new SteadyClock(ports.ticker());
        this.table = new JobTable(clock, Prices.of(settings.spend().unpriced()));
        this.alarm = new Alarm(table, clock);
        this.allowance = new Allowance(clock);
        this.tasks = new HeldTasks(clock);
        this.wallet = new Wallet(settings.spend(), table);
        this.steps = new Steps(decisions, events, ports, table, clock, settings.retention());
        this.inbox = new Inbox(requests, decisions, steps, obeyed, ports, clock, settings, this::suspect);
        this.admission = new Admission(table, allowance, obeyed, tasks, wallet);
        this.keptBack = new KeptBack(table, admission, obeyed);
        PostAnswers answers = new PostAnswers(steps, allowance, keptBack, ports, clock);
        this.settlement = new Settlement(steps, answers, ports, clock);
        this.submissions =
                new Submissions(settings, steps, answers, allowance, admission, wallet, obeyed, ports, clock);
        this.wakes = new Wakes(settings, ports, clock, table);
        this.checks = new StatusChecks(settings, steps, allowance, wakes, ports, clock);
        this.ownership = new Ownership(settings, inbox, steps, submissions, settlement, ports, clock);
        this.upkeep = new Upkeep(settings.refreshAfter(), steps);
        this.self = new SelfReport(steps, allowance, admission, submissions, tasks, wallet, obeyed, ports, clock);
        checks.start();
    }

    /**
     * The consumer group has given this worker more partitions, maybe none.
     *
     * @param generation the group's generation from which on they are this worker's
     * @param total all partitions of the requests topic
     */
    public void assigned(Generation generation, Set<Integer> partitions, int total) {
        ports.executor().execute(() -> {
            self.join();
            if (!draining) {
                ownership.assigned(generation, partitions);
            }
            self.partitions(total);
        });
    }

    /** These partitions are about to go: nothing new begins for them. Done when that is so. */
    public CompletionStage<Void> leaving(Set<Integer> partitions) {
        return done(() -> ownership.leaving(partitions));
    }

    /**
     * These partitions are gone. Done when they are forgotten.
     *
     * @param total all partitions of the requests topic
     */
    public CompletionStage<Void> gone(Set<Integer> partitions, int total) {
        return done(() -> {
            ownership.gone(partitions);
            self.partitions(total);
        });
    }

    /** This worker may use this from now on, in the place of what it was leased before. */
    public void leased(Lease lease) {
        ports.executor().execute(() -> allowance.leased(lease));
    }

    /** What this worker says of itself on the account board, as of less than a second ago. May be asked on any thread. */
    public Report report() {
        return self.report();
    }

    /**
     * Takes records that were polled in {@code generation}, in the order of their offsets. Done when all are taken: until
     * then the sender holds back.
     */
    public CompletionStage<Void> handed(Generation generation, List<RequestRecord> records) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        ports.executor().execute(() -> inbox.put(generation, records).thenRun(() -> taken.complete(null)));
        return taken;
    }

    /** These orders stand from now on, in the place of all before. Before the first are told, no POST begins. */
    public void ordered(StandingOrders orders) {
        ports.executor().execute(() -> {
            obeyed.change(orders);
            keptBack.look(clock.now());
            submissions.obey();
        });
    }

    /** Somebody has called for these jobs, at the addresses that their POSTs named: their tasks may have ended. */
    public void woken(int partition, Collection<String> jobIds) {
        ports.executor().execute(() -> wakes.woken(partition, jobIds));
    }

    /** The part of its tasks that this worker relies on to call when they end, 0 to 1. May be asked on any thread. */
    public double callbackTrust() {
        return wakes.trustedPart();
    }

    /**
     * Time has passed.
     *
     * @param next hears, on the executor, after how long to call again; what comes from outside waits for no tick
     */
    public void tick(Consumer<Duration> next) {
        ports.executor().execute(() -> {
            Instant now = clock.now();
            ownership.tick(now);
            settlement.tick(now);
            steps.tick(now);
            submissions.tick(now);
            inbox.tick(now);
            wakes.tick(now);
            dropHolds();
            upkeep.tick(now);
            keptBack.tick(now);
            self.tick(now, begins(), halted);
            pump();
            next.accept(alarm.untilDue());
        });
    }

    private boolean begins() {
        return !draining && halted.isEmpty();
    }

    /** What was held for jobs that are here no more is held no more: whoever has them finds out for itself. */
    private void dropHolds() {
        if (table.expectsJobs()) {
            return;
        }
        if (table.counts().waiting() + table.counts().inDoubt() + submissions.open() > 0) {
            allowance.onlyToSubmitFor(table::isToSubmit);
        } else if (table.counts().running() > 0) {
            allowance.nothingToSubmit();
        } else {
            allowance.nothingToCall();
        }
    }

    /**
     * Takes no more records and begins no more calls. Done when no POST is open and every decision is committed, or was
     * dropped with its partition or by an error; at once where there is none of either.
     *
     * <p>A POST that is granted, and whose intent is on its way to the journal, is not sent any more: its job is
     * journaled back to where it can go at once elsewhere. That is one transaction more, where an answer may take as long
     * as a POST may; and what was provably not sent can neither be lost nor cost anything.
     */
    public CompletionStage<Void> drain() {
        ports.executor().execute(() -> {
            draining = true;
            ownership.leaveAll();
        });
        return drained;
    }

    /**
     * What is not committed by now never will be: every partition is dropped, and answers that wait for their commit are
     * left in the receipts, as are those that are still to come. Done when that is so.
     */
    public CompletionStage<Void> giveUp() {
        return done(ownership::dropAll);
    }

    /** The worker as of its last tick. */
    public WorkerStatus status() {
        return self.status();
    }

    @Override
    public void committed(List<Entry> entries, long startedNanos) {
        ports.executor()
                .execute(() ->
                        entries.forEach(entry -> steps.committed(entry).forEach(ready -> run(ready, startedNanos))));
    }

    /** What this process decided before it met an error may stand; it does nothing more about it. */
    private void run(Steps.Ready ready, long startedNanos) {
        if (halted.isEmpty()) {
            switch (ready.effect()) {
                case Effect.Post post -> submissions.post(ready.job(), post, startedNanos);
            }
        }
    }

    @Override
    public void unwritable(Entry entry, String why) {
        ports.executor().execute(() -> ownership.unwritable(entry, why));
    }

    @Override
    public void receipt(int partition, Receipt receipt, boolean fresh) {
        ports.executor().execute(() -> ownership.receipt(partition, receipt, fresh));
    }

    @Override
    public void lost(Set<Integer> partitions) {
        ports.executor().execute(() -> ownership.lost(partitions));
    }

    @Override
    public void rewriteAfter(Duration age) {
        ports.executor().execute(() -> upkeep.rewriteAfter(age));
    }

    @Override
    public void stopped(String why) {
        ports.executor().execute(() -> halt(why, Optional.empty()));
    }

    private void suspect(Partition partition) {
        ownership.suspect(partition);
    }

    /**
     * Another thread, which the worker cannot do without, has met an error that nobody has thought of: the worker ends. May
     * be called on any thread.
     *
     * @param where what it was doing
     */
    public void broken(String where, Throwable bug) {
        ports.executor().execute(() -> halt(where + " met an error that it does not know: " + bug, Optional.of(bug)));
    }

    private CompletionStage<Void> done(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ports.executor().execute(() -> {
            task.run();
            done.complete(null);
        });
        return done;
    }

    /** After an error that nobody has thought of, memory may be wrong: nothing is done any more that could cost money. */
    private void guarded(Runnable task) {
        try {
            task.run();
            pump();
        } catch (Throwable bug) {
            halt("the deciding thread met an error that it does not know: " + bug, Optional.of(bug));
        }
    }

    private void halt(String why, Optional<Throwable> bug) {
        if (halted.isEmpty()) {
            halted = Optional.of(why);
            try {
                ownership.dropAll();
                // The last that the board is told: what was begun since it was told before counts.
                self.tell(clock.now(), false);
            } catch (Throwable worse) {
                bug.ifPresent(first -> first.addSuppressed(worse));
            }
            ports.listener().halted(why, bug);
            self.look(halted);
        }
        if (isDrained()) {
            drained.complete(null);
        }
    }

    /** After an error nothing more is committed, but the answers to open POSTs still reach whoever has their jobs. */
    private boolean isDrained() {
        return submissions.open() == 0 && (halted.isPresent() || steps.uncommitted() == 0);
    }

    /** Lets go whatever may go now: records, then checks, then submissions. */
    private void pump() {
        Instant now = clock.now();
        if (!begins()) {
            if (isDrained() && !drained.isDone()) {
                // The last that the board is told: from now on nothing is begun.
                self.tell(now, false);
                drained.complete(null);
            }
        } else {
            tasks.note(table.partitions());
            inbox.drain(this::mayWait);
            checks.pump(now, submissions.waiting(now));
            settlement.pump();
            submissions.pump(now);
        }
    }

    private boolean mayWait(int gated) {
        // A job whose POST is open waits again when that is refused, so it keeps its place.
        return table.counts().waiting() + submissions.open() + gated < settings.maxWaiting();
    }
}
