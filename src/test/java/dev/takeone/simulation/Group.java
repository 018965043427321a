package dev.takeone.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The consumer group: who owns what, in which generation. Partitions move only when their owner has let go or is gone. */
final class Group {
    static final Duration SESSION = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final Cluster cluster;
    private final List<Replica> members = new ArrayList<>();
    private final Map<Integer, Replica> owners = new TreeMap<>();
    private final Set<Integer> revoking = new TreeSet<>();
    private int generation;
    private boolean rebalancing;

    Group(Scheduler scheduler, Cluster cluster) {
        this.scheduler = scheduler;
        this.cluster = cluster;
    }

    int generation() {
        return generation;
    }

    boolean isMember(Replica replica) {
        return members.contains(replica);
    }

    void join(Replica replica) {
        replica.note(() -> "joins");
        members.add(replica);
        rebalanceSoon();
    }

    /** Makes everybody join again, for no reason that a member could know. */
    void shake() {
        rebalanceSoon();
    }

    /** A member says goodbye, having let its partitions go. */
    void leave(Replica replica) {
        remove(replica);
    }

    /** A member was not heard of for the session timeout. */
    void expire(Replica replica) {
        if (members.contains(replica)) {
            remove(replica);
        }
    }

    private void remove(Replica replica) {
        replica.note(() -> "is out of the group");
        members.remove(replica);
        owners.forEach((partition, owner) -> {
            if (owner == replica) {
                revoking.remove(partition);
            }
        });
        owners.values().removeIf(replica::equals);
        generation++;
        members.forEach(member -> member.generation(generation));
        rebalanceSoon();
    }

    private void rebalanceSoon() {
        if (!rebalancing) {
            rebalancing = true;
            scheduler.soon(Duration.ofSeconds(1), this::rebalance);
        }
    }

    private void rebalance() {
        rebalancing = false;
        if (members.isEmpty()) {
            return;
        }
        generation++;
        members.forEach(member -> member.generation(generation));
        Map<Integer, Replica> wanted = wanted();
        Map<Replica, Set<Integer>> leaving = new LinkedHashMap<>();
        owners.forEach((partition, owner) -> {
            if (wanted.get(partition) != owner && revoking.add(partition)) {
                leaving.computeIfAbsent(owner, any -> new TreeSet<>()).add(partition);
            }
        });
        wanted.forEach((partition, member) -> {
            if (!owners.containsKey(partition)) {
                owners.put(partition, member);
                member.assigned(Set.of(partition));
            }
        });
        leaving.forEach((owner, partitions) -> owner.revoke(partitions, () -> let(owner, partitions)));
    }

    private void let(Replica owner, Set<Integer> partitions) {
        revoking.removeAll(partitions);
        partitions.forEach(partition -> owners.remove(partition, owner));
        rebalanceSoon();
    }

    private Map<Integer, Replica> wanted() {
        Map<Integer, Replica> wanted = new TreeMap<>();
        for (int partition = 0; partition < cluster.size(); partition++) {
            wanted.put(partition, members.get((partition + scheduler.below(2)) % members.size()));
        }
        return wanted;
    }
}
