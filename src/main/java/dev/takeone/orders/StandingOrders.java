package dev.takeone.orders;

import dev.takeone.job.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The orders that stand after some of the topic was read, as one consumer group has to see them; never changed. Pure. */
public final class StandingOrders {
    private static final String STANDS_ON =
            "; until this is mended the earlier order of this name stands for workers that have read it: those that start"
                    + " later may not find it any more";

    private final String group;
    private final Map<String, Order> orders;
    private final Map<String, String> broken;
    private final OptionalLong readTo;
    private final List<Order.Hold> holds = new ArrayList<>();

    /** Those that name a request, by its id: a console may give one for each of thousands. */
    private final Map<String, List<Order.Withdraw>> byRequest = new HashMap<>();

    private final List<Order.Withdraw> withdrawals = new ArrayList<>();

    private StandingOrders(String group, Map<String, Order> orders, Map<String, String> broken, OptionalLong readTo) {
        this.group = group;
        this.readTo = readTo;
        this.orders = Collections.unmodifiableMap(orders);
        this.broken = Collections.unmodifiableMap(broken);
        orders.values().forEach(this::sort);
    }

    /** Nothing is ordered. */
    public static StandingOrders none(String group) {
        return new StandingOrders(group, Map.of(), Map.of(), OptionalLong.empty());
    }

    private void sort(Order order) {
        switch (order) {
            case Order.Hold hold -> {
                if (hold.group().map(group::equals).orElse(true)) {
                    holds.add(hold);
                }
            }
            case Order.Withdraw withdraw ->
                withdraw.which()
                        .requestId()
                        .map(id -> byRequest.computeIfAbsent(id, _id -> new ArrayList<>()))
                        .orElse(withdrawals)
                        .add(withdraw);
        }
    }

    /**
     * What stands before these records, all of a topic that is whole, are read once more. What they say nothing of has ended;
     * an order whose name has only a record left that is none has not, since compaction has taken it for that record; nor has
     * one that an earlier life of the topic had.
     *
     * @param lost the names of those that the topic has lost before: it cannot say anything of them
     */
    StandingOrders keptUnder(Collection<OrderReading> all, Set<String> lost) {
        Set<String> names = new HashSet<>(none(group).after(all).broken.keySet());
        names.addAll(lost);
        Map<String, Order> kept = new TreeMap<>(orders);
        kept.keySet().retainAll(names);
        return new StandingOrders(group, kept, Map.of(), OptionalLong.empty());
    }

    /**
     * What stands before a topic that was emptied, cut short or made anew is read from its beginning once more. An order stands
     * until it is ended: one that the topic has lost is not.
     */
    public StandingOrders readAgain() {
        return new StandingOrders(group, orders, Map.of(), OptionalLong.empty());
    }

    /** The names of what stands that none of these records, all of the topic, says anything of. */
    Set<String> lost(Collection<OrderReading> all) {
        Set<String> lost = new TreeSet<>(orders.keySet());
        all.forEach(each -> lost.remove(each.name()));
        return lost;
    }

    /** What stands after these records more, in their order. */
    public StandingOrders after(Collection<OrderReading> read) {
        // By name, so that every worker names the same one of two that both apply.
        Map<String, Order> standing = new TreeMap<>(orders);
        Map<String, String> unreadable = new TreeMap<>(broken);
        for (OrderReading each : read) {
            unreadable.remove(each.name());
            switch (each) {
                case OrderReading.Given(Order order) -> standing.put(order.name(), order);
                case OrderReading.Ended(String name) -> standing.remove(name);
                case OrderReading.Broken(String name, String why) ->
                    unreadable.put(name, standing.containsKey(name) ? why + STANDS_ON : why);
            }
        }
        return new StandingOrders(group, standing, unreadable, OptionalLong.empty());
    }

    /**
     * The same, with word of how far the topic was read for it.
     *
     * @param next the offset of the next record
     */
    public StandingOrders readTo(long next) {
        return new StandingOrders(group, orders, broken, OptionalLong.of(next));
    }

    /** The offset before which every order of the topic counts; empty where that is not known. */
    public OptionalLong readTo() {
        return readTo;
    }

    /** The holds by which some or all of the group's requests wait, by name. */
    public List<Order.Hold> holds() {
        return Collections.unmodifiableList(holds);
    }

    /** All that stand, by name. */
    public Map<String, Order> orders() {
        return orders;
    }

    /** Whether another order than a hold of just this group and model stands under a name. */
    public boolean isTaken(String name, Optional<String> ofGroup, Optional<String> model) {
        return Optional.ofNullable(orders.get(name))
                .filter(order -> switch (order) {
                    case Order.Hold hold ->
                        !hold.group().equals(ofGroup) || !hold.model().equals(model);
                    case Order.Withdraw _other -> true;
                })
                .isPresent();
    }

    /** What is no order, and is ignored: by name, what is wrong with it. */
    public Map<String, String> broken() {
        return broken;
    }

    /** The order by which no POST may begin for this model, where one stands. */
    public Optional<Order.Hold> hold(String model) {
        for (Order.Hold hold : holds) {
            if (hold.concerns(model)) {
                return Optional.of(hold);
            }
        }
        return Optional.empty();
    }

    /** The order that takes back this job, where one stands. */
    public Optional<Order.Withdraw> withdrawal(Job job) {
        if (byRequest.isEmpty() && withdrawals.isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(byRequest.getOrDefault(job.identity().id(), List.of()).stream(), withdrawals.stream())
                .filter(withdraw -> withdraw.which().means(group, job))
                .findFirst();
    }
}
