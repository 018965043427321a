package dev.takeone.console.picture;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.account.Leaving;
import dev.takeone.account.Spent;
import dev.takeone.account.SpentClaim;
import dev.takeone.console.view.Overview;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What the account has spent, by what workers tell of their partitions on the board, and as they count it. Pure. */
final class AccountSpend {
    private final Ceilings ceilings;
    private final List<Spent> parts;
    private final OptionalLong next;

    private AccountSpend(Ceilings ceilings, List<Spent> parts, OptionalLong next) {
        this.ceilings = ceilings;
        this.parts = parts;
        this.next = next;
    }

    /** Empty as long as no worker tells of dollars. */
    static Optional<Overview.Spend> of(Collection<AccountBoard.Heard> rows, Ceilings ceilings, Instant now) {
        List<Spent> parts = SpentClaim.byPartition(rows.stream()
                        .flatMap(heard ->
                                SpentClaim.of(heard.row(), heard.isThere(now), Duration.between(heard.at(), now))))
                .values()
                .stream()
                .map(SpentClaim::spent)
                .toList();
        OptionalLong next = rows.stream()
                .filter(heard -> heard.isThere(now))
                .mapToLong(heard -> heard.row().report().purse().step())
                .filter(step -> step > 0)
                .min();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new AccountSpend(ceilings, parts, next).spend());
    }

    private Overview.Spend spend() {
        return new Overview.Spend(
                dollars(sum(Spent::hour)),
                dollars(sum(Spent::day)),
                dollars(sum(Spent::running)),
                ceiling("takeone.spend.per-hour", ceilings.hour(), Spent::hour, Spent::leavesHour),
                ceiling("takeone.spend.per-day", ceilings.day(), Spent::day, Spent::leavesDay),
                next.isPresent() ? Optional.of(dollars(next.getAsLong())) : Optional.empty(),
                true);
    }

    private long sum(ToLongFunction<Spent> of) {
        return parts.stream().mapToLong(of).sum();
    }

    private Optional<Overview.Ceiling> ceiling(
            String setting, OptionalLong most, ToLongFunction<Spent> spent, Function<Spent, Optional<Leaving>> leaves) {
        if (most.isEmpty()) {
            return Optional.empty();
        }
        long counts = sum(spent) + sum(Spent::running);
        return Optional.of(new Overview.Ceiling(
                setting,
                dollars(most.getAsLong()),
                dollars(counts),
                counts + next.orElse(1) > most.getAsLong(),
                Leaving.room(
                        most.getAsLong(),
                        counts,
                        next.orElse(1),
                        parts.stream().map(leaves).flatMap(Optional::stream))));
    }

    private static BigDecimal dollars(long micros) {
        BigDecimal exact = Dollars.of(micros).stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY);
    }
}
