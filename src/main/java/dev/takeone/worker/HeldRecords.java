package dev.takeone.worker;

import dev.takeone.request.RequestRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Records in the order of their offsets, and the memory that they take: a thousand of them may be half a gigabyte. */
final class HeldRecords {
    private final Deque<RequestRecord> records = new ArrayDeque<>();
    private long bytes;

    void add(RequestRecord next) {
        records.addLast(next);
        bytes += next.bytes();
    }

    void addFirst(RequestRecord first) {
        records.addFirst(first);
        bytes += first.bytes();
    }

    void addAll(HeldRecords others) {
        others.records.forEach(this::add);
    }

    /** Takes the first away; empty where there is none. */
    Optional<RequestRecord> poll() {
        Optional<RequestRecord> first = Optional.ofNullable(records.pollFirst());
        first.ifPresent(gone -> bytes -= gone.bytes());
        return first;
    }

    /** Those before an offset are done with. */
    void removeBefore(long offset) {
        while (!records.isEmpty() && records.getFirst().offset() < offset) {
            bytes -= records.removeFirst().bytes();
        }
    }

    void clear() {
        records.clear();
        bytes = 0;
    }

    List<RequestRecord> all() {
        return List.copyOf(records);
    }

    int size() {
        return records.size();
    }

    long bytes() {
        return bytes;
    }
}
