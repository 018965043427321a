package dev.takeone.worker;

import dev.takeone.job.Decisions;
import dev.takeone.job.Identity;
import dev.takeone.job.Job;
import dev.takeone.job.Transition;
import dev.takeone.job.Violation;
import dev.takeone.request.JobIds;
import dev.takeone.request.PerRequest;
import dev.takeone.request.RequestReader;
import dev.takeone.request.RequestReading;
import dev.takeone.request.RequestRecord;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Records on their way to becoming jobs. A batch is done with when every record of it is taken or gated, so that the
 * sender holds back while there is no room.
 */
final class Inbox {
    /** The memory of the largest request: its body, and its record until that is journaled. */
    private static final long LARGEST = 3L * RequestReader.MAX_VALUE_BYTES;

    /** Records whose transaction may be open before no more are taken. */
    private static final int MAX_UNSETTLED = 2_000;

    private final RequestReader reader;
    private final JobIds ids;
    private final Decisions decisions;
    private final JobTable table;
    private final Steps steps;
    private final Obeyed obeyed;
    private final Ports ports;
    private final SteadyClock clock;
    private final int maxWaiting;
    private final long maxWaitingBytes;
    private final PerRequest perRequest;
    private final Consumer<Partition> suspect;
    private final Queue<Batch> batches = new ArrayDeque<>();

    private record Batch(
            Generation generation,
            Queue<RequestRecord> records,
            Set<Integer> partitions,
            CompletableFuture<Void> taken) {}

    /** @param suspect what to do about a partition whose requests have begun anew by themselves: it is restored, and judged */
    Inbox(
            Requests requests,
            Decisions decisions,
            Steps steps,
            Obeyed obeyed,
            Ports ports,
            SteadyClock clock,
            WorkerSettings settings,
            Consumer<Partition> suspect) {
        this.reader = requests.reader();
        this.ids = requests.ids();
        this.decisions = decisions;
        this.table = steps.table();
        this.steps = steps;
        this.obeyed = obeyed;
        this.ports = ports;
        this.clock = clock;
        this.maxWaiting = settings.maxWaiting();
        this.maxWaitingBytes = settings.maxWaitingBytes();
        this.perRequest = settings.spend().perRequest();
        this.suspect = suspect;
    }

    /** Takes a batch that was polled in {@code generation}; done when all of it is taken. */
    CompletionStage<Void> put(Generation generation, List<RequestRecord> records) {
        Set<Integer> partitions = records.stream().map(RequestRecord::partition).collect(Collectors.toSet());
        Batch batch = new Batch(generation, new ArrayDeque<>(records), partitions, new CompletableFuture<>());
        batches.add(batch);
        return batch.taken();
    }

    /** Takes records while {@code room} says so. */
    void drain(BooleanSupplier room) {
        for (Partition partition : table.partitions()) {
            if (partition.rereading.isHeld() && partition.serving() && isRoomy(partition)) {
                goOn(partition);
            }
        }
        for (Batch batch = batches.peek(); batch != null; batch = batches.peek()) {
            while (!batch.records().isEmpty()) {
                if (!room.getAsBoolean()) {
                    return;
                }
                hand(batch.generation(), batch.records().remove());
            }
            rewind(batch);
            batches.remove().taken().complete(null);
        }
    }

    /**
     * The room that records use up which wait for their partition's restore. A partition that had taken more than its
     * share when its journal was lost keeps them all, since they are in memory already, but takes no room from others.
     */
    int gated() {
        return table.partitions().stream()
                .mapToInt(partition -> Math.min(partition.gated.size(), share()))
                .sum();
    }

    /**
     * Whether the journal is near enough for more records. A partition that had more than its share when it was restored
     * has them in memory already, and takes no room from others.
     */
    boolean mayTakeMore() {
        int share = MAX_UNSETTLED / Math.max(1, table.partitions().size());
        return table.partitions().stream()
                        .mapToInt(partition -> Math.min(partition.unsettled.size(), share))
                        .sum()
                < MAX_UNSETTLED;
    }

    private void hand(Generation generation, RequestRecord record) {
        table.partition(record.partition())
                .filter(partition -> !generation.isBefore(partition.sinceGeneration))
                .ifPresent(partition -> {
                    switch (partition.stage) {
                        case Partition.Stage.Restoring _gate -> gate(partition, record);
                        case Partition.Stage.Serving _open -> takeNext(partition, record);
                        // Not journaled, so the next owner, or the next start, reads it again.
                        case Partition.Stage.Leaving _closed -> {}
                        case Partition.Stage.Stopped _closed -> {}
                    }
                });
    }

    /** A partition that is long in restore must not use up the room of the others: beyond its share it is read again. */
    private void gate(Partition partition, RequestRecord record) {
        if (partition.rereading.follows(record.offset()) && partition.gated.size() < share() && !isFull(partition)) {
            partition.gated.add(record);
        } else {
            partition.rereading.passOver(record.offset());
        }
    }

    /** The records that a partition may gather while it is in restore. */
    private int share() {
        return maxWaiting / Math.max(1, table.partitions().size());
    }

    private void takeNext(Partition partition, RequestRecord record) {
        switch (coming(partition, record)) {
            case UNEXPLAINED -> {
                suspect.accept(partition);
                table.partition(partition.number).ifPresent(again -> gate(again, record));
            }
            case LATE -> partition.rereading.passOverAll(List.of(record), partition.nextOffset);
            case BEHIND_A_GAP -> partition.rereading.passOver(record.offset());
            case NEXT -> takeIfRoomy(partition, record);
        }
    }

    private static Rereading.Coming coming(Partition partition, RequestRecord record) {
        return partition.mayBeAnother(record)
                ? Rereading.Coming.UNEXPLAINED
                : partition.rereading.comes(record.offset(), partition.nextOffset);
    }

    private void takeIfRoomy(Partition partition, RequestRecord record) {
        if (partition.unsubmitted < most() && partition.unsettled.size() < mostUnsettled() && !isFull(partition)) {
            take(partition, record);
        } else {
            partition.rereading.passOver(record.offset());
        }
    }

    /**
     * The jobs of a partition that may wait: its share, and beyond that as many as there would still be room for. So a
     * backlog gets most of the room, and never what others need next.
     */
    private int most() {
        int used =
                table.partitions().stream().mapToInt(each -> each.unsubmitted).sum() + gated();
        return Math.max(share(), maxWaiting - used);
    }

    /**
     * The records of a partition that may wait for their commit. Where others may need the room, most of what is left of
     * one half, and never less than an even part of the other: so one whose journal is away leaves the others theirs,
     * whether its records make jobs or not.
     */
    private int mostUnsettled() {
        int partitions = table.partitions().size();
        int used = table.partitions().stream()
                .mapToInt(each -> each.unsettled.size())
                .sum();
        int half = MAX_UNSETTLED / 2;
        return partitions == 1 ? MAX_UNSETTLED : Math.max(Math.max(1, half / partitions), half - used);
    }

    /** Whether it is worth reading on: each time costs a fetch. */
    private boolean isRoomy(Partition partition) {
        boolean hasMemory = 2 * partition.bytes() <= mostBytes() || partition.bytes() + LARGEST <= mostBytes();
        return 2 * partition.unsubmitted <= most() && 2 * partition.unsettled.size() <= mostUnsettled() && hasMemory;
    }

    /** Large requests use up the memory long before their number uses up the room: however few they are, one has room. */
    private boolean isFull(Partition partition) {
        return partition.bytes() >= mostBytes();
    }

    /** The memory that the requests of one partition may take, likewise. */
    private long mostBytes() {
        long used = table.partitions().stream().mapToLong(Partition::bytes).sum();
        return Math.max(maxWaitingBytes / Math.max(1, table.partitions().size()), maxWaitingBytes - used);
    }

    /** A batch that was on its way when its partition was to be read again may have hidden the first one asked for. */
    private void rewind(Batch batch) {
        batch.partitions().forEach(number -> table.partition(number).ifPresent(this::rewind));
    }

    /** Has what was passed over handed over again, now or when there is room for it. */
    void rewind(Partition partition) {
        partition.rereading.from().ifPresent(offset -> {
            partition.rereading.asked(offset);
            if (partition.serving() && isRoomy(partition)) {
                goOn(partition);
            } else {
                partition.rereading.hold();
                ports.source().hold(partition.number, offset);
            }
        });
    }

    /**
     * Where nothing comes, the source may stand at the offset of a topic that is no more, and wait there for a record after
     * those that were never read. What is on its way is waited for first, lest it come twice.
     */
    void tick(Instant now) {
        if (batches.isEmpty()) {
            table.partitions().stream()
                    .filter(partition -> partition.silent(now))
                    .forEach(this::beginAtNext);
        }
    }

    private void beginAtNext(Partition partition) {
        partition.silentFrom = Instant.MAX;
        partition.nextOffset.ifPresent(offset -> ports.source().rewind(partition.number, offset));
    }

    private void goOn(Partition partition) {
        partition.rereading.goOn();
        ports.source().rewind(partition.number, partition.rereading.from().orElse(Long.MAX_VALUE));
    }

    /** Makes a job of a record, unless an earlier life of this partition has. */
    void take(Partition partition, RequestRecord record) {
        if (partition.handled(record.offset())) {
            return;
        }
        partition.unsettled.add(record);
        Instant now = ports.ticker().now();
        if (partition.unwritable.contains(record.offset())) {
            refuseUnwritable(partition, record, now);
            return;
        }
        RequestReading reading = reader.read(record, ids(partition));
        Job job = reading.job();
        partition
                .known
                .find(job.identity(), clock.now())
                .ifPresentOrElse(
                        known -> again(partition, record, reading, known, now),
                        () -> begin(partition, record, reading, now));
    }

    private void begin(Partition partition, RequestRecord record, RequestReading reading, Instant now) {
        switch (reading) {
            case RequestReading.Valid(Job job, String body) ->
                steps.begin(
                        partition,
                        obeyed.withdrawal(job)
                                .map(order -> decisions.withdraw(job, order, now))
                                .orElseGet(() -> open(job, body, now)),
                        record);
            case RequestReading.Invalid(Job job, List<Violation> violations, int omitted) ->
                steps.begin(partition, decisions.refuse(job, violations, omitted, now), record);
        }
    }

    private Transition open(Job job, String body, Instant now) {
        return perRequest
                .passedBy(job)
                .map(most -> decisions.tooExpensive(job, most, now))
                .orElseGet(() -> decisions.open(job, body, now));
    }

    private void again(
            Partition partition,
            RequestRecord record,
            RequestReading reading,
            KnownIdentities.Known known,
            Instant now) {
        Job job = reading.job();
        Job own = underCoordinates(partition, job);
        if (known.contentHash().equals(job.contentHash())
                || isTold(partition, own)
                || reader.isAlike(record, known.contentHash())) {
            ports.listener().repeated(job);
            steps.pass(partition, record);
        } else {
            steps.begin(partition, decisions.conflict(own, job.identity(), now), record);
        }
    }

    /** A record behind one that could not be written is offered again, and its conflict may have been told already. */
    private boolean isTold(Partition partition, Job conflict) {
        return partition.known.find(conflict.identity(), clock.now()).isPresent();
    }

    private Job underCoordinates(Partition partition, Job job) {
        JobIds here = ids(partition);
        Identity own = here.coordinates(job.origin());
        return job.under(own, here.of(job.origin(), own));
    }

    private JobIds ids(Partition partition) {
        return ids.in(partition.topicLife);
    }

    /** The journal cannot hold this record's job: what is told of it is as small as can be. */
    private void refuseUnwritable(Partition partition, RequestRecord record, Instant now) {
        Job bare = reader.read(record, ids(partition)).job().bare();
        boolean taken = partition.known.find(bare.identity(), clock.now()).isPresent();
        Job job = taken ? underCoordinates(partition, bare) : bare;
        Violation violation = new Violation(
                "value", "too_large", "The topics do not take a record of this size: shorten the request.");
        steps.begin(partition, decisions.refuse(job, List.of(violation), 0, now), record);
    }
}
