package dev.takeone.worker;

import dev.takeone.account.Dollars;
import dev.takeone.job.Identity;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Accepted;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.JobState.Submitted;
import dev.takeone.job.JobState.Submitting;
import dev.takeone.job.Rules;
import dev.takeone.journal.Restored;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The partitions at hand, their live jobs, and who of them is due. */
final class JobTable {
    /** Of the requests that were never sent so many are remembered, of all partitions: some 30 MB of heap. */
    static final int UNSENT = 100_000;

    /** Less is no step: a clock that is slewed, or two looks at it. */
    private static final Duration A_STEP = Duration.ofSeconds(1);

    private final TreeMap<Integer, Partition> partitions = new TreeMap<>();
    private final SteadyClock clock;

    /** Of tasks that answer. */
    private final DueQueue checks = new DueQueue();

    /** Of those whose last check told nothing. */
    private final DueQueue suspects = new DueQueue();

    private final Prices prices;
    private final JobCounts counts;
    private long overspent;

    /** By how much the wall clock had been set when the times of the jobs were last moved with it. */
    private Duration followed = Duration.ZERO;

    JobTable(SteadyClock clock, Prices prices) {
        this.clock = clock;
        this.prices = prices;
        this.counts = new JobCounts(prices);
    }

    /** What jobs count against a ceiling. */
    Prices prices() {
        return prices;
    }

    /** How many of the jobs at hand do what. */
    JobCounts counts() {
        return counts;
    }

    /**
     * A job of the partition has ended now.
     *
     * @param counted what it has counted at most until now, in millionths of a dollar
     * @param cost what it has cost, US dollars; empty where nobody knows
     */
    void spent(Partition partition, long counted, Optional<BigDecimal> cost) {
        long counts = prices.ofEnded(cost);
        partition.spend.ended(clock.now(), counts);
        overspent = Dollars.sum(LongStream.of(overspent, Math.max(0, counts - counted)));
    }

    /** What all jobs that have ended here cost above what they had counted before, in millionths of a dollar; only grows. */
    long overspent() {
        return overspent;
    }

    /** A job that is read back has ended, by the clock of whoever had it, which may be behind this one. */
    void spentBefore(Partition partition, Instant endedAt, Optional<BigDecimal> cost) {
        Instant steady = clock.latest(endedAt).plus(Restored.CLOCKS_APART);
        Instant now = clock.now();
        partition.spend.ended(steady.isBefore(now) ? steady : now, prices.ofEnded(cost));
    }

    /** The job is not to stand in others' way for so long, which brings it no nearer to being given up either. */
    void postpone(LiveJob job, Duration pause) {
        DueQueue.remove(job);
        job.dueAt = clock.now().plus(pause);
        job.triedSince = job.triedSince.plus(pause);
        schedule(job);
    }

    Collection<Partition> partitions() {
        return partitions.values();
    }

    /** All partitions, in a circle that begins after this number. */
    List<Partition> partitionsAfter(int number) {
        List<Partition> circle =
                new ArrayList<>(partitions.tailMap(number, false).values());
        circle.addAll(partitions.headMap(number, true).values());
        return circle;
    }

    /** Remembers a request that was never sent, and forgets the earliest of the partition with the most where it is one too many. */
    void endedUnsent(Partition partition, Identity identity, String contentHash, Instant forgetAt) {
        partition.known.endedUnsent(identity, contentHash, forgetAt);
        int all = 0;
        Partition most = partition;
        for (Partition each : partitions.values()) {
            all += each.known.unsent();
            most = each.known.unsent() > most.known.unsent() ? each : most;
        }
        if (all > UNSENT) {
            most.known.forgetUnsent();
        }
    }

    /** The models for which a request waits in a partition that is served. */
    Set<String> modelsWaitedFor() {
        return partitions.values().stream()
                .filter(Partition::serving)
                .flatMap(each -> each.submissions.models())
                .collect(Collectors.toSet());
    }

    Optional<Partition> partition(int number) {
        return Optional.ofNullable(partitions.get(number));
    }

    /** The live job of this id in the partition of this number, whichever restore brought it. */
    Optional<LiveJob> job(int partition, String id) {
        return partition(partition).map(at -> at.jobs.get(id));
    }

    /** Whether this very object is the one at hand, and not one from before a restore or another assignment. */
    boolean holds(Partition partition) {
        return partitions.get(partition.number) == partition;
    }

    /** Whether this very job is live and at hand. */
    boolean holds(LiveJob job) {
        return holds(job.partition) && job.partition.jobs.get(job.id()) == job;
    }

    /** Puts {@code partition} in the place of the one of its number, whose jobs are forgotten. */
    void put(Partition partition) {
        remove(partition.number);
        partition.spend.begin();
        partitions.put(partition.number, partition);
    }

    void remove(int number) {
        partition(number).ifPresent(gone -> {
            partitions.remove(number);
            gone.spend.freeze();
            gone.jobs.values().forEach(job -> {
                DueQueue.remove(job);
                counts.remove(job);
                counts.wants(job, Optional.empty());
            });
        });
    }

    /** A job begins. */
    void add(LiveJob job) {
        add(job, Duration.ZERO);
    }

    /**
     * A job begins, or is read back.
     *
     * @param longest what it can have been meant to wait at most: the clock that its due time is by may be another's
     */
    void add(LiveJob job, Duration longest) {
        put(job, longest);
        schedule(job);
    }

    /** A job is read back whose former owner may still be sending: it waits outside the queue. */
    void addSettling(LiveJob job, Duration longest) {
        put(job, longest);
        job.settling = true;
        job.partition.settling.add(job);
    }

    /**
     * Moves the times of all jobs' states with the wall clock where that was set, so that what they measure stays as long:
     * else a window would end early, or not for hours. A job that comes has times by the clock as it is then.
     */
    void followClock() {
        Duration ahead = clock.set().minus(followed);
        if (ahead.abs().compareTo(A_STEP) >= 0) {
            followed = followed.plus(ahead);
            partitions.values().stream()
                    .flatMap(each -> each.jobs.values().stream())
                    .forEach(job -> job.state = job.state.clockSet(ahead));
        }
    }

    private void put(LiveJob job, Duration longest) {
        followClock();
        job.partition.jobs.put(job.id(), job);
        Instant due = clock.of(job.state.dueAt(), longest);
        Instant soon = clock.now().plus(Rules.TOLD_TWICE);
        job.dueAt = due.isBefore(soon) && isToldBadEnd(job.state) ? soon : due;
        job.triedSince = clock.now();
        counts.add(job);
    }

    /** Asked for again no sooner than after a pause, also where this clock is ahead of that by which it was planned. */
    private static boolean isToldBadEnd(Live state) {
        return state instanceof Submitted submitted
                && submitted.tasks().stream().anyMatch(task -> task.told().isPresent());
    }

    /** No former owner can be sending any more; the jobs that have waited for that, of those that may go on. */
    List<LiveJob> settled(Partition partition, Predicate<LiveJob> mayGoOn) {
        List<LiveJob> free = partition.settling.stream()
                .filter(LiveJob::settling)
                .filter(mayGoOn)
                .toList();
        free.forEach(job -> job.settling = false);
        partition.settling.removeIf(job -> !job.settling());
        free.forEach(this::schedule);
        return free;
    }

    /** Jobs whose former owner may still be sending, and that are not counted as in doubt yet. */
    int settling() {
        return Math.toIntExact(partitions.values().stream()
                .flatMap(partition -> partition.settling.stream())
                .filter(LiveJob::settling)
                .filter(job -> job.state instanceof Submitting posting
                        && posting.doubt().isEmpty())
                .count());
    }

    /** A job moves. */
    void move(LiveJob job, JobState next) {
        if (next.equals(job.state)) {
            return;
        }
        counts.remove(job);
        DueQueue.remove(job);
        // Answered after all: what it sends from now on is its own.
        job.settling &= next instanceof Submitting;
        switch (next) {
            case Live live -> {
                if (!(job.state instanceof Submitted) && job.callsBack()) {
                    job.calls().submittedAt = live instanceof Submitted ? clock.now() : Instant.MAX;
                }
                job.state = live;
                job.dueAt = clock.of(live.dueAt());
                job.postponed = false;
                counts.add(job);
                schedule(job);
            }
            case JobState.Ended _ended -> {
                job.partition.jobs.remove(job.id());
                counts.wants(job, Optional.empty());
            }
        }
    }

    /** A call to the provider is decided on: the job is nobody's to call until {@link #called}. */
    void calling(LiveJob job) {
        job.calling = true;
        DueQueue.remove(job);
    }

    /** The call has ended, or is not made: the job may be called again. */
    void called(LiveJob job) {
        job.calling = false;
        DueQueue.remove(job);
        schedule(job);
    }

    /** The job is due no later than this from now on: a task of it that was not asked for may be due by an older clock. */
    void within(LiveJob job, Duration longest) {
        Instant last = clock.now().plus(longest);
        if (job.dueAt.isAfter(last)) {
            job.dueAt = last;
            schedule(job);
        }
    }

    private void schedule(LiveJob job) {
        if (job.calling || job.settling) {
            return;
        }
        switch (job.state) {
            // It may be paid for: what asks for it again is a replay.
            case Accepted unclear when unclear.unclearSince().isPresent() -> job.partition.replays.put(job);
            case Accepted _waits -> job.partition.submissions.put(job);
            case Submitting _waits -> job.partition.replays.put(job);
            case Submitted _waits -> {
                job.dueAt = job.wakeAt().isBefore(job.dueAt) ? job.wakeAt() : job.dueAt;
                (job.unheard() > 0 ? suspects : checks).put(job);
            }
        }
    }

    /** The job is due when somebody's call makes it so; one that has no task yet is once it has. */
    void wake(LiveJob job) {
        if (job.state instanceof Submitted && job.wakeAt().isBefore(job.dueAt)) {
            schedule(job);
        }
    }

    /** The job's task is due then, and neither sooner nor later. */
    void postpone(LiveJob job, Instant then) {
        job.dueAt = then;
        schedule(job);
    }

    /** The jobs with such a task at the provider. Looks at every job. */
    Stream<LiveJob> running(Predicate<LiveJob> such) {
        return partitions.values().stream()
                .flatMap(partition -> partition.jobs.values().stream())
                .filter(job -> job.state instanceof Submitted && such.test(job));
    }

    /**
     * Whose task is to be asked for first at {@code now}.
     *
     * @param probes whether the answer is to tell something of the provider: then suspects come last
     */
    Optional<LiveJob> nextCheck(Instant now, boolean probes) {
        Optional<LiveJob> sound = checks.peek(now);
        Optional<LiveJob> suspect = suspects.peek(now);
        boolean suspectFirst = sound.isEmpty()
                || (!probes
                        && suspect.filter(job -> job.dueAt.isBefore(sound.get().dueAt))
                                .isPresent());
        return suspectFirst ? suspect : sound;
    }

    /** When the first task is to be asked for, of those that nobody is asking for now. */
    Optional<Instant> firstCheck() {
        return Stream.of(checks.first(), suspects.first())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** Status checks that are due by then. Looks at every task. */
    int checksDueBy(Instant then) {
        return checks.dueBy(then) + suspects.dueBy(then);
    }

    /** Whether jobs may come to be submitted without any record: some settle, or are still being read back. */
    boolean expectsJobs() {
        return partitions.values().stream()
                .anyMatch(partition ->
                        !partition.settling.isEmpty() || partition.stage instanceof Partition.Stage.Restoring);
    }

    /** Whether a job at hand has still to be sent for this model, or is being sent. Looks at each until one is found. */
    boolean isToSubmit(String model) {
        return partitions.values().stream()
                .flatMap(partition -> partition.jobs.values().stream())
                .anyMatch(
                        job -> !(job.state instanceof Submitted) && job.model().equals(model));
    }

    /** How many of the jobs at hand are like that. Looks at every one. */
    int count(Predicate<LiveJob> like) {
        return Math.toIntExact(partitions.values().stream()
                .flatMap(partition -> partition.jobs.values().stream())
                .filter(like)
                .count());
    }

    /** When the request of the oldest job at hand was published. Looks at every one. */
    Optional<Instant> oldestSince() {
        return partitions.values().stream()
                .flatMap(partition -> partition.jobs.values().stream())
                .map(job -> job.state.job().origin().publishedAt())
                .min(Comparator.naturalOrder());
    }
}
