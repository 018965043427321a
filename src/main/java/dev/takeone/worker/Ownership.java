package dev.takeone.worker;

import dev.takeone.job.JobInput;
import dev.takeone.job.JobState;
import dev.takeone.job.JobState.Live;
import dev.takeone.job.Rules;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Restored.EndedJob;
import dev.takeone.journal.Restored.LiveRow;
import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Which partitions this worker has, from their restore to their leaving. */
final class Ownership {
    private static final Duration AGAIN = Duration.ofSeconds(2);

    /** Longer than records take that are on their way. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final WorkerSettings settings;
    private final Inbox inbox;
    private final Steps steps;
    private final Submissions submissions;
    private final Settlement settlement;
    private final Ports ports;
    private final SteadyClock clock;
    private final JobTable table;

    Ownership(
            WorkerSettings settings,
            Inbox inbox,
            Steps steps,
            Submissions submissions,
            Settlement settlement,
            Ports ports,
            SteadyClock clock) {
        this.settings = settings;
        this.inbox = inbox;
        this.steps = steps;
        this.submissions = submissions;
        this.settlement = settlement;
        this.ports = ports;
        this.clock = clock;
        this.table = steps.table();
    }

    void assigned(Generation generation, Set<Integer> numbers) {
        numbers.forEach(number -> restore(new Partition(number, generation)));
    }

    /**
     * Nothing new begins for them; answers that come now are still journaled. Those whose journal is still being read are
     * none of this worker's any more: it would begin to serve them.
     */
    void leaving(Set<Integer> numbers) {
        table.partitions().stream()
                .filter(partition -> numbers.contains(partition.number) && partition.serving())
                .forEach(partition -> {
                    partition.mayWrite = false;
                    partition.stage = new Partition.Stage.Leaving();
                });
        gone(table.partitions().stream()
                .filter(partition ->
                        numbers.contains(partition.number) && partition.stage instanceof Partition.Stage.Restoring)
                .map(partition -> partition.number)
                .collect(Collectors.toSet()));
    }

    void leaveAll() {
        leaving(all());
    }

    void gone(Set<Integer> numbers) {
        // First of all: whatever goes wrong in the rest, nothing more is journaled for them.
        ports.journal().release(numbers);
        numbers.forEach(number -> {
            drop(number);
            steps.left(number);
            table.remove(number);
        });
    }

    /** Nothing that was decided will be committed any more. */
    void dropAll() {
        gone(all());
    }

    private Set<Integer> all() {
        return table.partitions().stream().map(partition -> partition.number).collect(Collectors.toSet());
    }

    /** What memory holds of them may be ahead of the journal for ever: reads them again, and offers their records again. */
    void lost(Set<Integer> numbers) {
        numbers.forEach(number -> table.partition(number).ifPresent(this::lost));
    }

    private void lost(Partition partition) {
        switch (partition.stage) {
            // What is being read may have been held, and lost, before this thread heard of either.
            case Partition.Stage.Restoring _reading -> restore(partition.again());
            case Partition.Stage.Serving _served -> restore(partition.again());
            // Its records are no longer kept, so that to serve it again would pass over them.
            case Partition.Stage.Leaving _closed -> {
                drop(partition.number);
                table.remove(partition.number);
            }
            case Partition.Stage.Stopped _closed -> {}
        }
    }

    /** Its requests have begun anew: whether they are still the same topic's, the restore finds out. */
    void suspect(Partition partition) {
        ports.listener().begunAnew(partition.number);
        restore(partition.again());
    }

    /**
     * What came of a record cannot be journaled as it is: the record is offered again, to be refused. Its later decisions
     * may be as large, and were dropped with the first.
     */
    void unwritable(Entry entry, String why) {
        if (steps.awaits(entry)) {
            unwritable(entry.partition(), entry.nextOffset(), why);
        }
    }

    private void unwritable(int number, OptionalLong nextOffset, String why) {
        table.partition(number).ifPresent(partition -> {
            if (nextOffset.isPresent() && partition.unwritable.add(nextOffset.getAsLong() - 1)) {
                lost(Set.of(number));
            } else {
                stop(
                        partition,
                        "A decision of partition " + number + " cannot be written (" + why
                                + "): where it is too large, raise max.message.bytes of the topics that"
                                + " takeone.topics.* name; where it is not allowed, mend their ACLs; then restart the"
                                + " worker.");
            }
        });
    }

    /** A receipt may be told before its partition's restore is. */
    void receipt(int number, Receipt receipt, boolean fresh) {
        table.partition(number).ifPresent(partition -> {
            switch (partition.stage) {
                case Partition.Stage.Restoring _reading -> partition.receipts.add(receipt);
                case Partition.Stage.Serving _served -> found(partition, receipt, fresh);
                case Partition.Stage.Leaving _served -> found(partition, receipt, fresh);
                case Partition.Stage.Stopped _closed -> {}
            }
        });
    }

    private void found(Partition partition, Receipt receipt, boolean fresh) {
        settlement.found(partition, receipt, fresh);
        submissions.heard(partition.number, receipt.jobId());
    }

    void tick(Instant now) {
        List<Partition> again = table.partitions().stream()
                .filter(partition -> partition.stage instanceof Partition.Stage.Restoring waiting
                        && waiting.again().filter(at -> !at.isAfter(now)).isPresent())
                .toList();
        again.forEach(this::restore);
    }

    private void drop(int number) {
        table.partition(number).ifPresent(partition -> partition.mayWrite = false);
        ports.callbacks().unfollow(number);
        submissions.withdraw(number);
        steps.forget(number);
    }

    private void restore(Partition partition) {
        drop(partition.number);
        partition.stage = new Partition.Stage.Restoring(Optional.empty(), waitsFor(partition));
        table.put(partition);
        ports.journal()
                .restore(partition.number)
                .thenAccept(restored -> ports.executor().execute(() -> restored(partition, restored)));
    }

    /** Why the last try failed; empty before the first has. */
    private static String waitsFor(Partition partition) {
        return partition.stage instanceof Partition.Stage.Restoring(Optional<Instant> _again, String why) ? why : "";
    }

    private void restored(Partition partition, Restored restored) {
        if (!table.holds(partition)) {
            return;
        }
        switch (restored) {
            case Restored.Ready ready -> serve(partition, ready);
            case Restored.Stopped(int _number, String error) -> stop(partition, error);
            case Restored.Unavailable(int number, String why, boolean unbegun) -> {
                boolean told = !waitsFor(partition).isEmpty();
                partition.unbegun = unbegun;
                partition.stage =
                        new Partition.Stage.Restoring(Optional.of(clock.now().plus(AGAIN)), why);
                if (!told) {
                    ports.listener().waiting(number, why);
                }
            }
        }
    }

    private void stop(Partition partition, String error) {
        drop(partition.number);
        Partition stopped = new Partition(partition.number, partition.sinceGeneration);
        stopped.stage = new Partition.Stage.Stopped(error);
        table.put(stopped);
        ports.journal().release(Set.of(partition.number));
        ports.listener().stopped(partition.number, error);
    }

    private void serve(Partition partition, Restored.Ready ready) {
        Instant now = ports.ticker().now();
        partition.nextOffset = ready.nextOffset();
        partition.leaderEpoch = ready.leaderEpoch();
        partition.judgedEpoch =
                Math.max(partition.judgedEpoch, ready.judgedEpoch().orElse(Integer.MIN_VALUE));
        moveOn(partition, ready);
        partition.servedSince = now;
        partition.silentFrom = clock.now().plus(SILENCE);
        partition.settledAt = ports.ticker().nanos() + settings.settleAfter().toNanos();
        ready.ended().forEach(ended -> remember(partition, ended));
        Instant lastWritten =
                ready.live().stream().map(LiveRow::writtenAt).reduce(Instant.MIN, (a, b) -> a.isAfter(b) ? a : b);
        ready.live().forEach(row -> resume(partition, row, lastWritten));
        partition.stage = new Partition.Stage.Serving();
        partition.mayWrite = true;
        ports.callbacks().follow(partition.number);
        ports.listener()
                .serving(partition.number, ready.live().size(), ready.ended().size());
        partition.receipts.forEach(receipt -> settlement.found(partition, receipt, false));
        partition.receipts.clear();
        // What a former owner was refused waits only once its word is taken.
        submissions.obey(partition);
        if (takeGated(partition)) {
            inbox.rewind(partition);
        }
    }

    /** Whether they were taken: one of them may tell what happened after the restore was begun. */
    private boolean takeGated(Partition partition) {
        for (Optional<RequestRecord> next = partition.gated.poll(); next.isPresent(); next = partition.gated.poll()) {
            if (partition.isOfUnjudgedLeader(next.get())) {
                partition.gated.addFirst(next.get());
                suspect(partition);
                return false;
            }
            inbox.take(partition, next.get());
        }
        return true;
    }

    /** What was handed over before may be of a topic that is no more, and is handed over again where it is of this one. */
    private static void moveOn(Partition partition, Restored.Ready ready) {
        boolean another = !partition.topicLife.isEmpty() && !partition.topicLife.equals(ready.topicLife());
        partition.topicLife = ready.topicLife();
        List<RequestRecord> handed = partition.gated.all();
        boolean late = !handed.isEmpty()
                && partition.rereading.beginsLate(handed.getFirst().offset(), partition.nextOffset);
        if (another || late) {
            partition.gated.clear();
            partition.rereading.passOverAll(handed, partition.nextOffset);
        }
    }

    private void remember(Partition partition, EndedJob ended) {
        Instant forgetAt = clock.latest(ended.endedAt()).plus(settings.retention());
        boolean remembered = forgetAt.isAfter(clock.now());
        if (remembered && ended.unsent()) {
            table.endedUnsent(partition, ended.identity(), ended.contentHash(), forgetAt);
        } else if (remembered) {
            partition.known.ended(ended.identity(), ended.contentHash(), forgetAt);
        }
        table.spentBefore(partition, ended.endedAt(), ended.spent());
        Instant endedAt = clock.of(ended.endedAt(), Duration.ZERO);
        ended.generation().ifPresent(took -> ports.checkTimes().learn(ended.profile(), took, endedAt));
    }

    /** What a job that is read back may wait for its next call: its due time is by the clock of whoever wrote the row. */
    private Duration longest(Live state) {
        Duration meant = state instanceof JobState.Submitted
                ? ports.checkTimes().first(state.job(), clock.now()).after(Optional.empty())
                : state.asked();
        return meant.compareTo(Rules.LONGEST_PAUSE) > 0 ? meant : Rules.LONGEST_PAUSE;
    }

    private void resume(Partition partition, LiveRow row, Instant lastWritten) {
        if (!(row.row().state() instanceof Live written)) {
            throw new IllegalStateException("not a live row: " + row.row().state());
        }
        // The broker's clock may be ahead of this one, by which the row's age is told.
        Instant now = ports.ticker().now();
        Live state = written.readBack(row.writtenAt(), lastWritten, now);
        Instant writtenAt = row.writtenAt().isAfter(now) ? now : row.writtenAt();
        LiveJob job = new LiveJob(partition, state, row.row().sequence(), clock.of(writtenAt));
        partition.known.live(state.job());
        if (state instanceof JobState.Submitting) {
            table.addSettling(job, longest(state));
        } else {
            table.add(job, longest(state));
        }
        steps.step(job, new JobInput.Resumed());
    }
}
