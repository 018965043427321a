package dev.takeone.simulation;

import dev.takeone.job.Rules;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.request.RequestRecord;
import dev.takeone.worker.WorkerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A seeded world: requests arrive, replicas come, sleep, stop and die, and at the end all must be well. */
final class World {
    private static final int PARTITIONS = 4;
    private static final int REQUESTS = 24;
    private static final Duration STORM = Duration.ofMinutes(6);
    private static final Duration END = Duration.ofMinutes(200);

    /** For a receipt to be written, and read by the new owner. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    /**
     * @param keysHonoured whether the provider recognises its idempotency keys
     * @param slow whether it may take long to accept
     */
    record Options(Rules rules, boolean keysHonoured, boolean slow, WorkerSettings settings, Instant calmFrom) {}

    private final Scheduler scheduler;
    private final Options options;
    private final Cluster cluster;
    private final Group group;
    private final Account account;
    private final List<Replica> replicas = new ArrayList<>();
    private final Set<String> identities = new LinkedHashSet<>();
    private final List<Heard> heard = new ArrayList<>();
    private int replicasEver;
    private final List<String> wrongs = new ArrayList<>();

    World(long seed, Rules.InDoubt inDoubt) {
        this.scheduler = new Scheduler(seed);
        this.options = options(inDoubt);
        this.cluster = new Cluster(PARTITIONS, scheduler::now);
        this.group = new Group(scheduler, cluster);
        this.account = new Account(scheduler, options);
    }

    private Options options(Rules.InDoubt inDoubt) {
        return new Options(
                new Rules(inDoubt, Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(2)),
                inDoubt == Rules.InDoubt.REPLAY,
                scheduler.chance(0.3),
                new WorkerSettings(
                        1 + scheduler.below(20),
                        1 + scheduler.below(8),
                        8,
                        Optional.empty(),
                        60_000,
                        Duration.ofSeconds(5),
                        Optional.of(Duration.ofSeconds(10)),
                        Duration.ofHours(24),
                        Duration.ofHours(42),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(60)),
                scheduler.now().plus(STORM));
    }

    /** Runs to the end; what went wrong, which should be nothing. */
    List<String> run() {
        for (int each = 0; each < 1 + scheduler.below(3); each++) {
            replicas.add(new Replica(this));
        }
        for (int each = 0; each < REQUESTS; each++) {
            int number = each;
            scheduler.soon(STORM, () -> send(number));
        }
        for (int each = 0; each < 6 + scheduler.below(10); each++) {
            scheduler.soon(STORM, this::trouble);
        }
        scheduler.in(STORM, this::ensureOneLives);
        while (wrongs.isEmpty() && cluster.wrongs.isEmpty() && scheduler.step(END)) {
            if (over()) {
                break;
            }
        }
        wrongs.addAll(cluster.wrongs);
        if (wrongs.isEmpty()) {
            judge();
        }
        return wrongs;
    }

    private void send(int number) {
        String id = "order-" + number;
        String body = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"" + id + "\"}";
        int partition = number % PARTITIONS;
        identities.add(id);
        append(partition, id, body);
        if (scheduler.chance(0.2)) {
            scheduler.soon(STORM, () -> append(partition, id, body));
        }
    }

    private void append(int partition, String id, String body) {
        List<RequestRecord> log = cluster.partition(partition).requests;
        log.add(new RequestRecord(
                "requests",
                partition,
                log.size(),
                Optional.empty(),
                List.of(new RequestRecord.Header("request-id", Optional.of(id.getBytes(StandardCharsets.UTF_8)))),
                Optional.of(body.getBytes(StandardCharsets.UTF_8))));
    }

    private void trouble() {
        List<Replica> awake = replicas.stream()
                .filter(replica -> replica.alive() && !replica.paused())
                .toList();
        int kind = scheduler.below(4);
        if (awake.isEmpty() || kind == 0) {
            replicas.add(new Replica(this));
            return;
        }
        Replica victim = awake.get(scheduler.below(awake.size()));
        switch (kind) {
            case 1 -> victim.kill();
            case 2 -> victim.pause(scheduler.upTo(Duration.ofSeconds(60)));
            default -> victim.stop();
        }
    }

    private void ensureOneLives() {
        if (replicas.stream().noneMatch(replica -> replica.alive() && !replica.paused())) {
            replicas.add(new Replica(this));
        }
        scheduler.in(Duration.ofMinutes(1), this::ensureOneLives);
    }

    private boolean over() {
        return calm() && endings().size() == identities.size() && identities.size() == REQUESTS;
    }

    private Map<String, List<String>> endings() {
        Map<String, List<String>> endings = new HashMap<>();
        cluster.events.stream()
                .filter(event -> !event.topic().equals("submitted"))
                .forEach(event -> endings.computeIfAbsent(
                                event.headers().getOrDefault("ce_subject", ""), any -> new ArrayList<>())
                        .add(event.value()));
        return endings;
    }

    private void judge() {
        Map<String, List<String>> endings = endings();
        for (String id : identities) {
            List<String> told = endings.getOrDefault(id, List.of());
            if (told.size() != 1) {
                wrongs.add("one ending per request: " + id + " has " + told.size() + ": " + told);
            }
        }
        account.chargesByBody().forEach((body, charges) -> {
            if (charges > 1) {
                wrongs.add("at most one charge per request: " + body + " has " + charges);
            }
        });
        Set<String> ids = new LinkedHashSet<>();
        cluster.events.forEach(event -> {
            if (!ids.add(event.headers().getOrDefault("ce_id", ""))) {
                wrongs.add("an event twice: " + event.headers());
            }
        });
        cluster.events.stream()
                .filter(event -> event.value().contains("submission_in_doubt"))
                .filter(event -> receiptLost(
                        event.headers().getOrDefault("ce_subject", ""),
                        Instant.parse(event.headers().getOrDefault("ce_time", ""))))
                .forEach(event -> wrongs.add("no receipt lost: " + event.value()));
        if (options.keysHonoured()) {
            cluster.events.stream()
                    .filter(event -> event.value().contains("submission_in_doubt"))
                    .forEach(event -> wrongs.add("in doubt although keys are honoured: " + event.value()));
        }
    }

    int number() {
        return replicasEver++;
    }

    void trace(String what) {
        if (Boolean.getBoolean("takeone.simulation.trace")) {
            System.out.println(scheduler.now() + " " + what);
        }
    }

    /** A definite answer to a POST has reached a process, or its own decision not to send it. */
    void heard(Replica replica, String body, SubmitOutcome outcome) {
        if (!(outcome instanceof SubmitOutcome.InDoubt)) {
            trace(replica + " heard " + outcome + " for " + body);
            heard.add(new Heard(replica, body, outcome instanceof SubmitOutcome.Accepted, scheduler.now()));
        }
    }

    private record Heard(Replica replica, String body, boolean accepted, Instant at) {}

    /**
     * A process that lived on for a while had the task id of a job that ended in doubt well after, or the refusal of its
     * last POST where none before was in doubt.
     */
    private boolean receiptLost(String id, Instant endedAt) {
        Instant lastIntent = cluster.intents.getOrDefault(id, Instant.MAX);
        return heard.stream()
                .filter(each -> each.body().contains("\"" + id + "\""))
                .filter(each -> each.accepted() || !each.at().isBefore(lastIntent))
                .anyMatch(each -> each.replica().hadTime(LONG_ENOUGH, each.at(), endedAt));
    }

    boolean calm() {
        return scheduler.now().isAfter(options.calmFrom());
    }

    void wrong(String what) {
        wrongs.add(what);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Options options() {
        return options;
    }

    Cluster cluster() {
        return cluster;
    }

    Group group() {
        return group;
    }

    Account account() {
        return account;
    }
}
