package dev.takeone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which worker is attacked when, and how. The same seed and pace give the same attacks.
 *
 * <p>Mostly one worker at least is left standing; now and then none is. The last attack is a kill, so that a campaign
 * ends with a takeover that nothing disturbs.
 */
final class Schedule {
    private static final int WORKERS = Campaign.WORKERS;
    private static final double ALL_AT_ONCE = 0.12;

    private final Pace pace;
    private final RandomGenerator chance;

    /** From when on each worker stands, as far as can be foreseen. */
    private final Duration[] standsFrom = new Duration[WORKERS];

    private Schedule(Pace pace, long seed) {
        this.pace = pace;
        this.chance = new SplittableRandom(seed);
        Arrays.fill(standsFrom, Duration.ZERO);
    }

    /** The attacks, in the order of time, all before the end of the pace's length. */
    static List<Attack> of(long seed, Pace pace) {
        return new Schedule(pace, seed).draw();
    }

    private List<Attack> draw() {
        List<Attack> attacks = new ArrayList<>();
        Duration at = pace.ordinary().draw(chance);
        while (at.compareTo(pace.length()) < 0) {
            Duration earliest = later(at, aVictimStands());
            if (earliest.compareTo(pace.length()) >= 0) {
                break;
            }
            attacks.add(attack(earliest, kind()));
            at = earliest.plus(gap());
        }
        attacks.add(attack(later(pace.length(), aVictimStands()), Attack.Kind.KILL));
        return List.copyOf(attacks);
    }

    private Attack attack(Duration at, Attack.Kind kind) {
        List<Integer> standing = IntStream.range(0, WORKERS)
                .filter(worker -> standsFrom[worker].compareTo(at) <= 0)
                .boxed()
                .toList();
        int victim = standing.get(chance.nextInt(standing.size()));
        Attack attack = new Attack(at, kind, victim, away(kind));
        standsFrom[victim] =
                kind == Attack.Kind.PAUSE ? attack.back() : attack.back().plus(Pace.START);
        return attack;
    }

    /** When one worker stands, and mostly a second one beside it, which is left alone. */
    private Duration aVictimStands() {
        Duration[] sorted = standsFrom.clone();
        Arrays.sort(sorted);
        return chance.nextDouble() < ALL_AT_ONCE ? sorted[0] : sorted[1];
    }

    private Attack.Kind kind() {
        double drawn = chance.nextDouble();
        if (drawn < 0.5) {
            return Attack.Kind.KILL;
        }
        return drawn < 0.9 ? Attack.Kind.PAUSE : Attack.Kind.STOP;
    }

    private Duration away(Attack.Kind kind) {
        return switch (kind) {
            case KILL, STOP -> pace.restart().draw(chance);
            case PAUSE -> (chance.nextDouble() < 0.3 ? pace.nap() : pace.sleep()).draw(chance);
        };
    }

    private Duration gap() {
        double drawn = chance.nextDouble();
        if (drawn < 0.3) {
            return pace.burst().draw(chance);
        }
        return (drawn < 0.93 ? pace.ordinary() : pace.calm()).draw(chance);
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
