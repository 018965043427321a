package dev.takeone.worker;

import dev.takeone.job.JobState;
import dev.takeone.job.Task;
import dev.takeone.journal.Sequence;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job that has not ended, in memory. Its state may be ahead of the journal; its effects never are. */
final class LiveJob {
    final Partition partition;
    JobState.Live state;
    Sequence sequence;

    /** When its last row was written, by the {@link SteadyClock}. */
    Instant writtenAt;

    /** When its next call is due, by the {@link SteadyClock}. */
    Instant dueAt = Instant.MIN;

    /** The checks an hour that it was last meant to be asked for, the account's limit aside. */
    int wanted;

    /** Whether a call to the provider is under way, or decided on. */
    boolean calling;

    /** Whether a former owner may still be sending its request. */
    boolean settling;

    /** When this owner first heard a 403 for it, by the {@link SteadyClock}; far ahead before it has. */
    Instant forbiddenSince = Instant.MAX;

    /** Since when the time to its next refusal counts, by the same clock; later by all the time for which it was postponed. */
    Instant triedSince = Instant.MAX;

    /** Since when its task is not found, or not told of, by the same clock; far ahead where it is. */
    Instant missingSince = Instant.MAX;

    /** When its last check began, by the {@link SteadyClock}. */
    Instant askedAt = Instant.MIN;

    /** Whether it is due later than it would be if nobody ever called. */
    boolean postponed;

    /** Most have none: a hundred thousand jobs have no room each for what few need. */
    private Optional<Calls> calls = Optional.empty();

    /** By task, of those of which the last check told nothing. */
    private Map<String, Integer> unheard = Map.of();

    /** The same of those of which it told nothing, or what was not believed. */
    private Map<String, Integer> silences = Map.of();

    /** Where it stands in a due queue; an older place is not its own any more. */
    DueQueue.Stand place = DueQueue.Nowhere.NOWHERE;

    LiveJob(Partition partition, JobState.Live state, Sequence sequence, Instant writtenAt) {
        this.partition = partition;
        this.state = state;
        this.sequence = sequence;
        this.writtenAt = writtenAt;
    }

    /** The model that is asked for; empty where the request names none. */
    String model() {
        return state.job().model().orElse("");
    }

    String id() {
        return state.job().id();
    }

    /** What is known of calls for it, to be added to. */
    Calls calls() {
        Calls known = calls.orElseGet(Calls::new);
        calls = Optional.of(known);
        return known;
    }

    /** Whether it is to call. */
    boolean callsBack() {
        return calls.filter(known -> known.expected).isPresent();
    }

    /** When a call makes it due, by the {@link SteadyClock}; far ahead where none does. */
    Instant wakeAt() {
        return calls.map(known -> known.wakeAt).orElse(Instant.MAX);
    }

    /** The task to ask for next; empty where none runs. */
    Optional<Task> nextTask() {
        return state instanceof JobState.Submitted submitted ? submitted.nextTask() : Optional.empty();
    }

    /** Status checks in a row that told nothing of the task to ask for next, and were not told to slow down. */
    int unheard() {
        return unheard.isEmpty()
                ? 0
                : nextTask().map(task -> unheard(task.id())).orElse(0);
    }

    /** The same of this task: one that is read says nothing of its sibling. */
    int unheard(String taskId) {
        return unheard.getOrDefault(taskId, 0);
    }

    /** So many have told nothing of it by now. */
    void unheard(String taskId, int checks) {
        unheard = with(unheard, taskId, checks);
    }

    /** Status checks in a row that told nothing of this task, or what was not believed. */
    int silences(String taskId) {
        return silences.getOrDefault(taskId, 0);
    }

    /** So many there are by now. */
    void silences(String taskId, int checks) {
        silences = with(silences, taskId, checks);
    }

    private static Map<String, Integer> with(Map<String, Integer> counts, String taskId, int checks) {
        if (checks == counts.getOrDefault(taskId, 0)) {
            return counts;
        }
        Map<String, Integer> next = new TreeMap<>(counts);
        next.put(taskId, checks);
        next.values().removeIf(count -> count == 0);
        return Map.copyOf(next);
    }

    /** A check begins. */
    void asked(Instant at) {
        askedAt = at;
        calls.ifPresent(Calls::asked);
    }

    boolean settling() {
        return settling;
    }
}
