package dev.takeone.worker;

import dev.takeone.account.Moment;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Receipt;
import dev.takeone.request.RequestRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** One partition for as long as this worker has it: a new assignment, or a new restore, is a new object. */
final class Partition {

    /** Where a partition stands. */
    sealed interface Stage {
        /** Its journal is being read, or will be at {@code again}; records wait. */
        record Restoring(Optional<Instant> again, String why) implements Stage {}

        /** Its jobs are known and move. */
        record Serving() implements Stage {}

        /** About to go to another worker: answers still count, nothing new begins. */
        record Leaving() implements Stage {}

        /** A person has to decide; {@code error} names the choices. */
        record Stopped(String error) implements Stage {}
    }

    final int number;

    /** The group generation in which this worker got the partition: records polled before it are not its own. */
    final Generation sinceGeneration;

    final Map<String, LiveJob> jobs = new HashMap<>();
    final KnownIdentities known = new KnownIdentities();

    /** Records that wait for the restore. */
    final HeldRecords gated = new HeldRecords();

    /** What of its records has to come again. */
    Rereading rereading = new Rereading();

    /** When, by the {@link SteadyClock}, it is strange that none has come; far ahead where that was looked into. */
    Instant silentFrom = Instant.MAX;

    /** Records that were taken, and whose transaction is not known to be committed. */
    final HeldRecords unsettled = new HeldRecords();

    /** Receipts that were told before the restore was. */
    final List<Receipt> receipts = new ArrayList<>();

    /** Word that was left of answers which still waited for their commit: it is read back here, and tells nothing. */
    final Set<Receipt> ownWords = new HashSet<>();

    /** Since when the receipts are being read for the last time before the open POSTs of a former owner are settled. */
    Optional<Instant> receiptsAwaitedSince = Optional.empty();

    /** Whether it was told that this reading takes long. */
    boolean receiptsTold;

    /** Whether it was told that it takes too long for any of them to end. */
    boolean slownessTold;

    /** Offsets of records that cannot be journaled as they are. */
    final Set<Long> unwritable = new HashSet<>();

    /** Jobs to submit. */
    final ModelQueues submissions = new ModelQueues();

    /** Jobs that may be paid for, to submit again: apart, for they have a task's slot already and must not queue for one. */
    final ModelQueues replays = new ModelQueues();

    /** Whether the last POST was a replay, and a probe. */
    boolean replayProbed;

    /** Whether an intent has waited for its commit for so long that its POST would come too late. */
    boolean journalIsBehind;

    /** Jobs whose former owner may still be sending, until {@link #settledAt}. */
    final List<LiveJob> settling = new ArrayList<>();

    /** On the monotonic clock, in ns. */
    long settledAt;

    /** What was written only to see that it can be, before a job ends for want of word of its POST. */
    Optional<Entry> proof = Optional.empty();

    /**
     * From when on receipts tell enough to end a job, by the {@link SteadyClock}: some time after that is committed; far ahead
     * before.
     */
    Instant endsFrom = Instant.MAX;

    /** When it was read back. */
    Instant servedSince = Instant.MAX;

    /** What its jobs cost. */
    final Spend spend;

    /** Whether it is known that no job of it was ever begun, though it cannot be served. */
    boolean unbegun;

    /** Since when it is told on the account board that this worker serves it. */
    Optional<Moment> toldSince = Optional.empty();

    /** Tasks that its jobs have, or may have, at the provider: what {@code takeone.account.max-tasks} bounds. */
    int tasks;

    /** Jobs that wait for their submission, or whose first POST is open: refused, they wait again. */
    int unsubmitted;

    /** The bodies of its jobs that are not submitted, in bytes: of a text that is not Latin a character takes two. */
    long bodies;

    /** Whether a request may still be written for it; asked on other threads. */
    volatile boolean mayWrite;

    Stage stage = new Stage.Restoring(Optional.empty(), "");
    OptionalLong nextOffset = OptionalLong.empty();

    /** Of the record before it; empty where nobody can tell. */
    OptionalInt leaderEpoch = OptionalInt.empty();

    /** The latest leader's epoch under which the log was compared with the journal, or is about to be. */
    int judgedEpoch = Integer.MIN_VALUE;

    /** Whose offsets those of its records are, as its restore has said. */
    String topicLife = "";

    Partition(int number, Generation sinceGeneration) {
        this.number = number;
        this.sinceGeneration = sinceGeneration;
        this.spend = new Spend(sinceGeneration);
    }

    /** The same partition before a restore, with every record that it has been handed and that may be new to the journal. */
    Partition again() {
        Partition next = new Partition(number, sinceGeneration);
        next.gated.addAll(unsettled);
        next.gated.addAll(gated);
        next.unwritable.addAll(unwritable);
        next.rereading = rereading.again();
        next.topicLife = topicLife;
        next.judgedEpoch = judgedEpoch;
        return next;
    }

    /** Whether nothing has come since the restore, which should have by now if there is anything. */
    boolean silent(Instant now) {
        return serving() && !rereading.begun() && now.isAfter(silentFrom);
    }

    boolean serving() {
        return stage instanceof Stage.Serving;
    }

    boolean handled(long offset) {
        return nextOffset.isPresent() && offset < nextOffset.getAsLong();
    }

    /**
     * Whether this record may tell that its log was cut short, and gives out its offsets again. Epochs grow with the offsets:
     * at an offset that was handled, one that is higher than a later record's tells it. Elsewhere the consumer knows better,
     * unless it has begun blindly.
     */
    boolean mayBeAnother(RequestRecord record) {
        return (handled(record.offset()) || rereading.beginsBlindly()) && isOfUnjudgedLeader(record);
    }

    /**
     * Whether the leader has changed since the log was last compared with the journal. Said once of each epoch: what the
     * restore that follows has found is believed.
     */
    boolean isOfUnjudgedLeader(RequestRecord record) {
        int epoch = record.leaderEpoch().orElse(Integer.MIN_VALUE);
        boolean unjudged = leaderEpoch.isPresent() && epoch > Math.max(leaderEpoch.getAsInt(), judgedEpoch);
        judgedEpoch = unjudged ? epoch : judgedEpoch;
        return unjudged;
    }

    void settled(long committedNext) {
        unsettled.removeBefore(committedNext);
    }

    /** The memory that its requests take until they are submitted, in bytes. */
    long bytes() {
        return bodies + gated.bytes() + unsettled.bytes();
    }
}
