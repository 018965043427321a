package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Stage;
import dev.takeone.job.Bytes;
import dev.takeone.job.Identity;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The records of orders, as the contract has them. Pure. */
final class OrderLetters {
    /** Stands in a text for bytes that are not UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    /** Workers take no withdrawal of a longer name. */
    private static final int LONGEST_NAME = 200;

    /** Workers read no order of more than 64 KiB, in which a character may take six bytes. */
    private static final int LONGEST_KEY = 5_000;

    private final String topic;
    private final String group;

    /** @param group whose jobs the console shows: no order of its withdraws another's */
    OrderLetters(String topic, String group) {
        this.topic = topic;
        this.group = group;
    }

    Outbox.Letter hold(String name, Action.Hold hold, String by) {
        return letter(new Order.Hold(name, hold.group(), hold.model(), words(hold.reason()), Optional.of(by)));
    }

    Outbox.Letter end(String order) {
        return letter(order, Optional.<byte[]>empty());
    }

    /** Whether one order says all that the filter says, of what waits. */
    static boolean isSayable(Filter filter) {
        return filter.ids().isEmpty()
                && filter.reasons().isEmpty()
                && filter.charges().isEmpty()
                && filter.retryable().isEmpty()
                && filter.words().isEmpty()
                && filter.since().isEmpty()
                && (filter.stages().isEmpty() || filter.stages().equals(Set.of(Stage.WAITING)))
                && filter.models().size() <= 1
                && filter.keys().size() <= 1
                && filter.keys().stream().allMatch(OrderLetters::isSayable);
    }

    /**
     * All that the filter says, published before then, or before the filter's own time: {@link #isSayable}. Its name is of the
     * moment in which it is given: another's time may be the same, and would take its place.
     */
    Outbox.Letter withdraw(Filter filter, String reason, Instant asOf, String by, Instant now) {
        String at = now.truncatedTo(ChronoUnit.MILLIS).toString().replaceAll("[-:.]", "");
        String named = "withdraw-" + group + "-" + at;
        return letter(new Order.Withdraw(
                named.length() <= LONGEST_NAME ? named : "withdraw-" + at,
                new Order.Which(
                        Optional.empty(),
                        Optional.empty(),
                        filter.keys().stream().findFirst().map(OrderLetters::bytes),
                        filter.models().stream().findFirst(),
                        Optional.of(group),
                        Optional.of(filter.before()
                                .map(before -> Targets.earlier(before.from(asOf), asOf))
                                .orElse(asOf))),
                words(reason),
                Optional.of(by)));
    }

    /** One request: not one of the same id under another key, where it has one, nor one that comes later. */
    Outbox.Letter withdraw(FoundJob job, String reason, String by) {
        Identity identity = job.identity();
        return letter(new Order.Withdraw(
                "withdraw-" + job.jobId(),
                new Order.Which(
                        Optional.of(identity.id()),
                        Optional.of(identity.source()).filter(any -> identity.kind() == Identity.Kind.CLOUD_EVENT),
                        Optional.of(job.key()).filter(OrderLetters::isSayable).map(OrderLetters::bytes),
                        Optional.empty(),
                        Optional.of(group),
                        Optional.of(job.publishedAt().plusMillis(1))),
                words(reason),
                Optional.of(by)));
    }

    /** Whether an order can name it: a key that is not UTF-8 has lost its bytes, and a blank one is no condition. */
    private static boolean isSayable(String key) {
        return !key.isBlank() && key.indexOf(UNREADABLE) < 0 && key.length() <= LONGEST_KEY;
    }

    private static Bytes bytes(String key) {
        return Bytes.copyOf(key.getBytes(UTF_8));
    }

    /** Empty where nothing is said. */
    static Optional<String> words(String reason) {
        return Optional.of(reason.strip()).filter(text -> !text.isEmpty());
    }

    private Outbox.Letter letter(Order order) {
        return letter(order.name(), Optional.of(OrderWriter.value(order)));
    }

    private Outbox.Letter letter(String name, Optional<byte[]> value) {
        return new Outbox.Letter(topic, OptionalInt.empty(), Optional.of(OrderWriter.key(name)), value, List.of());
    }
}
