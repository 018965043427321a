package dev.takeone.worker;

import dev.takeone.account.Lease;
import dev.takeone.account.Moment;
import dev.takeone.account.Report.Part;
import dev.takeone.account.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tasks at the provider that count as this worker's, by partition. Those of a partition that is being read back are
 * what they were, where this worker had it before. Those of one that has gone count on until a lease answers a row that has
 * told of its going: until then the dealer believes that this worker's part includes them. So do those of one that comes
 * back, where fewer are there by then: others may have begun what has taken their place.
 */
final class HeldTasks {
    /** Longer than another worker takes to read a partition back. */
    private static final Duration TOLD = Duration.ofMinutes(10);

    /**
     * What was spent there may count for so long; and that nothing was has to be known for as long: where the next owner
     * cannot read the journal, nobody else can say so, and the whole account would buy nothing.
     */
    private static final Duration SPENT = Duration.ofHours(25);

    private final SteadyClock clock;
    private final TreeMap<Integer, Seen> parts = new TreeMap<>();
    private final Map<Integer, Moment> left = new TreeMap<>();

    /** Of those that are gone, since when the board can be told so. */
    private final Map<Integer, Moment> told = new TreeMap<>();

    /** As it was noted last: one that has come back is another. */
    private final Map<Integer, Partition> noted = new TreeMap<>();

    /** What partitions had before they were read back, and until when nothing else was to be told. */
    private final Map<Integer, Before> before = new TreeMap<>();

    /** A partition as it was noted last: what was spent there is asked for when it is told. */
    private record Seen(Part.State state, int tasks) {
        static final Seen NOTHING = new Seen(Part.State.LEFT, 0);
    }

    /** @param told since when the board can be told what there is now */
    private record Before(int tasks, Optional<Moment> told) {
        Before told(Moment now) {
            return new Before(tasks, told.or(() -> Optional.of(now)));
        }
    }

    /** The last known spending of each. */
    private final Map<Integer, Spend> spends = new TreeMap<>();

    private long price;

    HeldTasks(SteadyClock clock) {
        this.clock = clock;
    }

    /** What one of the next requests costs, in millionths of a dollar: it is told when so much of what was spent leaves. */
    void next(long dollars) {
        price = dollars;
    }

    /** Takes note of what the partitions are like now. */
    void note(Iterable<Partition> partitions) {
        int there = 0;
        for (Partition partition : partitions) {
            there++;
            Seen last = parts.getOrDefault(partition.number, Seen.NOTHING);
            if (noted.get(partition.number) == partition && isKnown(partition) && last.state() == Part.State.SERVING) {
                // As nearly all are, whenever anything has happened.
                if (last.tasks() != partition.tasks) {
                    parts.put(partition.number, new Seen(Part.State.SERVING, partition.tasks));
                }
                continue;
            }
            if (left.remove(partition.number) != null) {
                told.remove(partition.number);
            }
            if (isKnown(partition) || partition.unbegun) {
                spends.put(partition.number, partition.spend);
            }
            boolean another = noted.put(partition.number, partition) != partition;
            if (another || !isKnown(partition)) {
                before.put(partition.number, new Before(last.tasks(), Optional.empty()));
            }
            if (last.tasks() != tasks(partition, last) || last.state() != state(partition)) {
                parts.put(partition.number, new Seen(state(partition), tasks(partition, last)));
            }
        }
        if (noted.size() > there) {
            noteGone(partitions);
        }
        if (!left.isEmpty()) {
            forget(clock.moment());
        }
    }

    private void noteGone(Iterable<Partition> partitions) {
        Set<Integer> gone = new TreeSet<>(noted.keySet());
        partitions.forEach(partition -> gone.remove(partition.number));
        for (int number : gone) {
            noted.remove(number);
            left.put(number, clock.moment());
            parts.computeIfPresent(number, (_number, last) -> new Seen(Part.State.LEFT, last.tasks()));
        }
    }

    private void forget(Moment now) {
        for (Iterator<Map.Entry<Integer, Moment>> each = left.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Integer, Moment> one = each.next();
            int number = one.getKey();
            Duration since = now.since(one.getValue());
            if (since.compareTo(TOLD) <= 0) {
                // What was spent is added up only for those that it matters for.
                continue;
            }
            Optional<Spent> spent = spent(number);
            if (spent.isEmpty() || since.compareTo(SPENT) > 0) {
                parts.remove(number);
                spends.remove(number);
                told.remove(number);
                each.remove();
            } else if (spent.filter(Spent::counts).isEmpty()) {
                parts.put(number, new Seen(Part.State.LEFT, 0));
            }
        }
    }

    private static boolean isKnown(Partition partition) {
        return switch (partition.stage) {
            case Partition.Stage.Restoring _unknown -> false;
            case Partition.Stage.Stopped _unknown -> false;
            case Partition.Stage.Serving _known -> true;
            case Partition.Stage.Leaving _known -> true;
        };
    }

    private Optional<Spent> spent(int number) {
        return Optional.ofNullable(spends.get(number)).map(spend -> spend.at(clock, price));
    }

    private static Part.State state(Partition partition) {
        return switch (partition.stage) {
            case Partition.Stage.Restoring _unknown -> Part.State.RESTORING;
            case Partition.Stage.Stopped _unknown -> Part.State.STOPPED;
            case Partition.Stage.Serving _known -> Part.State.SERVING;
            case Partition.Stage.Leaving _known -> Part.State.SERVING;
        };
    }

    private static int tasks(Partition partition, Seen last) {
        return isKnown(partition) ? partition.tasks : last.tasks();
    }

    List<Part> parts() {
        List<Part> told = new ArrayList<>();
        parts.forEach((number, each) -> told.add(new Part(number, each.state(), each.tasks(), spent(number))));
        return told;
    }

    /** Whatever is written to the board from now on has these parts: what was put together before may not know them yet. */
    void told() {
        Moment now = clock.moment();
        left.keySet().forEach(number -> told.putIfAbsent(number, now));
        before.replaceAll((_number, had) -> had.told(now));
    }

    /** The tasks that this worker has, of these partitions and of those that are gone: no more are begun than it was leased. */
    int under(Lease lease, Iterable<Partition> partitions) {
        int count = 0;
        for (Partition partition : partitions) {
            int there = tasks(partition, parts.getOrDefault(partition.number, Seen.NOTHING));
            Before had = before.get(partition.number);
            count += had == null || answers(lease, had.told()) ? there : Math.max(there, had.tasks());
        }
        for (int gone : left.keySet()) {
            boolean answered = answers(lease, Optional.ofNullable(told.get(gone)));
            count += answered ? 0 : parts.getOrDefault(gone, Seen.NOTHING).tasks();
        }
        return count;
    }

    private static boolean answers(Lease lease, Optional<Moment> told) {
        return told.filter(since -> lease.from().nanos() > since.nanos()).isPresent();
    }

    /** Tasks of the partitions that it has. */
    int owned() {
        return parts.values().stream()
                .filter(part -> part.state() != Part.State.LEFT)
                .mapToInt(Seen::tasks)
                .sum();
    }
}
