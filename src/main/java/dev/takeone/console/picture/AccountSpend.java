package dev.takeone.console.picture;

import dev.takeone.account.Ceilings;
import dev.takeone.account.Dollars;
import dev.takeone.account.Leaving;
import dev.takeone.account.Spent;
import dev.takeone.account.SpentClaim;
import dev.takeone.console.view.Overview;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
    private final long gone;

    private AccountSpend(Ceilings ceilings, List<Spent> parts, OptionalLong next, long gone) {
        this.ceilings = ceilings;
        this.parts = parts;
        this.next = next;
        this.gone = gone;
    }

    /**
     * Empty as long as no worker tells of dollars.
     *
     * @param claims what is told of each partition
     * @param there the workers that are there
     * @param gone {@link Untold#gone}: who waits for room waits for that too
     */
    static Optional<Overview.Spend> of(
            Collection<List<SpentClaim>> claims, List<AccountBoard.Heard> there, Ceilings ceilings, long gone) {
        List<Spent> parts = claims.stream().map(SpentClaim::spent).toList();
        OptionalLong next = there.stream()
                .mapToLong(heard -> heard.row().report().purse().step())
                .filter(step -> step > 0)
                .min();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new AccountSpend(ceilings, parts, next, gone).spend());
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
                counts + gone + next.orElse(1) > most.getAsLong(),
                Leaving.room(
                        most.getAsLong(),
                        counts + gone,
                        next.orElse(1),
                        parts.stream().map(leaves).flatMap(Optional::stream))));
    }

    private static BigDecimal dollars(long micros) {
        BigDecimal exact = Dollars.of(micros).stripTrailingZeros();
        return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY);
    }
}
