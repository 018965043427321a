package dev.takeone.simulation;

import dev.takeone.job.JobState;
import dev.takeone.journal.Endings;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Receipt;
import dev.takeone.journal.Restored;
import dev.takeone.journal.Row;
import dev.takeone.journal.read.Judgement;
import dev.takeone.journal.rows.TopicLife;
import dev.takeone.request.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What the broker holds: requests, journal, receipts and offsets, and the transactions that are open. */
class Cluster {

    /** What stands in one partition. */
    static final class Partition {
        final List<RequestRecord> requests = new ArrayList<>();
        final List<Receipt> receipts = new ArrayList<>();
        private final Map<String, Written> rows = new LinkedHashMap<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private int open;

        /** Whose offset the head is; empty before there is one. */
        private Optional<String> headLife = Optional.empty();

        /** The journal's own word of how far the requests are handled. */
        long head;

        /** Whether records of its topic are gone that had been handled, and nobody has decided yet. */
        private boolean cut;

        /** How often the leader of its requests has changed, which here is where they are cut short. */
        int epoch;

        /** Where the last leader has begun to append. */
        int cutAt;

        /** The journal's word of the epoch of the last record that was handled. */
        OptionalInt headEpoch = OptionalInt.empty();

        /** The group's, which may be moved back, expire, or be deleted. */
        OptionalLong groupOffset = OptionalLong.empty();
    }

    private record Written(Row row, Instant at) {}

    /** A transaction from its first record to its end. */
    static final class Transaction {
        private final List<Entry> entries;
        private final Set<Integer> partitions;
        private boolean over;

        private Transaction(List<Entry> entries) {
            this.entries = entries;
            this.partitions = entries.stream().map(Entry::partition).collect(Collectors.toSet());
        }

        /** Whether it can be neither committed nor aborted any more. */
        boolean over() {
            return over;
        }
    }

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private final Scheduler scheduler;
    private final JournalWatch watch;
    private int lives;
    private boolean adopting;

    Cluster(int count, Scheduler scheduler, JournalWatch watch) {
        this.scheduler = scheduler;
        this.watch = watch;
        for (int number = 0; number < count; number++) {
            partitions.put(number, new Partition());
        }
    }

    Partition partition(int number) {
        return Objects.requireNonNull(partitions.get(number));
    }

    int size() {
        return partitions.size();
    }

    /** The first records of a transaction have come. Until its end, nobody can read its partitions to their end. */
    Transaction begin(List<Entry> entries) {
        Transaction transaction = new Transaction(entries);
        transaction.partitions.forEach(number -> partition(number).open++);
        return transaction;
    }

    /** Commits all of it, at this moment; false where it has been aborted. */
    boolean commit(Transaction transaction, Writer writer) {
        if (transaction.over) {
            return false;
        }
        transaction.entries.forEach(entry -> write(entry, writer));
        transaction.partitions.forEach(number -> {
            Partition partition = partition(number);
            partition.groupOffset = partition.head == 0 ? OptionalLong.empty() : OptionalLong.of(partition.head);
        });
        over(transaction);
        return true;
    }

    void abort(Transaction transaction) {
        if (!transaction.over) {
            over(transaction);
        }
    }

    private void over(Transaction transaction) {
        transaction.over = true;
        transaction.partitions.forEach(number -> {
            Partition partition = partition(number);
            partition.open--;
            if (partition.open == 0) {
                List<Runnable> free = List.copyOf(partition.waiting);
                partition.waiting.clear();
                free.forEach(Runnable::run);
            }
        });
    }

    /** Who wrote a transaction, and when it began there. */
    record Writer(Replica process, long startedNanos) {}

    private void write(Entry entry, Writer writer) {
        Partition partition = partition(entry.partition());
        entry.row().ifPresent(row -> {
            Optional<Written> before =
                    Optional.ofNullable(partition.rows.put(row.state().job().id(), new Written(row, scheduler.now())));
            watch.row(before.map(Written::row), row, writer);
        });
        entry.nextOffset().ifPresent(next -> {
            advanced(entry.partition(), next);
            partition.headEpoch = entry.leaderEpoch();
        });
        watch.told(entry);
    }

    /** What is written for a topic that is no more says nothing of the one that has its name. */
    private void advanced(int number, long next) {
        Partition partition = partition(number);
        if (!partition.cut
                && partition
                        .headLife
                        .filter(life -> TopicLife.parse(life).topicId().equals(realLife()))
                        .isPresent()) {
            advance(number, next);
        } else {
            partition.head = next;
        }
    }

    /** The id of the requests topic, as workers look at it. */
    String life() {
        return realLife();
    }

    private String realLife() {
        return "topic-" + lives;
    }

    /**
     * The requests topic is deleted with all that is in it, and made anew; not before every partition was served, since of
     * requests before that nobody can know.
     */
    void recreate() {
        if (partitions.values().stream().anyMatch(partition -> partition.headLife.isEmpty())) {
            scheduler.in(Duration.ofSeconds(10), this::recreate);
            return;
        }
        lives++;
        partitions.forEach((number, partition) -> {
            watch.vanished(number, partition.head);
            partition.requests.clear();
            partition.groupOffset = OptionalLong.empty();
        });
    }

    /**
     * The broker loses the last records of a partition of the requests, the last that was handled among them: of others
     * nobody can know. Another leader gives the offsets out again, to whatever comes next.
     *
     * @return which partition; empty where nothing was handled yet
     */
    OptionalInt cutShort() {
        List<Integer> begun = partitions.keySet().stream()
                .filter(number -> partition(number).head > 0)
                .sorted()
                .toList();
        if (begun.isEmpty()) {
            return OptionalInt.empty();
        }
        int number = begun.get(scheduler.below(begun.size()));
        Partition partition = partition(number);
        int end = (int) partition.head - 1 - scheduler.below((int) Math.min(3, partition.head));
        watch.cutShort(number, end, partition.head);
        partition.requests.subList(end, partition.requests.size()).clear();
        partition.cut = true;
        partition.epoch++;
        partition.cutAt = end;
        return OptionalInt.of(number);
    }

    /** Whether a partition's requests end before what was handled, which they need not do for long. */
    boolean isCutShort(int number) {
        return partition(number).cut && partition(number).requests.size() < partition(number).head;
    }

    /** The leader's epoch, as the broker tells it of the records that are appended in it. */
    OptionalInt told(int epoch) {
        return OptionalInt.of(epoch);
    }

    private OptionalLong cutAt(Partition partition) {
        return partition.headEpoch.orElse(partition.epoch) < partition.epoch && partition.cutAt < partition.head
                ? OptionalLong.of(partition.cutAt)
                : OptionalLong.empty();
    }

    /** A person has seen it, and has every partition that stands go on with the topic as it is. */
    void adopt() {
        adopting = true;
    }

    /** Moves the head. */
    void advance(int number, long next) {
        Partition partition = partition(number);
        watch.offset(number, partition.head, next);
        partition.head = next;
    }

    /** Runs {@code then} as soon as no transaction is open on the partition. */
    void whenStable(int number, Runnable then) {
        Partition partition = partition(number);
        if (partition.open == 0) {
            then.run();
        } else {
            partition.waiting.add(then);
        }
    }

    /** Takes away what is older than the topic's retention. */
    void expire(Duration retention) {
        Instant limit = scheduler.now().minus(retention);
        partitions.values().forEach(partition -> {
            for (Iterator<Written> each = partition.rows.values().iterator(); each.hasNext(); ) {
                Written written = each.next();
                if (written.at().isBefore(limit)) {
                    watch.expired(written.row());
                    each.remove();
                }
            }
        });
    }

    /** The partition as a reader of committed data finds it, endings before {@code forgetBefore} left out. */
    Restored read(int number, Instant forgetBefore) {
        Partition partition = partition(number);
        List<Restored.LiveRow> live = new ArrayList<>();
        List<Restored.EndedJob> ended = new ArrayList<>();
        for (Written written : partition.rows.values()) {
            switch (written.row().state()) {
                case JobState.Live _state -> live.add(new Restored.LiveRow(written.row(), written.at()));
                case JobState.Ended over -> ended.add(Endings.of(written.row().sequence(), over));
            }
        }
        ended.removeIf(job -> job.endedAt().isBefore(forgetBefore));
        Judgement.Outcome outcome = Judgement.of(
                number,
                new Judgement.Story(
                        partition.headLife,
                        partition.head,
                        partition.groupOffset,
                        life(),
                        partition.cut ? partition.requests.size() : Math.max(partition.head, partition.requests.size()),
                        cutAt(partition),
                        adopting));
        if (outcome.error().isPresent()) {
            return new Restored.Stopped(number, outcome.error().get());
        }
        if (!partition.headLife.equals(Optional.of(outcome.life()))) {
            // Head and group's offset are written afresh, together.
            partition.headLife = Optional.of(outcome.life());
            partition.cut = false;
            partition.head = outcome.next();
            partition.headEpoch = OptionalInt.empty();
            partition.groupOffset = OptionalLong.of(outcome.next());
        }
        return new Restored.Ready(
                number,
                outcome.life(),
                OptionalLong.of(outcome.next()),
                partition.headEpoch,
                told(partition.epoch),
                live,
                ended);
    }
}
