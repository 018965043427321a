package dev.takeone.simulation;

import dev.takeone.journal.Publication;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Watches what readers of committed data are told. */
final class EventWatch {
    private final Findings findings;
    private final Scheduler scheduler;
    private final Options options;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Instant> submitted = new HashMap<>();
    private final Map<String, String> endings = new HashMap<>();
    private final Set<String> expected = new LinkedHashSet<>();
    private final Set<String> vanished = new HashSet<>();
    private boolean lossTold;
    private int open;
    private Instant last = Instant.EPOCH;

    EventWatch(Findings findings, Scheduler scheduler, Options options) {
        this.findings = findings;
        this.scheduler = scheduler;
        this.options = options;
    }

    /** A request of this identity has been published. */
    void asked(String identity) {
        if (expected.add(identity)) {
            open++;
        }
    }

    /** A request is gone from its topic: nobody can end it any more, but somebody has to say so. */
    void vanished(String identity) {
        if (expected.contains(identity) && !endings.containsKey(identity) && vanished.add(identity)) {
            open--;
        }
    }

    /** Somebody has said that something is gone. */
    void lossTold() {
        lossTold = true;
    }

    void told(Publication event) {
        String id = event.headers().getOrDefault("ce_id", "");
        String subject = event.headers().getOrDefault("ce_subject", "");
        Instant at = Instant.parse(event.headers().getOrDefault("ce_time", ""));
        last = scheduler.now();
        if (!ids.add(id)) {
            findings.broken(Invariant.NO_EVENT_TWICE, event.topic() + " " + subject + " " + id);
        }
        switch (event.topic()) {
            case "submitted" -> submitted(subject, at);
            case "completed" -> completed(subject, at, event.value());
            default -> ended(subject, event.value());
        }
    }

    private void submitted(String subject, Instant at) {
        if (submitted.put(subject, at) != null) {
            findings.broken(Invariant.SUBMITTED_FIRST, subject + " was submitted twice");
        }
    }

    private void completed(String subject, Instant at, String value) {
        Instant before = submitted.get(subject);
        if (before == null || (before.isAfter(at) && !options.clocksSet())) {
            findings.broken(Invariant.SUBMITTED_FIRST, subject + " completed at " + at + ", submitted at " + before);
        }
        ended(subject, value);
    }

    private void ended(String subject, String value) {
        String before = endings.put(subject, value);
        if (before != null) {
            findings.broken(Invariant.ONE_ENDING, before + " and then " + value);
        } else if (expected.contains(subject)) {
            open -= vanished.contains(subject) ? 0 : 1;
        } else {
            findings.broken(Invariant.ONE_ENDING, "nobody asked for " + subject + ": " + value);
        }
        if (value.contains("\"retries_exhausted\"")) {
            findings.broken(Invariant.HELD_IN_ONE_PIECE, value);
        }
    }

    /** Requests without an ending. */
    int open() {
        return open;
    }

    /** Those that are not over and are still there, by the identity that they end under. */
    Set<String> unended() {
        Set<String> open = new TreeSet<>(expected);
        open.removeAll(endings.keySet());
        open.removeAll(vanished);
        return open;
    }

    /** When the last event happened. */
    Instant last() {
        return last;
    }

    /** Nothing more will happen. */
    void over() {
        expected.stream()
                .filter(identity -> !endings.containsKey(identity) && !(lossTold && vanished.contains(identity)))
                .forEach(identity -> findings.broken(Invariant.NOTHING_LOST, identity + " has no ending"));
    }
}
