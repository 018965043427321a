package dev.takeone.bench.polling;

import dev.takeone.job.Origin;
import dev.takeone.job.Rules;
import dev.takeone.request.RequestRecord;
import dev.takeone.simulation.Scheduler;
import dev.takeone.worker.InMemoryJournal;
import dev.takeone.worker.SpendSettings;
import dev.takeone.worker.WorkerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An hour of virtual time: three replicas share an account and six partitions; one leaves and one comes back, one crashes
 * and is replaced.
 */
final class Hour {
    static final int PARTITIONS = 6;
    static final Rules RULES = new Rules(
            Rules.InDoubt.REPLAY,
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(2),
            Duration.ofMinutes(10));
    static final Duration LENGTH = Duration.ofHours(1);
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Pattern WEBHOOK = Pattern.compile("https://hooks/(\\d+)\\.([0-9a-f]+)");

    private final WorkerSettings settings;
    private final int callsPerMinute;
    private final Scheduler scheduler;
    private final Optional<BoardLane> lane;
    private final Policy policy;
    private final Account account;
    private final InMemoryJournal journal = new InMemoryJournal();
    private final List<Member> members = new ArrayList<>();
    private final int[] next = new int[PARTITIONS];
    private final Instant start;
    private Optional<Calling> calling = Optional.empty();
    private int orders;

    Hour(Policy policy, int callsPerMinute, GenerationTimes times, long seed) {
        this(policy, callsPerMinute, times, seed, new Scheduler(seed), Optional.empty());
    }

    /** That of one lane of several, which share a scheduler and an account, and the board by which that is dealt out. */
    Hour(
            Policy policy,
            int callsPerMinute,
            GenerationTimes times,
            long seed,
            Scheduler scheduler,
            Optional<BoardLane> lane) {
        this.lane = lane;
        this.callsPerMinute = callsPerMinute;
        this.settings = new WorkerSettings(
                1_000,
                1L << 30,
                64,
                64,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Optional.empty(),
                Duration.ofHours(24),
                Duration.ofHours(42),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                SpendSettings.NONE);
        this.scheduler = scheduler;
        this.policy = policy;
        this.account = new Account(scheduler, times, seed, this::promised);
        this.start = scheduler.now();
        for (int each = 0; each < lane.map(BoardLane::workers).orElse(3); each++) {
            members.add(new Member(this, policy.times(this)));
        }
        deal(Set.of(0, 1, 2, 3, 4, 5));
    }

    /** Tasks call when they end. */
    Hour called(Calling how) {
        calling = Optional.of(how);
        return this;
    }

    /** Whether tasks call, so that one check may be enough. */
    boolean isCalled() {
        return calling.isPresent();
    }

    /** What a POST names as its webhook. */
    Optional<String> address(int partition, String jobId) {
        return calling.map(any -> "https://hooks/" + partition + "." + jobId);
    }

    /** A task was begun that is over then. */
    void promised(String order, String body, Instant end) {
        Matcher named = WEBHOOK.matcher(body);
        if (calling.isPresent() && named.find()) {
            int partition = Integer.parseInt(named.group(1));
            scheduler.in(Duration.between(scheduler.now(), end), () -> {
                if (calling.get().comes(order, Duration.between(start, scheduler.now()))) {
                    scheduler.in(Calling.TAKES, () -> call(partition, named.group(2)));
                }
            });
        }
    }

    private void call(int partition, String jobId) {
        members.stream()
                .filter(member -> member.alive() && member.owned().contains(partition))
                .forEach(member -> member.called(partition, jobId));
    }

    /** Replicas leave, come and crash. */
    Hour rebalanced() {
        at(20, () -> leave(members.get(2)));
        at(25, this::join);
        at(40, () -> crash(members.get(0)));
        at(45, this::join);
        return this;
    }

    /** So many requests a minute, evenly. */
    Hour requestsPerMinute(double rate, Duration until) {
        beat(until, () -> {
            double due = rate * Duration.between(start, scheduler.now()).toMillis() / 60_000;
            while (orders < due) {
                send(1);
            }
        });
        return this;
    }

    /** Always more than can be submitted. */
    Hour saturated() {
        beat(
                LENGTH,
                () -> members.stream()
                        .filter(member -> member.alive() && member.waiting() < 100)
                        .forEach(member -> member.owned().forEach(partition -> member.hand(partition, 10))));
        return this;
    }

    /** So many requests at once. */
    Hour burst(int minute, int count) {
        at(minute, () -> send(count));
        return this;
    }

    Hour run(Duration length) {
        while (scheduler.step(length)) {}
        return this;
    }

    Hour run() {
        return run(LENGTH);
    }

    private void at(int minute, Runnable action) {
        scheduler.in(Duration.ofMinutes(minute), action);
    }

    private void beat(Duration until, Runnable action) {
        scheduler.in(BEAT, () -> {
            action.run();
            if (scheduler.now().isBefore(start.plus(until))) {
                beat(until, action);
            }
        });
    }

    /** To whatever partitions are owned, in turn. */
    private void send(int count) {
        for (int each = 0; each < count; each++) {
            int partition = orders % PARTITIONS;
            members.stream()
                    .filter(member -> member.alive() && member.owned().contains(partition))
                    .findFirst()
                    .ifPresentOrElse(member -> member.hand(partition, 1), () -> orders++);
        }
    }

    /** The next records of a partition. */
    List<RequestRecord> requests(int partition, int count) {
        List<RequestRecord> records = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            String id = "order-" + orders++;
            String body = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"" + id + "\"}";
            records.add(new RequestRecord(
                    new Origin("requests", partition, next[partition]++, scheduler.now()),
                    Optional.empty(),
                    List.of(new RequestRecord.Header("request-id", Optional.of(id.getBytes(StandardCharsets.UTF_8)))),
                    Optional.of(body.getBytes(StandardCharsets.UTF_8))));
        }
        return records;
    }

    private void leave(Member leaving) {
        Set<Integer> owned = leaving.owned();
        leaving.revoke(owned, () -> {
            leaving.crash();
            deal(owned);
        });
    }

    private void crash(Member crashing) {
        Set<Integer> owned = crashing.owned();
        crashing.crash();
        scheduler.in(SESSION, () -> deal(owned));
    }

    private void join() {
        Member joining = new Member(this, policy.times(this));
        for (Member member : alive()) {
            Set<Integer> one = Set.of(member.owned().iterator().next());
            member.revoke(one, () -> joining.assign(one));
        }
        members.add(joining);
    }

    private void deal(Set<Integer> partitions) {
        List<Member> alive = alive();
        List<Set<Integer>> parts = new ArrayList<>();
        alive.forEach(any -> parts.add(new HashSet<>()));
        partitions.forEach(partition -> parts.get(partition % alive.size()).add(partition));
        for (int each = 0; each < alive.size(); each++) {
            alive.get(each).assign(parts.get(each));
        }
    }

    private List<Member> alive() {
        return members.stream().filter(Member::alive).toList();
    }

    WorkerSettings settings() {
        return settings;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Optional<BoardLane> lane() {
        return lane;
    }

    /** Of the account. */
    int callsPerMinute() {
        return callsPerMinute;
    }

    Account account() {
        return account;
    }

    InMemoryJournal journal() {
        return journal;
    }

    /** When a minute of the hour begins. */
    Instant minute(int minute) {
        return start.plus(Duration.ofMinutes(minute));
    }

    /** What has happened between two minutes of the hour. */
    Figures figures(int from, int to) {
        return Figures.of(account, callsPerMinute, minute(from), minute(to));
    }
}
