package dev.takeone.console.memory;

import dev.takeone.console.view.Overview;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What ended on each day of UTC, and what it cost: counted as endings come, for the jobs themselves are forgotten after 24 h.
 * Of days before yesterday nothing is kept. Not safe for several threads.
 */
final class Days {
    private final TreeMap<LocalDate, Count> days = new TreeMap<>();
    private Optional<Instant> from = Optional.empty();

    private static final class Count {
        private final Sum cost = new Sum();
        private int ended;
    }

    /** @param beginning all endings from then on are told; what is said later of it counts no more */
    void tellsFrom(Instant beginning) {
        if (from.isEmpty()) {
            from = Optional.of(beginning);
        }
    }

    /** A job has ended, which was not told before. */
    void add(Instant endedAt, Optional<BigDecimal> cost, Instant now) {
        Count day = days.computeIfAbsent(day(endedAt), any -> new Count());
        day.ended++;
        cost.ifPresent(day.cost::add);
        days.headMap(day(now).minusDays(1)).clear();
    }

    Overview.Days of(Instant now) {
        LocalDate today = day(now);
        return new Overview.Days(of(today), of(today.minusDays(1)));
    }

    private Overview.Day of(LocalDate date) {
        Count count = Optional.ofNullable(days.get(date)).orElseGet(Count::new);
        Instant begin = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new Overview.Day(date, count.ended, Tally.money(count.cost.total()), from.filter(begin::isBefore));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
