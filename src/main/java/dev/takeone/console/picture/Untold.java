package dev.takeone.console.picture;

import dev.takeone.account.BoardRow;
import dev.takeone.account.Dollars;
import dev.takeone.account.Purse;
import dev.takeone.account.SpentClaim;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Trouble;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps an account with a ceiling from buying though nobody tells that it was spent. Never changed.
 *
 * @param partitions of which nobody has told what they have spent, by name: until they are served nothing is bought
 * @param gone what workers that are gone may have promised beyond what they told, in millionths of a dollar, as far as their
 *     last words tell: it counts until their partitions are served, for a day at most
 */
record Untold(List<String> partitions, long gone) {
    static final Untold NOTHING = new Untold(List.of(), 0);

    /** Of more partitions a number is told. */
    private static final int NAMED = 3;

    Untold {
        partitions = List.copyOf(partitions);
    }

    /**
     * Of an account with a ceiling.
     *
     * @param rows the last of each life
     * @param claims what these say of each partition
     */
    static Untold of(Collection<AccountBoard.Heard> rows, Map<String, List<SpentClaim>> claims, Instant now) {
        return new Untold(
                SpentClaim.unknown(
                        rows.stream().filter(each -> each.isThere(now)).map(AccountBoard.Heard::row), claims),
                Dollars.sum(rows.stream()
                        .filter(each -> !each.isThere(now) && each.at().isAfter(now.minus(AccountBoard.DAY)))
                        .map(AccountBoard.Heard::row)
                        .filter(row -> !row.left() && SpentClaim.counts(row, claims))
                        .mapToLong(Untold::promised)));
    }

    /** Where there was no ceiling, nothing bounded it but what waited. */
    private static long promised(BoardRow row) {
        Purse purse = row.report().purse();
        return row.goesBy()
                .map(holding -> holding.dollars().orElse(purse.drawn() + purse.wanted()) - purse.drawn())
                .filter(each -> each > 0)
                .orElse(0L);
    }

    /** What it means for who waits: a part of a sentence; empty where each partition is told of. */
    Optional<String> ofPartitions() {
        boolean one = partitions.size() == 1;
        int more = partitions.size() - NAMED;
        return Optional.of((one ? "what partition " : "what partitions ")
                        + partitions.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (more > 0 ? " and " + more + " more" : "")
                        + (one ? " has" : " have") + " spent is not known, and nothing is bought under a ceiling until "
                        + (one ? "it is served" : "they are served"))
                .filter(any -> !partitions.isEmpty());
    }

    /** Likewise of workers that are gone. */
    Optional<String> ofGone() {
        return Optional.of("workers that are gone may have spent "
                        + dollars().setScale(2, RoundingMode.CEILING).toPlainString()
                        + " USD that nobody tells of, which counts against a ceiling until their partitions are served, for a"
                        + " day at most")
                .filter(any -> gone > 0);
    }

    /** Of both, what is wrong. */
    List<Trouble> troubles() {
        return Stream.concat(
                        ofPartitions().map(what -> trouble(Trouble.Weight.BAD, what)).stream(),
                        ofGone().map(what -> trouble(Trouble.Weight.NOTE, what)).stream())
                .toList();
    }

    private static Trouble trouble(Trouble.Weight weight, String what) {
        return new Trouble(
                weight,
                "Not all that was spent is told of: " + what + ".",
                "Start workers until each partition has one, and see at their /q/health/well what keeps it from being served"
                        + " (src/docs/mends.md#a-ceiling-is-reached).");
    }

    /** Whether what costs so much does not fit below a ceiling with it. */
    boolean fills(Overview.Ceiling ceiling, BigDecimal cost) {
        return gone > 0 && ceiling.counts().add(dollars()).add(cost).compareTo(ceiling.most()) > 0;
    }

    private BigDecimal dollars() {
        return Dollars.of(gone);
    }
}
