package dev.takeone.worker;

import dev.takeone.events.CloudEvents;
import dev.takeone.events.EventRecord;
import dev.takeone.job.Decisions;
import dev.takeone.job.Effect;
import dev.takeone.job.JobEvent;
import dev.takeone.job.JobInput;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Ended;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.Transition;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The one way in which jobs move: decide, hand to the journal, tell the listener; the effects wait for the commit. */
final class Steps {
    private final Decisions decisions;
    private final CloudEvents events;
    private final Ports ports;
    private final JobTable table;
    private final Duration retention;
    private final IdentityHashMap<Entry, Uncommitted> uncommitted = new IdentityHashMap<>();
    private Instant waitingSince = Instant.MIN;

    private record Uncommitted(Partition partition, Optional<LiveJob> job, List<Effect> effects) {}

    /** An effect whose transaction is committed. */
    record Ready(LiveJob job, Effect effect) {}

    Steps(Decisions decisions, CloudEvents events, Ports ports, JobTable table, Duration retention) {
        this.decisions = decisions;
        this.events = events;
        this.ports = ports;
        this.table = table;
        this.retention = retention;
    }

    /** A record makes a job. */
    void begin(Partition partition, Transition first, long offset) {
        OptionalLong nextOffset = OptionalLong.of(offset + 1);
        Row row = new Row(1, first.next());
        switch (first.next()) {
            case Live live -> {
                LiveJob job = new LiveJob(partition, live, 1, ports.ticker().now());
                append(new Uncommitted(partition, Optional.of(job), first.effects()), row, first.events(), nextOffset);
                partition.known.live(live.job());
                table.add(job);
            }
            case Ended ended -> {
                append(new Uncommitted(partition, Optional.empty(), List.of()), row, first.events(), nextOffset);
                remember(partition, ended);
            }
        }
        ports.listener().moved(first);
    }

    /** A record makes no job, and is done with. */
    void pass(Partition partition, long offset) {
        append(
                new Entry(partition.number, Optional.empty(), List.of(), OptionalLong.of(offset + 1)),
                new Uncommitted(partition, Optional.empty(), List.of()));
    }

    /** Something happens to a live job; why it moved, or did not. */
    Transition.Reason step(LiveJob job, JobInput input) {
        Transition transition =
                decisions.decide(job.state, input, ports.ticker().now());
        if (transition.reason() == Transition.Reason.IGNORED) {
            return transition.reason();
        }
        if (transition.recorded()) {
            write(job, transition.next(), transition.events(), transition.effects());
        }
        table.move(job, transition.next());
        if (transition.next() instanceof Ended ended) {
            remember(job.partition, ended);
        }
        ports.listener().moved(transition);
        return transition.reason();
    }

    /** Writes the row again as it is, so that the topic's retention does not reach it. */
    void refresh(LiveJob job) {
        write(job, job.state, List.of(), List.of());
    }

    private void write(LiveJob job, JobState next, List<JobEvent> told, List<Effect> effects) {
        job.sequence++;
        job.writtenAt = ports.ticker().now();
        append(
                new Uncommitted(job.partition, Optional.of(job), effects),
                new Row(job.sequence, next),
                told,
                OptionalLong.empty());
    }

    private void append(Uncommitted what, Row row, List<JobEvent> told, OptionalLong nextOffset) {
        List<Publication> publications =
                told.stream().map(events::render).map(Steps::publication).toList();
        append(new Entry(what.partition().number, Optional.of(row), publications, nextOffset), what);
    }

    private void append(Entry entry, Uncommitted what) {
        entry.nextOffset().ifPresent(next -> what.partition().nextOffset = OptionalLong.of(next));
        if (uncommitted.isEmpty()) {
            waitingSince = ports.ticker().now();
        }
        uncommitted.put(entry, what);
        ports.journal().append(entry);
    }

    private static Publication publication(EventRecord event) {
        return new Publication(event.topic(), event.key(), event.headers(), event.value());
    }

    private void remember(Partition partition, Ended ended) {
        partition.known.ended(ended.job(), ended.endedAt().plus(retention));
        switch (ended) {
            case JobState.Completed done ->
                done.generation().ifPresent(took -> ports.checkTimes().learn(done.job(), took));
            case JobState.Failed _failed -> {}
        }
    }

    /** The entry's transaction is committed: its record is settled, and its effects may run. */
    List<Ready> committed(Entry entry) {
        Uncommitted what = uncommitted.remove(entry);
        waitingSince = ports.ticker().now();
        if (what == null || !table.holds(what.partition())) {
            return List.of();
        }
        entry.nextOffset().ifPresent(what.partition()::settled);
        return what.job().stream()
                .flatMap(job -> what.effects().stream().map(effect -> new Ready(job, effect)))
                .toList();
    }

    /** What was appended for this partition and is not committed never will be, but for the word of paid tasks. */
    void forget(int partition) {
        uncommitted.forEach((entry, what) -> {
            if (what.partition().number == partition) {
                entry.row().ifPresent(row -> keepReceipt(entry, row));
            }
        });
        uncommitted.values().removeIf(what -> what.partition().number == partition);
    }

    private void keepReceipt(Entry entry, Row row) {
        if (row.state() instanceof JobState.Submitted submitted
                && !entry.events().isEmpty()) {
            String jobId = submitted.job().id();
            ports.journal()
                    .keep(
                            entry.partition(),
                            new Receipt(jobId, submitted.taskIds(), submitted.replayed(), submitted.submittedAt()));
            ports.listener().receiptKept(jobId, submitted.taskIds());
        }
    }

    JobTable table() {
        return table;
    }

    /** Since when decisions have waited without a commit; empty while none waits. */
    Optional<Instant> waitingSince() {
        return uncommitted.isEmpty() ? Optional.empty() : Optional.of(waitingSince);
    }

    /** Decisions on their way to the journal. */
    int uncommitted() {
        return uncommitted.size();
    }
}
