package dev.takeone.worker;

import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventRecord;
import dev.takeone.job.Decisions;
import dev.takeone.job.Effect;
import dev.takeone.job.Job;
import dev.takeone.job.JobEvent;
import dev.takeone.job.JobInput;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Ended;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.SubmitOutcome;
import dev.takeone.job.Transition;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Row;
import dev.takeone.journal.Sequence;
import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The one way in which jobs move: decide, hand to the journal, tell the listener; the effects wait for the commit. */
final class Steps {
    private static final Optional<RequestRecord> NO_RECORD = Optional.empty();

    /** Records come again within seconds of a restore. */
    private static final Duration OFFERED_AGAIN = Duration.ofMinutes(1);

    /** By then a transaction is over, and a partition's next owner has settled what it found open. */
    private static final Duration NEWS_OF_LET_GO = Duration.ofMinutes(10);

    private final Decisions decisions;
    private final CloudEvents events;
    private final Ports ports;
    private final JobTable table;
    private final SteadyClock clock;
    private final Duration retention;
    private final IdentityHashMap<Entry, Waiting> uncommitted = new IdentityHashMap<>();

    /** Intents that were let go before it was known whether they are committed: nobody posts for them any more. */
    private final IdentityHashMap<Entry, LetGo> letGo = new IdentityHashMap<>();

    /** Of partitions that are read again: since when what was lost had waited. */
    private final Map<Integer, Instant> lostSince = new HashMap<>();

    /**
     * {@code since} is when this was decided, or whatever was lost before it in a try that failed; {@code taken} is when
     * the journal took it, by the {@link SteadyClock}.
     */
    private record Waiting(Uncommitted what, Instant since, Instant taken) {
        boolean owesWord(Instant now) {
            return what.word().isPresent() && !now.isBefore(taken.plus(WorkerSettings.WORD_WAITS));
        }

        Waiting said() {
            return new Waiting(what.leaving(Optional.empty()), since, taken);
        }
    }

    /** What is on its way; {@code word} is what the job's next owner must hear if it does not arrive. */
    private record Uncommitted(
            Partition partition,
            Optional<LiveJob> job,
            List<Effect> effects,
            List<JobEvent> events,
            Optional<Receipt> word) {
        static Uncommitted of(Partition partition, Optional<LiveJob> job) {
            return new Uncommitted(partition, job, List.of(), List.of(), Optional.empty());
        }

        static Uncommitted of(Partition partition, Optional<LiveJob> job, Transition decided) {
            return new Uncommitted(partition, job, decided.effects(), decided.events(), Optional.empty());
        }

        Uncommitted leaving(Optional<Receipt> receipt) {
            return new Uncommitted(partition, job, effects, events, receipt);
        }
    }

    /** What is not done any more, and until when news of its commit counts, by the {@link SteadyClock}. */
    private record LetGo(List<Effect> effects, Instant until) {}

    /** An effect whose transaction is committed. */
    record Ready(LiveJob job, Effect effect) {}

    Steps(Decisions decisions, CloudEvents events, Ports ports, JobTable table, SteadyClock clock, Duration retention) {
        this.decisions = decisions;
        this.events = events;
        this.ports = ports;
        this.table = table;
        this.clock = clock;
        this.retention = retention;
    }

    /** A record makes a job. */
    void begin(Partition partition, Transition first, RequestRecord from) {
        Row row = new Row(Sequence.FIRST, first.next());
        switch (first.next()) {
            case Live live -> {
                LiveJob job = new LiveJob(partition, live, Sequence.FIRST, clock.now());
                append(Uncommitted.of(partition, Optional.of(job), first), row, Optional.of(from));
                partition.known.live(live.job());
                table.add(job);
            }
            case Ended ended -> {
                append(Uncommitted.of(partition, Optional.empty(), first), row, Optional.of(from));
                if (wouldBeBoughtLater(ended)) {
                    remember(partition, ended);
                } else {
                    table.endedUnsent(
                            partition,
                            ended.job().identity(),
                            ended.job().contentHash(),
                            clock.of(ended.endedAt().plus(retention)));
                }
            }
        }
        ports.listener().moved(first);
    }

    private static boolean wouldBeBoughtLater(Ended ended) {
        return ended instanceof JobState.Failed failed && failed.reason().wouldBeBoughtLater();
    }

    /** A record makes no job, and is done with. */
    void pass(Partition partition, RequestRecord record) {
        append(
                entry(partition, Optional.empty(), List.of(), Optional.of(record)),
                Uncommitted.of(partition, Optional.empty()));
    }

    /** Something happens to a live job; why it moved, or did not. */
    Transition.Reason step(LiveJob job, JobInput input) {
        return step(job, input, Optional.empty());
    }

    /** The same; {@code word} is left in the receipts if what is decided is not committed in time. */
    Transition.Reason step(LiveJob job, JobInput input, Optional<Receipt> word) {
        table.followClock();
        Transition transition =
                decisions.decide(job.state, input, ports.ticker().now());
        if (transition.reason() == Transition.Reason.IGNORED) {
            return transition.reason();
        }
        if (transition.recorded()) {
            write(job, transition, word);
        }
        table.move(job, transition.next());
        if (transition.next() instanceof Ended ended) {
            remember(job.partition, ended);
        }
        ports.listener().moved(transition);
        return transition.reason();
    }

    /** Writes no more than how far the partition is: once that is committed, the broker takes what is written. */
    Entry prove(Partition partition) {
        Entry proof = entry(partition, Optional.empty(), List.of(), NO_RECORD);
        append(proof, Uncommitted.of(partition, Optional.empty()));
        return proof;
    }

    /** Whether the job ends, and is not asked for again, where nobody knows what became of its POST. */
    boolean wouldEndInDoubt(LiveJob job) {
        return decisions.wouldEndInDoubt(job.state, ports.ticker().now());
    }

    /** Writes the row again, as the job is in memory. */
    void refresh(LiveJob job) {
        append(Uncommitted.of(job.partition, Optional.of(job)), next(job, job.state), NO_RECORD);
    }

    /** A check has ended: what it told, though it is no news, is written where the job's last row is old. */
    void checked(LiveJob job) {
        if (job.partition.serving() && job.writtenAt.plus(decisions.oldestRow()).isBefore(clock.now())) {
            refresh(job);
        }
    }

    private void write(LiveJob job, Transition transition, Optional<Receipt> word) {
        append(
                Uncommitted.of(job.partition, Optional.of(job), transition).leaving(word),
                next(job, transition.next()),
                NO_RECORD);
    }

    private Row next(LiveJob job, JobState state) {
        job.sequence = job.sequence.next();
        job.writtenAt = clock.now();
        return new Row(job.sequence, state);
    }

    private void append(Uncommitted what, Row row, Optional<RequestRecord> from) {
        List<Publication> publications = what.events().stream()
                .map(events::render)
                .map(Steps::publication)
                .toList();
        append(entry(what.partition(), Optional.of(row), publications, from), what);
    }

    private static Entry entry(
            Partition partition, Optional<Row> row, List<Publication> events, Optional<RequestRecord> from) {
        return from.map(record -> new Entry(
                        partition.number, row, events, OptionalLong.of(record.offset() + 1), record.leaderEpoch()))
                .orElseGet(() -> new Entry(partition.number, row, events, OptionalLong.empty()));
    }

    private void append(Entry entry, Uncommitted what) {
        entry.nextOffset().ifPresent(next -> {
            what.partition().nextOffset = OptionalLong.of(next);
            what.partition().leaderEpoch = entry.leaderEpoch();
        });
        Instant now = ports.ticker().now();
        Instant since = Optional.ofNullable(lostSince.get(entry.partition()))
                .filter(before -> before.isBefore(now) && isOfferedAgain(entry.partition(), now))
                .orElse(now);
        uncommitted.put(entry, new Waiting(what, since, clock.now()));
        ports.journal().append(entry);
    }

    private static Publication publication(EventRecord event) {
        return new Publication(event.topic(), event.key(), event.headers(), event.value());
    }

    private void remember(Partition partition, Ended ended) {
        Job job = ended.job();
        partition.known.ended(
                job.identity(), job.contentHash(), clock.of(ended.endedAt().plus(retention)));
        table.spent(partition, table.prices().of(job).orElse(0), ended.spent());
        switch (ended) {
            case JobState.Completed done ->
                done.generation()
                        .ifPresent(took -> ports.checkTimes().learn(done.job().profile(), took, clock.now()));
            case JobState.Failed _failed -> {}
        }
    }

    /** Whether this decision is on its way, and not dropped with its partition. */
    boolean awaits(Entry entry) {
        return uncommitted.containsKey(entry);
    }

    /** The entry's transaction is committed: its record is settled, and its effects may run. */
    List<Ready> committed(Entry entry) {
        Waiting waited = uncommitted.remove(entry);
        if (waited == null) {
            leaveUnsent(entry);
            return List.of();
        }
        Uncommitted what = waited.what();
        Instant now = ports.ticker().now();
        lostSince.remove(entry.partition());
        what.events().forEach(event -> ports.listener().told(event, now));
        if (!table.holds(what.partition())) {
            return List.of();
        }
        entry.nextOffset().ifPresent(what.partition()::settled);
        return what.job().stream()
                .flatMap(job -> what.effects().stream().map(effect -> new Ready(job, effect)))
                .toList();
    }

    /** Whoever finds this intent need not doubt it: nothing was sent for it. Said only once it is there to be found. */
    private void leaveUnsent(Entry entry) {
        Optional.ofNullable(letGo.remove(entry)).stream()
                .flatMap(undone -> undone.effects().stream())
                .forEach(effect -> {
                    switch (effect) {
                        case Effect.Post post ->
                            entry.row().ifPresent(intent -> leave(entry.partition(), unsent(post, intent)));
                    }
                });
    }

    private Receipt unsent(Effect.Post post, Row intent) {
        return new Receipt.Refusal(
                post.jobId(),
                intent.sequence(),
                post.attempt(),
                new SubmitOutcome.Withheld(),
                ports.ticker().now());
    }

    /** What waits for its commit here is nobody's to act on any more; answers in it are left to whoever has their jobs. */
    void forget(int partition) {
        // In the order in which they came, and not in that of the map, which differs from run to run.
        oldest(uncommitted.values().stream()
                        .filter(each -> each.what().partition().number == partition)
                        .map(Waiting::since))
                .ifPresent(since -> lostSince.merge(partition, since, (one, next) -> one.isBefore(next) ? one : next));
        words(partition, any -> true).forEach(word -> leave(partition, word));
        Instant until = clock.now().plus(NEWS_OF_LET_GO);
        uncommitted.forEach((entry, each) -> {
            if (each.what().partition().number == partition
                    && !each.what().effects().isEmpty()) {
                letGo.put(entry, new LetGo(each.what().effects(), until));
            }
        });
        uncommitted.values().removeIf(each -> each.what().partition().number == partition);
    }

    private List<Receipt> words(int partition, Predicate<Waiting> of) {
        return uncommitted.values().stream()
                .filter(each -> each.what().partition().number == partition)
                .filter(of)
                .flatMap(each -> each.what().word().stream())
                .sorted(Comparator.comparing(Receipt::at).thenComparing(Receipt::jobId))
                .toList();
    }

    /**
     * Leaves word of the answers that have waited too long for their commit. A worker that does not reach its group may
     * have lost their partitions without knowing it, and the next owner would settle their POSTs without them. They wait
     * on for their commit: beside it their word tells nothing new.
     */
    void tick(Instant now) {
        if (letGo.isEmpty() && uncommitted.isEmpty()) {
            return;
        }
        letGo.values().removeIf(each -> now.isAfter(each.until()));
        if (uncommitted.values().stream().anyMatch(each -> each.owesWord(now))) {
            table.partitions()
                    .forEach(partition -> words(partition.number, each -> each.owesWord(now))
                            .forEach(word -> {
                                partition.ownWords.add(word);
                                leave(partition.number, word);
                            }));
            uncommitted.replaceAll((entry, each) -> each.owesWord(now) ? each.said() : each);
        }
    }

    /** The partition is somebody else's: so is what waited there. */
    void left(int partition) {
        lostSince.remove(partition);
    }

    /** Whether what was lost there may still be on its way: its records come again once the partition is served. */
    private boolean isOfferedAgain(int partition, Instant now) {
        return table.partition(partition)
                .filter(each -> !each.serving() || now.isBefore(each.servedSince.plus(OFFERED_AGAIN)))
                .isPresent();
    }

    private static Optional<Instant> oldest(Stream<Instant> each) {
        return each.min(Comparator.naturalOrder());
    }

    /** Leaves word of an answer for whoever has the job. */
    void leave(int partition, Receipt receipt) {
        ports.journal().keep(partition, receipt);
        ports.listener().receiptKept(receipt);
    }

    JobTable table() {
        return table;
    }

    /**
     * Since when the oldest decision has waited for its commit; empty while none waits. One that was lost with its
     * producer, and is made again, has waited since it was made first.
     */
    Optional<Instant> waitingSince(Instant now) {
        if (uncommitted.isEmpty() && lostSince.isEmpty()) {
            return Optional.empty();
        }
        return oldest(Stream.concat(
                uncommitted.values().stream().map(Waiting::since),
                lostSince.entrySet().stream()
                        .filter(each -> isOfferedAgain(each.getKey(), now))
                        .map(Map.Entry::getValue)));
    }

    /** Decisions on their way to the journal. */
    int uncommitted() {
        return uncommitted.size();
    }
}
