package dev.takeone.simulation;

import dev.takeone.job.FailureReason;
import dev.takeone.job.JobState;
import dev.takeone.job.Task;
import dev.takeone.journal.Entry;
import dev.takeone.journal.Publication;
import dev.takeone.journal.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Watches what becomes durable: rows, offsets, events, in the order of their commits. */
final class JournalWatch {
    /** Ends that the provider has told. */
    private static final Set<FailureReason> FRUITLESS =
            EnumSet.of(FailureReason.GENERATION_FAILED, FailureReason.NO_OUTPUT);

    private static final Pattern MADE = Pattern.compile("cdn\\.example/(task_\\d+)[.-]");

    private final Findings findings;
    private final EventWatch events;
    private final MoneyWatch money;

    /** The identities that each partition's records have, by offset. */
    private final Map<Integer, List<String>> asked = new HashMap<>();

    private final Map<Integer, Set<String>> journaled = new HashMap<>();

    JournalWatch(Findings findings, EventWatch events, MoneyWatch money) {
        this.findings = findings;
        this.events = events;
        this.money = money;
    }

    /** The next record of a partition is a request of this identity. */
    void asked(int partition, String identity) {
        asked.computeIfAbsent(partition, any -> new ArrayList<>()).add(identity);
    }

    /** The records of a partition are gone; those from this offset on were never handled. */
    void vanished(int partition, long from) {
        List<String> records = asked.getOrDefault(partition, List.of());
        records.subList(Math.min(records.size(), (int) from), records.size()).forEach(events::vanished);
        asked.remove(partition);
    }

    /** The records of a partition from {@code end} on are gone; those from {@code head} on were never handled. */
    void cutShort(int partition, int end, long head) {
        List<String> records = asked.getOrDefault(partition, List.of());
        records.subList((int) head, records.size()).forEach(events::vanished);
        records.subList(end, records.size()).clear();
    }

    void row(Optional<Row> before, Row row, Cluster.Writer writer) {
        JobState next = row.state();
        journaled
                .computeIfAbsent(next.job().origin().partition(), any -> new HashSet<>())
                .add(next.job().identity().id());
        before.ifPresent(known -> moved(known, row));
        before.map(Row::state).ifPresent(known -> doubted(known, next));
        before.map(Row::state).ifPresent(known -> ended(known, next));
        if (next instanceof JobState.Ended ended) {
            money.ended(ended, writer);
        }
        switch (next) {
            case JobState.Submitting posting -> money.intended(posting, writer);
            case JobState.Submitted submitted -> running(submitted);
            case JobState.Failed failed
            when failed.reason() == FailureReason.DEADLINE_EXCEEDED -> money.givenUp(failed.job());
            case JobState.Failed failed
            when failed.reason() == FailureReason.SUBMISSION_IN_DOUBT ->
                money.endedInDoubt(before.map(Row::state), failed);
            case JobState.Failed failed
            when failed.charge().charged() == FailureReason.Charged.NO
                    && failed.reason() != FailureReason.GENERATION_FAILED -> money.endedUncharged(failed);
            case JobState.Accepted _state -> {}
            case JobState.Completed _state -> {}
            case JobState.Failed _state -> {}
        }
    }

    private void running(JobState.Submitted submitted) {
        money.journaled(submitted.taskIds());
        if (submitted.tasks().stream().flatMap(task -> task.end().stream()).anyMatch(JournalWatch::isGivenUp)) {
            money.givenUp(submitted.job());
        }
    }

    private static boolean isGivenUp(Task.End end) {
        return end instanceof Task.End.Fruitless without && without.reason() == FailureReason.DEADLINE_EXCEEDED;
    }

    /** What became of tasks that the provider has told the end of. */
    private void ended(JobState before, JobState next) {
        if (!(before instanceof JobState.Submitted submitted)) {
            return;
        }
        Optional<BigDecimal> costs = submitted.taskIds().stream()
                .flatMap(task -> Account.cost(task).stream())
                .reduce(BigDecimal::add);
        if (next instanceof JobState.Completed completed && !completed.cost().equals(costs)) {
            findings.broken(Invariant.COSTS_ARE_TOLD, completed + ", and it cost " + costs);
        }
        if (next instanceof JobState.Failed failed && FRUITLESS.contains(failed.reason())) {
            if (!failed.charge().cost().equals(costs)) {
                findings.broken(Invariant.COSTS_ARE_TOLD, failed + ", and it cost " + costs);
            }
            if (!submitted.taskIds().stream().allMatch(Account::fails)) {
                findings.broken(Invariant.VIDEO_STANDS, submitted + " became " + failed);
            }
        }
    }

    /** A video that is told of is told with all that its task made. */
    private void videos(Publication event) {
        MADE.matcher(event.value())
                .results()
                .map(made -> made.group(1))
                .distinct()
                .forEach(task -> {
                    if (!Account.videos(task).stream().allMatch(event.value()::contains)) {
                        findings.broken(Invariant.VIDEO_STANDS, "half of " + task + " in " + event.value());
                    }
                });
    }

    private void moved(Row before, Row row) {
        if (before.state() instanceof JobState.Ended) {
            findings.broken(Invariant.TERMINAL_STANDS, before.state() + " became " + row.state());
        }
        if (!before.sequence().isBefore(row.sequence())) {
            findings.broken(Invariant.ROWS_MOVE_ON, before + " became " + row);
        }
    }

    /** A doubt that is in the journal ends by a task id, or as what it is. */
    private void doubted(JobState before, JobState next) {
        boolean inDoubt =
                before instanceof JobState.Submitting posting && posting.doubt().isPresent();
        boolean forgotten = switch (next) {
            case JobState.Accepted _state -> true;
            case JobState.Submitting state -> state.doubt().isEmpty();
            case JobState.Submitted _state -> false;
            case JobState.Completed _state -> false;
            case JobState.Failed _state -> false;
        };
        if (inDoubt && forgotten) {
            findings.broken(Invariant.DOUBT_STAYS, before + " became " + next);
        }
    }

    void offset(int partition, long from, long to) {
        if (to != from + 1) {
            findings.broken(
                    Invariant.OFFSET_BEHIND_JOURNAL, "partition " + partition + " went from " + from + " to " + to);
        }
        List<String> records = asked.getOrDefault(partition, List.of());
        String identity = to > 0 && to <= records.size() ? records.get((int) to - 1) : "nothing";
        if (!journaled.getOrDefault(partition, Set.of()).contains(identity)) {
            findings.broken(
                    Invariant.OFFSET_BEHIND_JOURNAL,
                    "partition " + partition + " went to " + to + " without a row of " + identity);
        }
    }

    void told(Entry entry) {
        entry.events().forEach(events::told);
        entry.events().forEach(this::videos);
    }

    /** The topic's retention has taken a row. */
    void expired(Row row) {
        if (row.state() instanceof JobState.Live) {
            findings.broken(Invariant.NOTHING_LOST, "the topic's retention has reached " + row);
        }
    }
}
