package dev.takeone.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What befalls the replicas: at random moments, and in the middle of what they do. */
final class Faults {
    /** Of the moments at which a step may be cut in two, the part in which it is. */
    private static final double MISHAP = 0.004;

    /** Of the decisions, the part that meets an error on its way to the journal. */
    private static final double ERROR = 0.0015;

    private final World world;
    private final Scheduler scheduler;
    private final List<Replica> replicas = new ArrayList<>();
    private final Set<Replica> erred = new HashSet<>();
    private int replicasEver;

    Faults(World world) {
        this.world = world;
        this.scheduler = world.scheduler();
    }

    /** A few replicas to begin with, a few troubles to come, and from the end of the storm on always one that works. */
    void begin() {
        for (int each = 0; each < 1 + scheduler.below(3); each++) {
            join();
        }
        for (int each = 0; each < 6 + scheduler.below(10); each++) {
            scheduler.soon(Options.STORM, this::trouble);
        }
        if (world.options().clocksSet()) {
            for (int each = 0; each < 4; each++) {
                scheduler.soon(Options.STORM, this::setClocks);
            }
            scheduler.in(Options.STORM, this::setClocks);
        }
        scheduler.in(Options.STORM, this::ensureOneLives);
        if (world.options().window().isPositive()) {
            for (int each = 0; each < 6; each++) {
                scheduler.soon(world.options().window().multipliedBy(2), this::renew);
            }
        }
        if (world.options().anew()) {
            scheduler.soon(Options.STORM, world.cluster()::recreate);
        }
        if (world.options().cut()) {
            scheduler.soon(Options.STORM, this::cut);
        }
    }

    /** Ends every process, asleep or not, and starts others. */
    void restartAll() {
        replicas.stream().filter(Replica::running).forEach(Replica::kill);
        join();
        join();
    }

    private void join() {
        replicas.removeIf(replica -> !replica.running());
        replicas.add(new Replica(world, replicasEver++, off()));
    }

    /** Where processes have just begun, and have no more to read, they know nothing of the leaders before. */
    private void cut() {
        if (scheduler.chance(0.5)) {
            restartAll();
            scheduler.in(scheduler.upTo(Duration.ofMinutes(2)), this::cutNow);
        } else {
            cutNow();
        }
    }

    private void cutNow() {
        OptionalInt partition = world.cluster().cutShort();
        if (partition.isEmpty()) {
            scheduler.in(Duration.ofSeconds(10), this::cutNow);
        } else if (scheduler.chance(0.5)) {
            world.outgrow(partition.getAsInt());
        }
    }

    /** By how much a clock is off. */
    private Duration off() {
        int most = (int) world.options().clocksOff().toSeconds();
        return most == 0 ? Duration.ZERO : Duration.ofSeconds(scheduler.below(2 * most + 1) - most);
    }

    /** Long after the storm a process dies, and another comes: what was spent is in the journal alone. */
    private void renew() {
        List<Replica> alive = replicas.stream().filter(Replica::alive).toList();
        if (!alive.isEmpty()) {
            alive.get(scheduler.below(alive.size())).kill();
        }
        join();
    }

    private void setClocks() {
        replicas.forEach(replica -> replica.setClock(off()));
    }

    private void trouble() {
        List<Replica> awake = replicas.stream()
                .filter(replica -> replica.alive() && !replica.paused())
                .toList();
        int kind = scheduler.below(8);
        if (awake.isEmpty() || kind < 2) {
            join();
            return;
        }
        Replica victim = awake.get(scheduler.below(awake.size()));
        switch (kind) {
            case 2 -> victim.kill();
            case 3 -> victim.pause(scheduler.upTo(Duration.ofSeconds(60)));
            case 4 -> victim.pause(scheduler.upTo(Duration.ofMinutes(4)));
            case 5 -> victim.stop();
            case 6 -> world.group().shake();
            default ->
                misplace(world.cluster()
                        .partition(scheduler.below(world.cluster().size())));
        }
    }

    /** Somebody moves the group's offset back, or it expires. */
    private void misplace(Cluster.Partition partition) {
        partition.groupOffset = scheduler.chance(0.5) || partition.head == 0
                ? OptionalLong.empty()
                : OptionalLong.of(scheduler.below((int) partition.head));
        world.group().shake();
    }

    /** A process is in the middle of something; whether it is cut off there, for a while or for good. */
    boolean mishap(Replica process) {
        if (world.calm() || process.paused() || !process.running() || !scheduler.chance(MISHAP)) {
            return false;
        }
        if (scheduler.chance(0.4)) {
            process.kill();
        } else {
            process.pause(scheduler.upTo(Duration.ofMinutes(3)));
        }
        return true;
    }

    /** A class that is missing, no memory: what nobody has thought of, on the deciding thread. */
    void error(Replica process) {
        if (!world.calm() && scheduler.chance(ERROR)) {
            erred.add(process);
            process.note(() -> "meets an error");
            throw new NoClassDefFoundError("simulated");
        }
    }

    /** Whether this process has reason to halt. */
    boolean hasErred(Replica process) {
        return erred.contains(process);
    }

    private void ensureOneLives() {
        if (replicas.stream().noneMatch(replica -> replica.alive() && !replica.paused())) {
            join();
        }
        scheduler.in(Duration.ofMinutes(1), this::ensureOneLives);
    }

    List<Replica> replicas() {
        return replicas;
    }
}
