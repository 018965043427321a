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
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Records on their way to becoming jobs. A batch is done with when every record of it is taken or gated, so that the
 * sender holds back while there is no room.
 */
final class Inbox {
    private final RequestReader reader;
    private final JobIds ids;
    private final Decisions decisions;
    private final JobTable table;
    private final Steps steps;
    private final Obeyed obeyed;
    private final Ports ports;
    private final SteadyClock clock;
    private final Room room;
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
        this.room = new Room(table, settings);
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

    /**
     * Takes records while there is room.
     *
     * @param mayWait whether one more job may wait, beside so many records that wait for a restore
     */
    void drain(IntPredicate mayWait) {
        Room.Left left = room.left();
        for (Partition partition : table.partitions()) {
            if (partition.rereading.isHeld() && partition.serving() && left.isRoomy(partition)) {
                goOn(partition);
            }
        }
        for (Batch batch = batches.peek(); batch != null; batch = batches.peek()) {
            for (; !batch.records().isEmpty(); left = room.left()) {
                if (!left.mayTakeMore() || !mayWait.test(left.gated())) {
                    return;
                }
                hand(batch.generation(), batch.records().remove(), left);
            }
            rewind(batch);
            batches.remove().taken().complete(null);
        }
    }

    private void hand(Generation generation, RequestRecord record, Room.Left left) {
        table.partition(record.partition())
                .filter(partition -> !generation.isBefore(partition.sinceGeneration))
                .ifPresent(partition -> {
                    switch (partition.stage) {
                        case Partition.Stage.Restoring _gate -> gate(partition, record, left);
                        case Partition.Stage.Serving _open -> takeNext(partition, record, left);
                        // Not journaled, so the next owner, or the next start, reads it again.
                        case Partition.Stage.Leaving _closed -> {}
                        case Partition.Stage.Stopped _closed -> {}
                    }
                });
    }

    /** A partition that is long in restore must not use up the room of the others: beyond its share it is read again. */
    private void gate(Partition partition, RequestRecord record, Room.Left left) {
        if (partition.rereading.follows(record.offset()) && left.gates(partition)) {
            partition.gated.add(record);
        } else {
            partition.rereading.passOver(record.offset());
        }
    }

    private void takeNext(Partition partition, RequestRecord record, Room.Left left) {
        switch (coming(partition, record)) {
            case UNEXPLAINED -> {
                suspect.accept(partition);
                table.partition(partition.number).ifPresent(again -> gate(again, record, room.left()));
            }
            case LATE -> partition.rereading.passOverAll(List.of(record), partition.nextOffset);
            case BEHIND_A_GAP -> partition.rereading.passOver(record.offset());
            case NEXT -> takeIfRoomy(partition, record, left);
        }
    }

    private static Rereading.Coming coming(Partition partition, RequestRecord record) {
        return partition.mayBeAnother(record)
                ? Rereading.Coming.UNEXPLAINED
                : partition.rereading.comes(record.offset(), partition.nextOffset);
    }

    private void takeIfRoomy(Partition partition, RequestRecord record, Room.Left left) {
        if (left.takes(partition)) {
            take(partition, record);
        } else {
            partition.rereading.passOver(record.offset());
        }
    }

    /** A batch that was on its way when its partition was to be read again may have hidden the first one asked for. */
    private void rewind(Batch batch) {
        batch.partitions().forEach(number -> table.partition(number).ifPresent(this::rewind));
    }

    /** Has what was passed over handed over again, now or when there is room for it. */
    void rewind(Partition partition) {
        partition.rereading.from().ifPresent(offset -> {
            partition.rereading.asked(offset);
            if (partition.serving() && room.left().isRoomy(partition)) {
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
