package dev.takeone.simulation;

import dev.takeone.account.BoardRecord;
import dev.takeone.account.Ceilings;
import dev.takeone.job.Origin;
import dev.takeone.job.Rules;
import dev.takeone.request.RequestRecord;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A seeded world: requests arrive, replicas come, sleep, stop and die, and at the end all must be well. */
final class World {
    private static final int PARTITIONS = 4;

    /** After the last ending, for whoever might still want to tell another. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final boolean TRACED = Boolean.getBoolean("takeone.simulation.trace");

    static {
        // Mutiny looks around at its first use, and fails where two threads do that at once.
        int unused = Uni.createFrom().item(1).map(one -> one).await().indefinitely();
    }

    private final Scheduler scheduler;
    private final Options options;
    private final Mutant mutant;
    private final Findings findings;
    private final EventWatch events;
    private final MoneyWatch money;
    private final JournalWatch journal;
    private final Cluster cluster;
    private final Group group;
    private final CallLog calls;
    private final Account account;
    private final Names names;
    private final Faults faults;
    private final OrderLog orders;
    private final List<BoardRecord> board = new ArrayList<>();
    private final long calmFromNanos;
    private int published;
    private boolean decided;

    /** The world of this seed, in which the worker is as it is. */
    World(long seed, Rules.InDoubt inDoubt) {
        this(seed, inDoubt, Mutant.NONE, Invariant.all());
    }

    /** The same world, in which the worker lacks something and only {@code watched} matters. */
    World(long seed, Rules.InDoubt inDoubt, Mutant mutant, Set<Invariant> watched) {
        this(seed, inDoubt, mutant, watched, mutant.ceilings());
    }

    /** The same world under a ceiling. */
    World(long seed, Rules.InDoubt inDoubt, Mutant mutant, Set<Invariant> watched, Ceilings ceilings) {
        this.scheduler = new Scheduler(seed);
        this.mutant = mutant;
        Options first = Options.drawn(scheduler, inDoubt);
        Options drawn = ceilings.any() ? first.under(ceilings) : first;
        this.options = drawn.with(mutant.settings(drawn.settings()));
        this.calmFromNanos =
                Duration.between(scheduler.now(), options.calmFrom()).toNanos();
        this.findings = new Findings(watched);
        this.events = new EventWatch(findings, scheduler, options);
        this.money = new MoneyWatch(findings, scheduler, drawn);
        this.journal = new JournalWatch(findings, events, money);
        this.cluster = mutant.cluster(PARTITIONS, scheduler, journal);
        this.group = new Group(scheduler, cluster);
        this.calls = new CallLog(this);
        this.account = new Account(scheduler, options, money, calls);
        this.names = new Names(scheduler, options);
        this.faults = new Faults(this);
        this.orders = new OrderLog(this);
    }

    /** Runs to the end; what was broken, which should be nothing. */
    List<String> run() {
        faults.begin();
        orders.begin();
        for (int each = 0; each < options.requests(); each++) {
            int number = each;
            scheduler.soon(options.published(), () -> publish(number));
        }
        scheduler.in(Duration.ofMinutes(1), this::expire);
        if (!options.isEverHeld() && !options.settings().spend().ceilings().any()) {
            scheduler.in(Options.STORM.plus(options.calmEnough()), this::nobodyWaits);
        }
        while (!findings.any() && !over() && scheduler.step(options.end())) {
            // What has happened was watched while it did.
        }
        if (!findings.any()) {
            events.over();
            money.over();
        }
        return findings.all();
    }

    private void nobodyWaits() {
        events.unended().stream()
                .filter(request -> !account.isBad(request))
                .forEach(request -> findings.broken(
                        Invariant.NO_WAIT_OUTLASTS_ITS_PAUSE, request + " has no ending at " + scheduler.now()));
    }

    /** A worker has said that the requests topic is another one, or cut short: a person decides, and starts all workers again. */
    void madeAnew() {
        events.lossTold();
        if (!decided) {
            decided = true;
            scheduler.in(Duration.ofMinutes(1), () -> {
                cluster.adopt();
                faults.restartAll();
            });
        }
    }

    private boolean over() {
        return published == options.requests()
                && events.open() == 0
                && calm()
                && scheduler.now().isAfter(events.last().plus(QUIET));
    }

    private void expire() {
        cluster.expire(options.journalRetention());
        scheduler.in(Duration.ofMinutes(1), this::expire);
    }

    private void publish(int number) {
        String id = "order-" + number;
        String prompt = scheduler.chance(0.05) ? " " : id;
        int partition = number % PARTITIONS;
        published++;
        append(partition, id, prompt, id);
        if (options.repeats() && scheduler.chance(0.2)) {
            scheduler.soon(Options.STORM, () -> append(partition, id, prompt, id));
        }
        if (options.repeats() && scheduler.chance(0.1)) {
            scheduler.soon(Options.STORM, () -> conflict(partition, id));
        }
    }

    /** Another request under a name that is taken: it is told of under its coordinates. */
    private void conflict(int partition, String id) {
        String coordinates = "requests-" + partition + "-"
                + cluster.partition(partition).requests.size();
        append(partition, id, "other than " + id, coordinates);
    }

    /** So many requests come at once that a log which was cut short is longer than before when somebody looks. */
    void outgrow(int partition) {
        long longer = cluster.partition(partition).head + 1 + scheduler.below(3);
        for (long next = cluster.partition(partition).requests.size(); next < longer; next++) {
            String id = "late-" + partition + "-" + next;
            append(partition, id, id, id);
        }
    }

    private void append(int partition, String id, String prompt, String endsAs) {
        String body = "{\"model\":\"veo3.1-fast-official\",\"prompt\":\"" + prompt + "\"}";
        events.asked(endsAs);
        journal.asked(partition, endsAs);
        List<RequestRecord> log = cluster.partition(partition).requests;
        log.add(new RequestRecord(
                new Origin("requests", partition, log.size(), scheduler.now()),
                Optional.empty(),
                List.of(new RequestRecord.Header("request-id", Optional.of(id.getBytes(StandardCharsets.UTF_8)))),
                Optional.of(body.getBytes(StandardCharsets.UTF_8)),
                cluster.told(cluster.partition(partition).epoch)));
    }

    /** A receipt has come: whoever holds the partition reads it soon. */
    void receiptCame(int partition) {
        faults.replicas().forEach(replica -> replica.receiptCame(partition));
    }

    void trace(Replica who, Supplier<String> what) {
        if (TRACED) {
            System.out.println(scheduler.now() + " " + who + " " + what.get());
        }
    }

    /** Whether the storm is over. */
    boolean calm() {
        return scheduler.nanos() > calmFromNanos;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Options options() {
        return options;
    }

    Mutant mutant() {
        return mutant;
    }

    Findings findings() {
        return findings;
    }

    MoneyWatch money() {
        return money;
    }

    Cluster cluster() {
        return cluster;
    }

    Group group() {
        return group;
    }

    CallLog calls() {
        return calls;
    }

    Account account() {
        return account;
    }

    Names names() {
        return names;
    }

    Faults faults() {
        return faults;
    }

    /** The records of the account board, in their order. */
    List<BoardRecord> board() {
        return board;
    }

    OrderLog orders() {
        return orders;
    }
}
