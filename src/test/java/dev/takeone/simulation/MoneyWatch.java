package dev.takeone.simulation;

import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.journal.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Watches what is paid: POSTs, charges, and the word of tasks. */
final class MoneyWatch {
    /** For a receipt to be written, and read by the new owner. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    /** The same where each transaction takes long, and some are tried with ever less. */
    private static final Duration LONG_ENOUGH_WHERE_SLOW = Duration.ofMinutes(3);

    private final Findings findings;
    private final Scheduler scheduler;
    private final Options options;
    private final Map<Posting, Intent> intents = new HashMap<>();
    private final Map<String, List<Post>> posts = new HashMap<>();
    private final Map<String, Integer> charges = new HashMap<>();
    private final Map<String, Instant> chargedAt = new HashMap<>();
    private final Set<String> uncharged = new HashSet<>();
    private final Set<String> knownTasks = new HashSet<>();
    private final Map<String, List<Heard>> heard = new HashMap<>();

    /** By key: that the POST of the last intent was provably not accepted, and who knows. */
    private final Map<String, Heard> refused = new HashMap<>();

    private final Map<String, Intent> lastIntents = new HashMap<>();

    private final SpendWatch spend;

    MoneyWatch(Findings findings, Scheduler scheduler, Options options) {
        this.findings = findings;
        this.scheduler = scheduler;
        this.options = options;
        this.spend = new SpendWatch(findings, scheduler, options);
    }

    private record Posting(String key, Replica process) {}

    private static final class Intent {
        private final long startedNanos;
        private final JobState.Submitting posting;
        private boolean used;

        Intent(long startedNanos, JobState.Submitting posting) {
            this.startedNanos = startedNanos;
            this.posting = posting;
        }
    }

    /** A POST from the moment at which it was allowed. */
    static final class Post {
        private final Replica process;
        private final String key;
        private final Optional<Intent> intent;
        private final long overNanos;
        private boolean answered;
        private boolean late;

        private Post(Replica process, String key, Optional<Intent> intent, long overNanos) {
            this.process = process;
            this.key = key;
            this.intent = intent;
            this.overNanos = overNanos;
        }

        /** Its process was stopped between the check and the write: no worker can do anything about that one. */
        void late() {
            late = true;
        }
    }

    /** A process knows of paid tasks; {@code awake} is how long it had run until then. */
    private record Heard(Replica process, List<String> tasks, Duration awake) {
        boolean longEnough(Duration sinceThen, Duration forAReceipt) {
            return process.awake().minus(awake).minus(sinceThen).compareTo(forAReceipt) > 0;
        }
    }

    /** The intent to POST is committed. */
    void intended(JobState.Submitting posting, Cluster.Writer writer) {
        spend.intended(posting.job(), writer);
        Intent intent = new Intent(writer.startedNanos(), posting);
        intents.put(new Posting(posting.idempotencyKey(), writer.process()), intent);
        lastIntents.put(posting.idempotencyKey(), intent);
        refused.remove(posting.idempotencyKey());
    }

    /** A worker has just been allowed by itself to write a request. */
    Post allowed(Replica process, String key) {
        Intent intent = intents.get(new Posting(key, process));
        long now = scheduler.nanos();
        if (intent == null || intent.used) {
            findings.broken(Invariant.INTENT_FIRST, process + " posts " + key);
        } else {
            intent.used = true;
            if (now - intent.startedNanos >= options.settings().writeDeadline().toNanos()) {
                findings.broken(
                        Invariant.POST_IN_TIME,
                        process + " posts " + key + " " + Duration.ofNanos(now - intent.startedNanos)
                                + " after its commit began");
            }
        }
        if (intent != null && process.mustNotBuy(intent.posting)) {
            findings.broken(Invariant.HELD_BUYS_NOTHING, process + " posts " + key);
        }
        List<Post> ofTheSame = posts.computeIfAbsent(key, any -> new ArrayList<>());
        ofTheSame.stream()
                .filter(other -> !other.answered && !other.late && now < other.overNanos)
                .forEach(other -> findings.broken(
                        Invariant.ONE_POST_AT_A_TIME, process + " posts " + key + " beside " + other.process));
        Post post = new Post(process, key, Optional.ofNullable(intent), now + Account.POST_TIMEOUT.toNanos());
        ofTheSame.add(post);
        return post;
    }

    /** The process that posted has heard what came of it. */
    void answered(Post post, SubmitOutcome outcome) {
        post.answered = true;
        switch (outcome) {
            case SubmitOutcome.Accepted accepted ->
                heard.computeIfAbsent(post.key, any -> new ArrayList<>())
                        .add(new Heard(post.process, accepted.taskIds(), post.process.awake()));
            case SubmitOutcome.Doubtful _silence -> {}
            case SubmitOutcome.Unavailable _noPromise -> {}
            case SubmitOutcome.Rejected _refusal -> refused(post.process, post.key, post.intent);
            case SubmitOutcome.Throttled _refusal -> refused(post.process, post.key, post.intent);
            case SubmitOutcome.NotSent _refusal -> refused(post.process, post.key, post.intent);
            case SubmitOutcome.AccountHeld _refusal -> refused(post.process, post.key, post.intent);
            case SubmitOutcome.Withheld _refusal -> refused(post.process, post.key, post.intent);
        }
    }

    /** A request was not written after all: its worker has decided so, or has not found the provider. */
    void unwritten(Replica process, String key) {
        refused(process, key, Optional.ofNullable(intents.get(new Posting(key, process))));
    }

    private void refused(Replica process, String key, Optional<Intent> intent) {
        if (intent.filter(each -> each == lastIntents.get(key)).isPresent()) {
            refused.put(key, new Heard(process, List.of(), process.awake()));
        }
    }

    /** The provider has taken money for a request. */
    void charged(String request, List<String> tasks, Function<String, Instant> doneAt) {
        spend.charged(request, tasks, doneAt);
        chargedAt.putIfAbsent(request, scheduler.now());
        if (charges.merge(request, 1, Integer::sum) > 1) {
            findings.broken(Invariant.ONE_CHARGE, request + " is charged again");
        }
        if (uncharged.contains(request)) {
            findings.broken(Invariant.DOUBT_STAYS, request + " is charged after it ended as not charged");
        }
    }

    /** A task of the job is given up, since it is not done by its deadline: that counts from a while after the charge. */
    void givenUp(Job job) {
        String request = job.identity().id();
        Instant deadline = chargedAt
                .getOrDefault(request, Instant.MIN)
                .plus(options.rules().deadline());
        if (scheduler.now().isBefore(deadline)) {
            findings.broken(
                    Invariant.DEADLINE_KEPT, request + " is given up at " + scheduler.now() + ", before " + deadline);
        }
    }

    /** That a job has ended is committed. */
    void ended(JobState.Ended ended, Cluster.Writer writer) {
        spend.ended(ended, writer.process());
    }

    /** A job has ended as not charged. */
    void endedUncharged(JobState.Failed failed) {
        String request = failed.job().identity().id();
        uncharged.add(request);
        if (charges.containsKey(request)) {
            findings.broken(Invariant.DOUBT_STAYS, request + " ended as " + failed.reason() + ", and is charged");
        }
    }

    /** A job has ended in doubt. */
    void endedInDoubt(Optional<JobState> before, JobState.Failed failed) {
        String request = failed.job().identity().id();
        if (before.orElse(failed) instanceof JobState.Accepted waiting
                && waiting.unclearSince().isPresent()) {
            settled(request, waiting.unclearSince().get(), failed);
            return;
        }
        if (!(before.orElse(failed) instanceof JobState.Submitting posting)) {
            findings.broken(Invariant.DOUBT_HAS_A_CAUSE, request + " was " + before);
            return;
        }
        settled(request, posting.firstPostAt(), failed);
        // Where clocks differ nobody can tell when it was decided.
        Duration sinceThen =
                options.clocksSet() ? Duration.ofDays(1) : Duration.between(failed.endedAt(), scheduler.now());
        Optional.ofNullable(refused.get(posting.idempotencyKey()))
                .filter(each -> posting.doubt().isEmpty() && each.longEnough(sinceThen, forAReceipt()))
                .ifPresent(each -> findings.broken(
                        Invariant.DOUBT_HAS_A_CAUSE,
                        request + " ended in doubt, and " + each.process() + " knew that it was refused"));
        heard.getOrDefault(posting.idempotencyKey(), List.of()).stream()
                .filter(each -> each.longEnough(sinceThen, forAReceipt()))
                .forEach(each -> findings.broken(
                        Invariant.NO_RECEIPT_LOST,
                        request + " ended in doubt, and " + each.process() + " knew of " + each.tasks()));
    }

    private Duration forAReceipt() {
        return options.bytesPerSecond().isPresent() ? LONG_ENOUGH_WHERE_SLOW : LONG_ENOUGH;
    }

    /** Where keys are honoured a doubt lasts until they are not trusted any more; where clocks are set, their times do not say so. */
    private void settled(String request, Instant firstPostAt, JobState.Failed failed) {
        Instant windowEnd = firstPostAt.plus(options.rules().replayWindow());
        if (options.keysHonoured() && !options.clocksSet() && failed.endedAt().isBefore(windowEnd)) {
            findings.broken(
                    Invariant.KEYS_SETTLE_DOUBT,
                    request + " ended in doubt at " + failed.endedAt() + ", before " + windowEnd);
        }
    }

    /** A receipt has been written. */
    void receipt(Receipt receipt) {
        switch (receipt) {
            case Receipt.Acceptance acceptance -> journaled(acceptance.taskIds());
            case Receipt.Refusal _refusal -> {}
        }
    }

    /** These tasks are in the journal, or an operator has been told of them. */
    void journaled(Collection<String> tasks) {
        knownTasks.addAll(tasks);
    }

    /** Nothing more will happen. */
    void over() {
        heard.forEach((key, all) -> all.stream()
                .filter(each -> each.longEnough(Duration.ZERO, forAReceipt()) && !knownTasks.containsAll(each.tasks()))
                .forEach(each -> findings.broken(
                        Invariant.NO_RECEIPT_LOST,
                        each.process() + " knew of " + each.tasks() + " for " + key + ", and nobody else does")));
    }
}
