package dev.takeone.console.picture;

import dev.takeone.account.BoardRow;
import dev.takeone.console.memory.Known;
import dev.takeone.console.memory.KnownLive;
import dev.takeone.console.view.HeldBack;
import dev.takeone.console.view.Overview;
import dev.takeone.console.view.Overview.Given;
import dev.takeone.job.Job;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.StandingOrders;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The orders that stand, and since when. Never changed.
 *
 * @param orders as this group has to see them
 * @param given when and where each was given, by name; not of one that the topic has lost
 */
record Standing(StandingOrders orders, Map<String, Given> given) {
    /** More withdrawals of single requests than these are told of as one. */
    private static final int MANY = 20;

    Standing {
        given = Map.copyOf(given);
    }

    static Standing none(String group) {
        return new Standing(StandingOrders.none(group), Map.of());
    }

    Standing after(Collection<OrderAt> read) {
        StandingOrders next = orders.after(read.stream().map(OrderAt::reading).toList());
        Map<String, Given> places = new HashMap<>(given);
        read.forEach(each -> places.put(each.reading().name(), new Given(each.at(), each.offset())));
        places.keySet().retainAll(next.orders().keySet());
        return new Standing(next, places);
    }

    /** What stands before the topic is read from its beginning again: workers obey on what it has lost. */
    Standing readAgain() {
        return new Standing(orders.readAgain(), Map.of());
    }

    /** Those that stand and of which the topic, as far as it is read again, says nothing any more; holds come first. */
    Stream<Order> lost() {
        return orders.orders().values().stream()
                .filter(order -> !given.containsKey(order.name()))
                .sorted(Comparator.comparing((Order order) -> !holds(order)));
    }

    Optional<Instant> since(Order order) {
        return place(order).map(Given::at);
    }

    /** Those that hold, of whichever group. */
    Stream<Order.Hold> holds() {
        return orders.orders().values().stream()
                .filter(Order.Hold.class::isInstance)
                .map(Order.Hold.class::cast);
    }

    /** Whether this group buys nothing. */
    boolean keepsAll() {
        return orders.holds().stream().anyMatch(hold -> hold.model().isEmpty());
    }

    /** The order of a name; empty where none stands. */
    Optional<Order> order(String name) {
        return Optional.ofNullable(orders.orders().get(name));
    }

    /** Whether another order than a hold of just this group and model stands under a name. */
    boolean isTaken(String name, Optional<String> group, Optional<String> model) {
        return orders.isTaken(name, group, model);
    }

    /**
     * What an order that stands keeps, or has not taken back yet.
     *
     * @param ours this group
     * @param waiting its jobs that wait
     * @param unread requests that the group has not read; empty where that is not known
     * @param groups all that there are
     */
    HeldBack heldBack(Order order, String ours, Stream<Known> waiting, OptionalLong unread, Collection<String> groups) {
        boolean isOurs = group(order).map(ours::equals).orElse(true);
        StandingOrders alone = StandingOrders.none(ours).after(List.of(new OrderReading.Given(order)));
        StandingOrders rest = orders.after(List.of(new OrderReading.Ended(order.name())));
        Map<Boolean, List<KnownLive>> kept = waiting.filter(KnownLive.class::isInstance)
                .map(KnownLive.class::cast)
                .filter(job -> keeps(alone, job.state().job()).isPresent())
                .collect(Collectors.partitioningBy(
                        job -> keeps(rest, job.state().job()).isPresent()));
        return new HeldBack(
                kept.getOrDefault(false, List.of()).stream()
                        .map(JobViews::found)
                        .toList(),
                kept.getOrDefault(true, List.of()).size(),
                isOurs ? unread : OptionalLong.of(0),
                !isOurs || (group(order).isEmpty() && groups.size() > 1));
    }

    List<Overview.HoldLine> holdLines() {
        return holds().map(hold -> new Overview.HoldLine(
                        whom(hold),
                        "order " + hold.name(),
                        hold.reason().orElse(""),
                        since(hold),
                        Optional.empty(),
                        Optional.of(hold.name())))
                .toList();
    }

    /** All that stand, by name. */
    List<Overview.OrderLine> lines() {
        return orders.orders().values().stream()
                .map(order -> line(order, place(order), Optional.empty()))
                .toList();
    }

    static Overview.OrderLine line(Order order) {
        return line(order, Optional.empty(), Optional.empty());
    }

    private static Overview.OrderLine line(Order order, Optional<Given> given, Optional<Overview.Obeyed> obeyed) {
        return new Overview.OrderLine(
                order.name(), what(order), holds(order), order.by(), order.reason(), given, obeyed);
    }

    private Overview.OrderLine line(Order order, AccountBoard.Seen board, boolean fresh) {
        return line(order, place(order), place(order).filter(_any -> fresh).map(place -> obeyed(order, place, board)));
    }

    private Optional<Given> place(Order order) {
        return Optional.ofNullable(given.get(order.name()));
    }

    private static Overview.Obeyed obeyed(Order order, Given place, AccountBoard.Seen board) {
        List<BoardRow> all = board.there().stream()
                .map(AccountBoard.Heard::row)
                .filter(row -> group(order).map(row.who().group()::equals).orElse(true))
                .toList();
        List<String> unheard = all.stream()
                .filter(row -> !row.report().obeys(place.offset()))
                .map(row -> row.who().name())
                .sorted()
                .toList();
        return new Overview.Obeyed(all.size() - unheard.size(), all.size(), unheard);
    }

    private static Optional<String> group(Order order) {
        return switch (order) {
            case Order.Hold hold -> hold.group();
            case Order.Withdraw withdraw -> withdraw.which().group();
        };
    }

    /** What keeps a request that waits from being bought, or ends it before. */
    Optional<Order> keeps(Job job) {
        return keeps(orders, job);
    }

    private static Optional<Order> keeps(StandingOrders orders, Job job) {
        return orders.withdrawal(job)
                .<Order>map(Function.identity())
                .or(() -> orders.hold(job.model().orElse("")).map(Function.identity()));
    }

    /**
     * The same with who obeys them, of withdrawals of single requests only a few.
     *
     * @param fresh whether a worker that the board does not show is not only unread: else it is not told who obeys
     */
    List<Overview.OrderLine> few(AccountBoard.Seen board, boolean fresh) {
        Map<Boolean, List<Order>> parts =
                orders.orders().values().stream().collect(Collectors.partitioningBy(Standing::isOfOne));
        return Stream.concat(
                        parts.getOrDefault(false, List.of()).stream(),
                        parts.getOrDefault(true, List.of()).stream().limit(MANY))
                .map(order -> line(order, board, fresh))
                .toList();
    }

    private static boolean isOfOne(Order order) {
        return switch (order) {
            case Order.Hold _hold -> false;
            case Order.Withdraw withdraw -> withdraw.which().requestId().isPresent();
        };
    }

    private static boolean holds(Order order) {
        return switch (order) {
            case Order.Hold _hold -> true;
            case Order.Withdraw _withdraw -> false;
        };
    }

    private static String what(Order order) {
        return switch (order) {
            case Order.Hold hold -> "holds " + whom(hold);
            case Order.Withdraw withdraw -> "withdraws what was not sent of " + which(withdraw.which());
        };
    }

    static String whom(Order.Hold hold) {
        String group = hold.group().map("group "::concat).orElse("");
        String model = hold.model().map("model "::concat).orElse("");
        return Stream.of(group, model).allMatch(String::isEmpty)
                ? "everything"
                : Stream.of(group, model).filter(each -> !each.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String which(Order.Which which) {
        return Stream.of(
                        which.requestId().map("request "::concat),
                        which.requestSource().map("of source "::concat),
                        which.key().map(key -> "key " + KnownLive.text(key)),
                        which.model().map("model "::concat),
                        which.group().map("group "::concat),
                        which.publishedBefore().map(time -> "published before " + time))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }
}
