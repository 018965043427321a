package dev.takeone.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What happened to the workers, in its order. May be used from any thread. */
final class Chronicle {
    private final List<Hit> hits = new ArrayList<>();
    private final List<Instant> standing = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Set<Integer> up = new HashSet<>();

    /** An attack has been carried out. */
    synchronized void hit(Hit hit) {
        hits.add(hit);
        up.remove(hit.worker());
    }

    /** A worker has come up, or goes on. */
    synchronized void stands(int worker, Instant at) {
        if (up.isEmpty()) {
            standing.add(at);
        }
        up.add(worker);
    }

    /** A worker did what no attack explains. */
    synchronized void broke(int worker, String how) {
        broken.add("worker " + (worker + 1) + " " + how);
        up.remove(worker);
    }

    synchronized List<Hit> hits() {
        return List.copyOf(hits);
    }

    /** When a worker stood, of which there had been none. */
    synchronized List<Instant> standing() {
        return List.copyOf(standing);
    }

    synchronized List<String> broken() {
        return List.copyOf(broken);
    }

    synchronized boolean isUp(int worker) {
        return up.contains(worker);
    }
}
