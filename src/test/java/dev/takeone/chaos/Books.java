package dev.takeone.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was asked for, what was done to the workers, and what was told, as it comes. For one thread. */
final class Books {
    /** An answer may have to wait for the group before it can be committed, on a machine that is busy. */
    private static final Duration UNTIL_COMMITTED = Duration.ofMinutes(2);

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Instant> published = new HashMap<>();
    private final List<Sighting> events = new ArrayList<>();
    private final Map<String, List<Sighting>> endings = new HashMap<>();
    private int repeats;
    private int submitted;

    void published(Order order, Instant at) {
        if (order.repeat()) {
            repeats++;
        } else {
            orders.put(order.id(), order);
            published.put(order.id(), at);
        }
    }

    void seen(Sighting event) {
        events.add(event);
        if (event.isEnding()) {
            endings.computeIfAbsent(event.requestId(), id -> new ArrayList<>()).add(event);
        } else {
            submitted++;
        }
    }

    int jobs() {
        return orders.size();
    }

    int repeats() {
        return repeats;
    }

    int submitted() {
        return submitted;
    }

    /** Requests that have ended, well or not. */
    int ended() {
        return (int) orders.keySet().stream().filter(endings::containsKey).count();
    }

    boolean allEnded() {
        return ended() == orders.size();
    }

    List<Sighting> events() {
        return List.copyOf(events);
    }

    /** Draws the line: what does not agree, as of now. */
    Findings close(List<Hit> hits, List<Paid> charges) {
        return new Findings(
                without(endings.keySet()),
                endedTwice(),
                chargedTwice(charges),
                inDoubt(),
                inDoubt().stream().filter(id -> !isExplained(id, hits, charges)).toList(),
                completedUnannounced(),
                toldTwice(),
                charges.stream()
                        .filter(this::isDenied)
                        .map(Paid::requestId)
                        .distinct()
                        .toList());
    }

    private List<String> without(Set<String> ended) {
        return orders.keySet().stream().filter(id -> !ended.contains(id)).toList();
    }

    /** One too many, or for a request that nobody published. */
    private List<String> endedTwice() {
        return endings.entrySet().stream()
                .filter(each -> each.getValue().size() > 1 || !orders.containsKey(each.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static List<String> chargedTwice(List<Paid> charges) {
        Set<String> once = new HashSet<>();
        return charges.stream()
                .map(Paid::requestId)
                .filter(id -> !once.add(id))
                .distinct()
                .toList();
    }

    private List<String> inDoubt() {
        return endings().filter(Sighting::isInDoubt).map(Sighting::requestId).toList();
    }

    /** Its answer was lost by the provider, or by a worker between the intent and the commit of what it was told. */
    private boolean isExplained(String id, List<Hit> hits, List<Paid> charges) {
        Sighting ending = endings.getOrDefault(id, List.of()).getFirst();
        Optional<Order> order = Optional.ofNullable(orders.get(id));
        Instant from = published.getOrDefault(id, Instant.MAX);
        Instant to = charges.stream()
                .filter(charge -> charge.requestId().equals(id))
                .map(charge -> charge.at().plus(UNTIL_COMMITTED))
                .findFirst()
                .orElse(ending.at());
        return order.filter(Order::lost).isPresent()
                || hits.stream()
                        .anyMatch(hit -> hit.kind().isDisaster()
                                && hit.partitions().contains(ending.partition())
                                && !hit.at().isBefore(from)
                                && !hit.at().isAfter(to));
    }

    private List<String> completedUnannounced() {
        return endings()
                .filter(ending -> ending.kind() == Sighting.Kind.COMPLETED)
                .filter(ending -> events.stream()
                                .filter(event -> event.kind() == Sighting.Kind.SUBMITTED)
                                .filter(event -> event.requestId().equals(ending.requestId()))
                                .filter(event -> !event.at().isAfter(ending.at()))
                                .count()
                        != 1)
                .map(Sighting::requestId)
                .toList();
    }

    private List<String> toldTwice() {
        Set<String> once = new HashSet<>();
        return events.stream()
                .map(Sighting::eventId)
                .filter(id -> !once.add(id))
                .distinct()
                .toList();
    }

    /** Whether the ending says that nothing was charged, and nothing was given back either. */
    private boolean isDenied(Paid charge) {
        return charge.refunded().isEmpty()
                && endings.getOrDefault(charge.requestId(), List.of()).stream()
                        .anyMatch(
                                ending -> ending.charged().filter("no"::equals).isPresent());
    }

    private Stream<Sighting> endings() {
        return endings.values().stream().flatMap(List::stream);
    }
}
