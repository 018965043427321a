package dev.takeone.worker;

import dev.takeone.job.Effect;
import dev.takeone.job.Job;
import dev.takeone.job.JobInput;
import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Refusals;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.ProviderError;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.provider.quota.Call;
import dev.takeone.request.WebhookField;
import dev.takeone.worker.Allowance.Leave;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends jobs to the provider as gate, quota and limits allow; {@link PostAnswers} takes what comes back.
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
 *       is still this worker's, the lease still runs, the grant is not old, and no order has come to hold the purchase.
 * </ol>
 */
final class Submissions {
    /** For so long a job that is dearer than a ceiling lets others pass. */
    private static final Duration HOPELESS = Duration.ofMinutes(1);

    private final WorkerSettings settings;
    private final Steps steps;
    private final PostAnswers answers;
    private final Allowance allowance;
    private final Admission admission;
    private final Wallet wallet;
    private final Obeyed obeyed;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;

    /** Jobs whose intent is on its way to the journal, with the leave that each has for its POST. */
    private final Map<LiveJob, Leave> granted = new HashMap<>();

    /** Those of them whose leave has been given back: a call that comes too late must keep no other's place. */
    private final Set<LiveJob> givenBack = new HashSet<>();

    private final Lateness lateness = new Lateness();
    private int open;

    /** Whose turn it was: leave often comes for one job at a time, and must not go to the same partition each time. */
    private int movedLast;

    Submissions(
            WorkerSettings settings,
            Steps steps,
            PostAnswers answers,
            Allowance allowance,
            Admission admission,
            Wallet wallet,
            Obeyed obeyed,
            Ports ports,
            SteadyClock clock) {
        this.settings = settings;
        this.steps = steps;
        this.answers = answers;
        this.allowance = allowance;
        this.admission = admission;
        this.wallet = wallet;
        this.obeyed = obeyed;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
    }

    /** Grants what may be granted at {@code now}, a job of each partition in turn. */
    void pump(Instant now) {
        if (table.counts().waiting() + table.counts().inDoubt() == 0) {
            return;
        }
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

    /** Ends the requests that an order takes back, or that are too expensive by now, where nothing of them is begun. */
    void obey() {
        table.partitions().stream().filter(Partition::serving).forEach(this::obey);
    }

    /** The same for those of one partition. */
    void obey(Partition partition) {
        List.copyOf(partition.jobs.values()).forEach(this::obey);
    }

    /** It was told what became of a POST of this job: an order may have come meanwhile, and what was not sent waits again. */
    void heard(int partition, String jobId) {
        table.job(partition, jobId).ifPresent(this::obey);
    }

    /** Whoever took it in, or had it under way, may have been told of a higher limit. */
    private void obey(LiveJob job) {
        Job request = job.state.job();
        obeyed.withdrawal(request)
                .<JobInput>map(order -> order)
                .or(() -> settings.spend().perRequest().passedBy(request).map(JobInput.TooExpensive::new))
                .ifPresent(end -> steps.step(job, end));
    }

    /** Whether the job has moved: taken back, too expensive, ended for having been in doubt too long, or granted. */
    private boolean move(LiveJob job) {
        obey(job);
        steps.step(job, new JobInput.Due());
        if (table.holds(job) && Admission.isUnpaid(job) && wallet.isHopeless(job, allowance.lastLease())) {
            table.postpone(job, HOPELESS);
            return true;
        }
        return !table.holds(job) || grant(job);
    }

    private boolean grant(LiveJob job) {
        if (!hasConnection() || !admission.hasRoom(job)) {
            return false;
        }
        boolean probe = allowance.probes(job.model());
        Optional<Leave> may = allowance.post(
                Call.post(job.model(), isInDoubt(job)), table.counts().running());
        may.ifPresent(leave -> {
            granted.put(job, leave);
            job.partition.replayProbed = probe && !Admission.isUnpaid(job);
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
        return hasConnection() && admission.anyGoes(now);
    }

    private boolean hasConnection() {
        return granted.size() - givenBack.size() + open < settings.maxPosts();
    }

    /** The intent is committed: writes the request, unless it has become too late for that. */
    void post(LiveJob job, Effect.Post post, long commitStarted) {
        Leave leave = granted.remove(job);
        if (leave == null) {
            throw new IllegalStateException("a POST that was not granted: " + post);
        }
        boolean tooLate = givenBack.remove(job);
        job.partition.journalIsBehind = false;
        if (!awaits(job, post.attempt())) {
            allowance.submitted(leave, new SubmitOutcome.Withheld());
            if (table.holds(job)) {
                table.called(job);
            }
            return;
        }
        open++;
        OpenPost call = new OpenPost(
                job,
                job.sequence,
                post.attempt(),
                leave,
                bought(job),
                new OpenPost.Begun(
                        ports.ticker().now(),
                        clock.now(),
                        Duration.ofNanos(ports.ticker().nanos() - commitStarted)));
        long deadline = commitStarted + settings.writeDeadline().toNanos();
        Uni<SubmitOutcome> sent = tooLate
                ? unsent(call)
                : ports.provider().submit(post.body(), post.idempotencyKey(), () -> mayWrite(call, deadline));
        sent.onFailure(Exception.class)
                .recoverWithItem(broken -> new SubmitOutcome.InDoubt(ProviderError.transport(String.valueOf(broken))))
                .subscribe()
                .with(
                        outcome -> ports.executor().execute(() -> ended(call, outcome)),
                        error -> ports.executor().execute(() -> {
                            open--;
                            throw new IllegalStateException("a POST has met an error", error);
                        }));
    }

    /** What was given back may be another's by now, the connection too, whatever a clock that has been set says of the time. */
    private Uni<SubmitOutcome> unsent(OpenPost call) {
        if (call.job().partition.mayWrite) {
            tooLate(call);
        }
        return Uni.createFrom().item(new SubmitOutcome.Withheld());
    }

    private static Optional<Job> bought(LiveJob job) {
        return job.state instanceof Submitting posting
                        && posting.doubt().isEmpty()
                        && posting.refusals().flatMap(Refusals::unclearSince).isEmpty()
                ? Optional.of(posting.job())
                : Optional.empty();
    }

    /** Asked right before the write, on any thread. */
    private boolean mayWrite(OpenPost call, long deadline) {
        if (!call.job().partition.mayWrite
                || call.bought()
                        .map(job -> job.model().orElse(""))
                        .filter(obeyed::holds)
                        .isPresent()) {
            return false;
        }
        if (ports.ticker().nanos() - deadline >= 0) {
            ports.executor().execute(() -> tooLate(call));
            return false;
        }
        boolean may = allowance.mayWrite(call.leave());
        if (may) {
            ports.executor().execute(() -> {
                allowance.written(call.leave());
                lateness.inTime();
            });
        }
        return may;
    }

    private void tooLate(OpenPost call) {
        Instant now = clock.now();
        lateness.tooLate(call.begun().commit(), Duration.between(call.begun().steady(), now), now);
    }

    /** Says so once where no POST is in time. */
    void tick(Instant now) {
        giveBack();
        lateness.news(now).map(this::forPeople).ifPresent(ports.listener()::tooLate);
    }

    /**
     * Where the journal takes nothing of a partition, as while one of its topics' leaders is away, its intents stay granted:
     * no more of them are, and what they had goes to others.
     */
    private void giveBack() {
        table.partitions().forEach(partition -> partition.journalIsBehind = false);
        granted.forEach((job, leave) -> {
            if (allowance.hasWaited(leave, settings.writeDeadline())) {
                job.partition.journalIsBehind = true;
            }
            if (allowance.isTooLate(leave) && givenBack.add(job)) {
                allowance.submitted(leave, new SubmitOutcome.Withheld());
            }
        });
    }

    /** Why no POST goes, although none is held; empty where they go. */
    Optional<WorkerStatus.Late> late() {
        return lateness.now(clock.now()).map(this::forPeople);
    }

    private WorkerStatus.Late forPeople(WorkerStatus.Late late) {
        return new WorkerStatus.Late(clock.timeOfDay(late.since()), late.posts(), late.commit(), late.connection());
    }

    /** A late answer to an earlier POST may have moved the job while the intent to replay was being committed. */
    private boolean awaits(LiveJob job, int attempt) {
        return table.holds(job) && job.state instanceof Submitting posting && posting.attempt() == attempt;
    }

    private void ended(OpenPost call, SubmitOutcome outcome) {
        open--;
        answers.came(call, outcome);
        heard(call.job().partition.number, call.job().id());
    }

    /** What was granted to this partition's jobs and not committed will not be posted. */
    void withdraw(int partition) {
        granted.entrySet().removeIf(grant -> {
            boolean gone = grant.getKey().partition.number == partition;
            if (gone) {
                givenBack.remove(grant.getKey());
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
