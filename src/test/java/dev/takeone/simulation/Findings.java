package dev.takeone.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where the watches report what they have found broken. */
final class Findings {
    private final Set<Invariant> watched;
    private final List<String> broken = new ArrayList<>();

    /** Takes note of these invariants, and of no other. */
    Findings(Set<Invariant> watched) {
        this.watched = watched;
    }

    void broken(Invariant invariant, String how) {
        if (watched.contains(invariant)) {
            broken.add(invariant + ": " + how);
        }
    }

    boolean any() {
        return !broken.isEmpty();
    }

    List<String> all() {
        return List.copyOf(broken);
    }
}
