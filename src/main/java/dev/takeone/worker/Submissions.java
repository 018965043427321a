package dev.takeone.worker;

import dev.takeone.job.Effect;
import dev.takeone.job.JobInput;
import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition.Reason;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Sequence;
import dev.takeone.provider.quota.Call;
import dev.takeone.request.WebhookField;
import dev.takeone.worker.Allowance.Leave;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends jobs to the provider as gate, quota and limits allow, and takes the answers back.
 *
 * <p><b>Where it is decided that a POST may go</b>, each step on the way asked anew:
 *
 * <ol>
 *   <li>{@link Admission#next}: whose turn it is, of the partitions that are served, of the models for which the gate is open; for a new
 *       request also that no order holds it, and that orders have been read at all;
 *   <li>{@code grant}: a free connection, a task and the dollars of those that were dealt to this worker ({@link
 *       Admission#hasRoom}), and {@link Allowance#post}: the gate, and a call of the lease on the account;
 *   <li>{@link dev.takeone.job.Decisions}: what may have been paid for is repeated within its window only, and the intent
 *       is decided;
 *   <li>the journal: nothing is sent before the intent is committed ({@link Steps#committed});
 *   <li>{@code mayWrite}, asked by the provider's client when it has a connection, just before the first byte: the partition
 *       is still this worker's, the lease still runs, and the grant is not old.
 * </ol>
 */
final class Submissions {
    /** Longer than a broker that is there takes to answer. */
    private static final Duration RECEIPTS = Duration.ofSeconds(15);

    /** For so long a job that is dearer than a ceiling lets others pass. */
    private static final Duration HOPELESS = Duration.ofMinutes(1);

    private final WorkerSettings settings;
    private final Steps steps;
    private final Allowance allowance;
    private final Obeyed obeyed;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;

    /** Jobs whose intent is on its way to the journal, with the leave that each has for its POST. */
    private final Map<LiveJob, Leave> granted = new HashMap<>();

    /** A POST that was committed to: {@code intent} is that of its row. */
    private record Post(LiveJob job, Sequence intent, int attempt, Leave leave, Begun begun) {
        Optional<Receipt> word(SubmitOutcome outcome, Instant now) {
            return Receipt.of(job.id(), intent, attempt, outcome, now);
        }
    }

    /** A moment by the wall clock, for people, and by the {@link SteadyClock}, which tells what came first. */
    private record Begun(Instant at, Instant steady) {}

    private final Admission admission;
    private final Wallet wallet;
    private int open;

    /** When the latest POST began that was accepted, by the {@link SteadyClock}. */
    private Instant lastAccepted = Instant.MIN;

    /** Whose turn it was: leave often comes for one job at a time, and must not go to the same partition each time. */
    private int movedLast;

    Submissions(
            WorkerSettings settings,
            Steps steps,
            Allowance allowance,
            Admission admission,
            Wallet wallet,
            Obeyed obeyed,
            Ports ports,
            SteadyClock clock) {
        this.admission = admission;
        this.wallet = wallet;
        this.settings = settings;
        this.steps = steps;
        this.allowance = allowance;
        this.obeyed = obeyed;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
    }

    /** Grants what may be granted at {@code now}, a job of each partition in turn. */
    void pump(Instant now) {
        table.partitions().forEach(this::settle);
        for (boolean moved = true; moved; ) {
            moved = false;
            for (Partition partition : table.partitionsAfter(movedLast)) {
                if (partition.serving()
                        && admission.next(partition, now).map(this::move).orElse(false)) {
                    movedLast = partition.number;
                    moved = true;
                }
            }
        }
    }

    /** Once no former owner can be sending any more, and all that it has left word of is read. */
    private void settle(Partition partition) {
        boolean waits = partition.settling.isEmpty() || partition.receiptsAwaitedSince.isPresent();
        if (!waits && ports.ticker().nanos() - partition.settledAt >= 0) {
            partition.receiptsAwaitedSince = Optional.of(clock.now());
            ports.journal()
                    .receiptsRead(partition.number)
                    .thenRun(() -> ports.executor().execute(() -> settled(partition)));
        }
    }

    private void settled(Partition partition) {
        if (table.holds(partition)) {
            partition.receiptsAwaitedSince = Optional.empty();
            partition.receiptsTold = false;
            table.settled(partition).forEach(job -> steps.step(job, new JobInput.Settled()));
        }
    }

    /** Says so once where the receipts of a partition cannot be read: jobs wait for them that may have been paid for. */
    void tick(Instant now) {
        table.partitions().stream()
                .filter(partition -> !partition.receiptsTold
                        && partition
                                .receiptsAwaitedSince
                                .filter(since -> now.isAfter(since.plus(RECEIPTS)))
                                .isPresent())
                .forEach(partition -> {
                    partition.receiptsTold = true;
                    ports.listener()
                            .waiting(
                                    partition.number,
                                    "its receipts cannot be read, so that " + partition.settling.size()
                                            + " jobs whose POST was open when it came here cannot go on");
                });
    }

    /** Ends the requests that an order takes back, where nothing of them is begun. */
    void obey() {
        table.partitions().stream().filter(Partition::serving).forEach(this::obey);
    }

    /** The same for those of one partition. */
    void obey(Partition partition) {
        List.copyOf(partition.jobs.values()).forEach(this::obey);
    }

    private void obey(LiveJob job) {
        obeyed.withdrawal(job.state.job()).ifPresent(order -> steps.step(job, order));
    }

    /** Whether the job has moved: taken back, ended for having been in doubt too long, or granted. */
    private boolean move(LiveJob job) {
        obey(job);
        steps.step(job, new JobInput.Due());
        if (table.holds(job) && Admission.isUnpaid(job) && wallet.isHopeless(job)) {
            table.postpone(job, HOPELESS);
            return true;
        }
        return !table.holds(job) || grant(job);
    }

    private boolean grant(LiveJob job) {
        if (granted.size() + open >= settings.maxPosts() || !admission.hasRoom(job)) {
            return false;
        }
        Optional<Leave> may = allowance.post(
                Call.post(job.model(), isInDoubt(job)), table.counts().running());
        may.ifPresent(leave -> {
            granted.put(job, leave);
            if (Admission.isUnpaid(job)) {
                wallet.draw(job);
            }
            table.calling(job);
            Optional<String> withWebhook = withWebhook(job);
            if (withWebhook.isPresent()) {
                job.calls().expected = true;
            }
            steps.step(job, new JobInput.Granted(withWebhook));
            if (!table.holds(job)) {
                granted.remove(job);
                allowance.submitted(leave, new SubmitOutcome.Withheld());
            }
        });
        return may.isPresent();
    }

    private Optional<String> withWebhook(LiveJob job) {
        return job.state instanceof Accepted waits
                ? ports.callbacks()
                        .address(job.partition.number, job.id())
                        .flatMap(address -> WebhookField.put(waits.body(), address))
                : Optional.empty();
    }

    private static boolean isInDoubt(LiveJob job) {
        return job.state instanceof Submitting posting && posting.doubt().isPresent();
    }

    /** Whether a submission would go now, if there were quota for it. */
    boolean waiting(Instant now) {
        return granted.size() + open < settings.maxPosts() && admission.anyGoes(now);
    }

    /** The intent is committed: writes the request, unless it has become too late for that. */
    void post(LiveJob job, Effect.Post post, long commitStarted) {
        Leave leave = granted.remove(job);
        if (leave == null) {
            throw new IllegalStateException("a POST that was not granted: " + post);
        }
        if (!awaits(job, post.attempt())) {
            allowance.submitted(leave, new SubmitOutcome.Withheld());
            if (table.holds(job)) {
                table.called(job);
            }
            return;
        }
        open++;
        Post call = new Post(
                job,
                job.sequence,
                post.attempt(),
                leave,
                new Begun(ports.ticker().now(), clock.now()));
        long deadline = commitStarted + settings.writeDeadline().toNanos();
        ports.provider()
                .submit(post.body(), post.idempotencyKey(), () -> mayWrite(call, deadline))
                .onFailure(Exception.class)
                .recoverWithItem(broken -> new SubmitOutcome.InDoubt(ProviderError.transport(String.valueOf(broken))))
                .subscribe()
                .with(
                        outcome -> ports.executor().execute(() -> answeredOrLeft(call, outcome)),
                        error -> ports.executor().execute(() -> {
                            throw new IllegalStateException("a POST has met an error", error);
                        }));
    }

    /** Asked right before the write, on any thread. */
    private boolean mayWrite(Post call, long deadline) {
        boolean may = call.job().partition.mayWrite
                && ports.ticker().nanos() - deadline < 0
                && allowance.mayWrite(call.leave());
        if (may) {
            ports.executor().execute(() -> allowance.written(call.leave()));
        }
        return may;
    }

    /** A late answer to an earlier POST may have moved the job while the intent to replay was being committed. */
    private boolean awaits(LiveJob job, int attempt) {
        return table.holds(job) && job.state instanceof Submitting posting && posting.attempt() == attempt;
    }

    /** The answer stands for money, and outlives an error in what is made of it. */
    private void answeredOrLeft(Post call, SubmitOutcome outcome) {
        try {
            answered(call, outcome);
        } catch (Throwable bug) {
            leaveWord(call, outcome, ports.ticker().now());
            throw bug;
        }
    }

    private void answered(Post call, SubmitOutcome outcome) {
        Instant now = ports.ticker().now();
        open--;
        allowance.submitted(call.leave(), outcome);
        if (outcome instanceof SubmitOutcome.Accepted) {
            Instant begun = call.begun().steady();
            lastAccepted = begun.isAfter(lastAccepted) ? begun : lastAccepted;
        }
        ports.listener()
                .posted(
                        new WorkerObserver.TimedCall(
                                call.job().state.job(), call.begun().at(), now),
                        call.attempt(),
                        outcome);
        if (table.holds(call.job())) {
            table.called(call.job());
        }
        // Another object of the same job has been read back meanwhile: the answer is its, the call under way is not.
        table.job(call.job().partition.number, call.job().id())
                .ifPresentOrElse(job -> answered(job, call, outcome, now), () -> leaveWord(call, outcome, now));
    }

    private void answered(LiveJob job, Post call, SubmitOutcome outcome, Instant now) {
        Reason reason = step(job, call.attempt(), outcome, call.word(outcome, now));
        boolean unclaimed = reason == Reason.IGNORED && !knows(job, outcome);
        if (unclaimed || reason == Reason.DOUBLE_CHARGE_SUSPECTED) {
            ports.listener().unclaimed(job.id(), outcome);
        }
    }

    /** A receipt has brought the same task before the answer did. */
    private static boolean knows(LiveJob job, SubmitOutcome outcome) {
        return outcome instanceof SubmitOutcome.Accepted accepted
                && job.state instanceof Submitted submitted
                && submitted.knows(accepted.taskIds());
    }

    private Reason step(LiveJob job, int attempt, SubmitOutcome outcome, Optional<Receipt> word) {
        boolean othersPassed = lastAccepted.isAfter(job.forbiddenSince);
        if (outcome instanceof SubmitOutcome.AccountHeld held && held.error().isForbidden()) {
            job.forbiddenSince = job.forbiddenSince.isBefore(clock.now()) ? job.forbiddenSince : clock.now();
        }
        Reason reason = steps.step(
                job,
                new JobInput.Answered(
                        attempt, outcome, tried(job), ports.checkTimes().first(job.state.job()), othersPassed),
                word);
        job.triedSince = reason == Reason.NOT_ACCEPTED ? clock.now() : job.triedSince;
        return reason;
    }

    /** The job is somebody else's now, or is being read back here: what is known must reach whoever has it. */
    private void leaveWord(Post call, SubmitOutcome outcome, Instant now) {
        call.word(outcome, now).ifPresent(receipt -> steps.leave(call.job().partition.number, receipt));
    }

    /** Another worker, or this one before a restore, has left word of a job. */
    void found(Partition partition, Receipt receipt, boolean fresh) {
        Optional<LiveJob> job = table.job(partition.number, receipt.jobId());
        switch (receipt) {
            case Receipt.Acceptance acceptance -> found(job, acceptance, fresh);
            case Receipt.Refusal refusal -> job.ifPresent(live -> found(live, refusal));
        }
    }

    private void found(Optional<LiveJob> job, Receipt.Acceptance receipt, boolean fresh) {
        SubmitOutcome outcome = new SubmitOutcome.Accepted(receipt.taskIds(), receipt.replayed(), Optional.empty());
        Optional<Reason> reason = job.map(live -> steps.step(
                live,
                new JobInput.ReceiptFound(
                        receipt.taskIds(),
                        receipt.replayed(),
                        ports.checkTimes().first(live.state.job()))));
        if (reason.filter(why -> why == Reason.DOUBLE_CHARGE_SUSPECTED).isPresent() || (reason.isEmpty() && fresh)) {
            ports.listener().unclaimed(receipt.jobId(), outcome);
        }
    }

    /**
     * A refusal settles the POST of the very row that stands in the journal, and no other: all receipts are read again
     * after every restore, and a job's next intent may bear the same attempt's number.
     */
    private void found(LiveJob job, Receipt.Refusal refusal) {
        if (job.settling() && job.sequence.equals(refusal.intent())) {
            step(job, refusal.attempt(), refusal.outcome(), Optional.empty());
        }
    }

    /** The time since the job's last refusal without that in which the account was held or nobody served the partition. */
    private Duration tried(LiveJob job) {
        return Duration.between(job.triedSince, clock.now()).minus(allowance.accountHeldSince(job.triedSince));
    }

    /** What was granted to this partition's jobs and not committed will not be posted. */
    void withdraw(int partition) {
        granted.entrySet().removeIf(grant -> {
            boolean gone = grant.getKey().partition.number == partition;
            if (gone) {
                allowance.submitted(grant.getValue(), new SubmitOutcome.Withheld());
            }
            return gone;
        });
    }

    /** POSTs open, or about to be. */
    int open() {
        return granted.size() + open;
    }
}
