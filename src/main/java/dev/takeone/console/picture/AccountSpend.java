package dev.takeone.console.picture;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.account.Report;
import dev.takeone.account.Spent;
import dev.takeone.console.view.Overview;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What the account has spent, by what workers tell of their partitions on the board: who serves a partition knows; as long as
 * nobody does, whoever has told the most. Pure.
 */
final class AccountSpend {
    private final Ceilings ceilings;
    private final List<Spent> parts;
    private final OptionalLong next;

    private AccountSpend(Ceilings ceilings, List<Spent> parts, OptionalLong next) {
        this.ceilings = ceilings;
        this.parts = parts;
        this.next = next;
    }

    /** What one worker says of a partition. */
    private record Claim(Spent spent, boolean serves) {}

    /** Empty as long as no worker tells of dollars. */
    static Optional<Overview.Spend> of(Collection<AccountBoard.Heard> rows, Ceilings ceilings, Instant now) {
        Map<String, List<Claim>> claims = new TreeMap<>();
        for (AccountBoard.Heard heard : rows) {
            heard.row()
                    .report()
                    .partitions()
                    .forEach(part -> part.spent()
                            .ifPresent(spent -> claims.computeIfAbsent(
                                            heard.row().who().group() + "-" + part.number(), any -> new ArrayList<>())
                                    .add(new Claim(
                                            spent, heard.isThere(now) && part.state() == Report.Part.State.SERVING))));
        }
        List<Spent> parts = claims.values().stream().map(AccountSpend::counting).toList();
        OptionalLong next = rows.stream()
                .filter(heard -> heard.isThere(now))
                .mapToLong(heard -> heard.row().report().purse().step())
                .filter(step -> step > 0)
                .min();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new AccountSpend(ceilings, parts, next).spend());
    }

    private static Spent counting(List<Claim> claims) {
        int newest = claims.stream()
                .mapToInt(claim -> claim.spent.generation())
                .max()
                .orElse(0);
        List<Spent> serving = claims.stream()
                .filter(claim -> claim.serves && claim.spent.generation() >= newest)
                .map(Claim::spent)
                .toList();
        List<Spent> count =
                serving.isEmpty() ? claims.stream().map(Claim::spent).toList() : serving;
        return count.stream().reduce(AccountSpend::more).orElseThrow();
    }

    private static Spent more(Spent one, Spent other) {
        return one.running() + one.day() >= other.running() + other.day() ? one : other;
    }

    private Overview.Spend spend() {
        return new Overview.Spend(
                dollars(sum(Spent::hour)),
                dollars(sum(Spent::day)),
                dollars(sum(Spent::running)),
                ceiling("takeone.spend.per-hour", ceilings.hour(), Spent::hour, Spent::hourRoom),
                ceiling("takeone.spend.per-day", ceilings.day(), Spent::day, Spent::dayRoom),
                next.isPresent() ? Optional.of(dollars(next.getAsLong())) : Optional.empty(),
                true);
    }

    private long sum(ToLongFunction<Spent> of) {
        return parts.stream().mapToLong(of).sum();
    }

    private Optional<Overview.Ceiling> ceiling(
            String setting, OptionalLong most, ToLongFunction<Spent> spent, Function<Spent, Optional<Instant>> from) {
        if (most.isEmpty()) {
            return Optional.empty();
        }
        long counts = sum(spent) + sum(Spent::running);
        boolean reached = counts + next.orElse(1) > most.getAsLong();
        return Optional.of(new Overview.Ceiling(
                setting,
                dollars(most.getAsLong()),
                dollars(counts),
                reached,
                parts.stream()
                        .filter(any -> reached)
                        .map(from)
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo)));
    }

    private static BigDecimal dollars(long micros) {
        BigDecimal exact = Dollars.of(micros).stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY);
    }
}
