package dev.takeone.account;

import dev.takeone.account.Report.Part;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one life says that a partition's jobs have cost; and, of several who say so of the same, what counts. Pure.
 *
 * @param row the life's
 * @param part the partition
 * @param spent what it says
 * @param serves whether the life is there and serves the partition
 * @param silence how long nothing was heard of the life
 */
public record SpentClaim(BoardRow row, Part part, Spent spent, boolean serves, Duration silence) {
    /** The window, and what clocks may differ. */
    private static final Duration HOUR = Duration.ofMinutes(65);

    /** The same of a day: of who was silent for longer, nothing counts that has ended. */
    static final Duration DAY = Duration.ofHours(24).plusMinutes(5);

    /**
     * All that a life says.
     *
     * @param isThere whether it tells of itself
     * @param silence how long nothing was heard of it
     */
    public static Stream<SpentClaim> of(BoardRow row, boolean isThere, Duration silence) {
        return row.report().partitions().stream()
                .flatMap(part -> part.spent().stream()
                        .map(spent -> new SpentClaim(
                                row, part, spent, isThere && part.state() == Part.State.SERVING, silence)));
    }

    /** The claims on each partition, by {@link #partition}. */
    public static Map<String, List<SpentClaim>> byPartition(Stream<SpentClaim> all) {
        return all.collect(
                Collectors.groupingBy(each -> partition(each.row, each.part), TreeMap::new, Collectors.toList()));
    }

    /**
     * The partitions of groups that are there of which nobody has told yet, by name: as long as there are any, nothing is dealt
     * under a ceiling.
     *
     * @param there those who tell of themselves
     * @param claims what everybody has told, by {@link #byPartition}
     */
    public static List<String> unknown(Stream<BoardRow> there, Map<String, List<SpentClaim>> claims) {
        TreeSet<String> unknown = new TreeSet<>();
        allPartitions(there)
                .forEach((group, count) -> IntStream.range(0, count)
                        .mapToObj(number -> partition(group, number))
                        .filter(name -> !claims.containsKey(name))
                        .forEach(unknown::add));
        return List.copyOf(unknown);
    }

    /** By group, for those that are there; 0 before any worker of it has joined. */
    static Map<String, Integer> allPartitions(Stream<BoardRow> there) {
        Map<String, Integer> all = new TreeMap<>();
        there.forEach(row -> all.merge(row.group(), row.report().allPartitions(), Math::max));
        return all;
    }

    /** The name of a partition among those of all groups. */
    private static String partition(BoardRow row, Part part) {
        return partition(row.group(), part.number());
    }

    private static String partition(String group, int number) {
        return group + "-" + number;
    }

    /** Who serves a partition has read its journal, and knows all; as long as nobody does, whoever has told the most. */
    static List<SpentClaim> counting(List<SpentClaim> ofPartition) {
        // Generations begin at 1 again where a group was gone for days.
        int newest = within(ofPartition, DAY).stream()
                .mapToInt(claim -> claim.spent.generation())
                .max()
                .orElse(0);
        List<SpentClaim> serving = ofPartition.stream()
                .filter(claim -> claim.serves && claim.spent.generation() >= newest)
                .toList();
        return serving.isEmpty() ? ofPartition : serving;
    }

    /**
     * Whether something counts of what a life says: whoever got the last of its partitions after it would know all.
     *
     * @param claims what everybody has told, by {@link #byPartition}
     */
    public static boolean counts(BoardRow row, Map<String, List<SpentClaim>> claims) {
        return row.report().partitions().stream()
                .filter(part -> part.state() != Part.State.LEFT)
                .map(part -> claims.getOrDefault(partition(row, part), List.of()))
                .anyMatch(each -> counting(each).stream()
                        .anyMatch(claim -> claim.row.life().equals(row.life())));
    }

    /** What counts of the claims on one partition, without what has left its window since it was told. */
    public static Spent spent(List<SpentClaim> ofPartition) {
        List<SpentClaim> counting = counting(ofPartition);
        List<SpentClaim> hour = within(counting, HOUR);
        List<SpentClaim> day = within(counting, DAY);
        return new Spent(
                counting.stream()
                        .mapToInt(claim -> claim.spent.generation())
                        .max()
                        .orElse(0),
                most(counting, Spent::running),
                most(hour, Spent::hour),
                most(day, Spent::day),
                leaving(hour, Spent::hour, Spent::leavesHour),
                leaving(day, Spent::day, Spent::leavesDay));
    }

    private static List<SpentClaim> within(List<SpentClaim> claims, Duration window) {
        return claims.stream()
                .filter(claim -> claim.silence.compareTo(window) <= 0)
                .toList();
    }

    private static long most(List<SpentClaim> claims, ToLongFunction<Spent> of) {
        return claims.stream().map(SpentClaim::spent).mapToLong(of).max().orElse(0);
    }

    /** Of several, when it has left by each. */
    private static Optional<Leaving> leaving(
            List<SpentClaim> claims, ToLongFunction<Spent> ended, Function<Spent, Optional<Leaving>> of) {
        long stays = most(
                claims,
                spent -> ended.applyAsLong(spent)
                        - of.apply(spent).map(Leaving::dollars).orElse(0L));
        return claims.stream()
                .flatMap(claim -> of.apply(claim.spent).stream())
                .map(Leaving::at)
                .max(Comparator.naturalOrder())
                .map(at -> new Leaving(at, most(claims, ended) - stays));
    }
}
