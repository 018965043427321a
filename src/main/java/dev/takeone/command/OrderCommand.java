package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.takeone.config.CommandSettings;
import dev.takeone.config.StartFailure;
import dev.takeone.job.Job;
import dev.takeone.journal.clients.JournalSetup;
import dev.takeone.journal.clients.NeverWritten;
import dev.takeone.logs.OneLine;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.OrderWriter;
import dev.takeone.orders.StandingOrders;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * {@code order hold|resume|withdraw}: says what an order would touch, asks, writes it to the topic {@code commands}, and
 * says what came of it. Of the settings it goes by those of the worker's group, topics and Kafka clients.
 */
public final class OrderCommand {
    /** What the command is called. */
    public static final String WORD = "order";

    private static final int DONE = 0;
    private static final int NOT_ORDERED = 1;
    private static final int MISUSED = 2;
    private static final int NOT_SEEN = 3;

    /** The name of a hold of everything. */
    private static final String HOLD = Order.Hold.usualName(Optional.empty(), Optional.empty());

    private final PrintStream out;
    private final PrintStream err;
    private final Asking asking;
    private final InstantSource clock;
    private final Supplier<Desk> desks;
    private final String group;
    private Written written = Written.NOTHING;

    /** How far the order has come, as far as is known. */
    private enum Written {
        NOTHING,
        MAYBE,
        CERTAINLY
    }

    /** Whoever answers a question, where there is somebody. */
    public interface Asking {
        /** The answer, as it was typed; empty where nobody can be asked. */
        Optional<String> ask(String question);
    }

    /**
     * For the command line.
     *
     * @throws RuntimeException that {@link StartFailure} has words for, where a setting is wrong
     */
    public static OrderCommand of(PrintStream out, PrintStream err, Asking asking) {
        JournalSetup setup = CommandSettings.setup("order-" + UUID.randomUUID());
        return new OrderCommand(
                out,
                err,
                asking,
                InstantSource.system(),
                () -> new KafkaDesk(setup, InstantSource.system()),
                setup.settings().group());
    }

    OrderCommand(
            PrintStream out, PrintStream err, Asking asking, InstantSource clock, Supplier<Desk> desks, String group) {
        this.out = out;
        this.err = err;
        this.asking = asking;
        this.clock = clock;
        this.desks = desks;
        this.group = group;
    }

    /**
     * Does what it is asked for.
     *
     * @param arguments what follows the command's word
     * @return the exit code, as the help has it
     */
    public int run(List<String> arguments) {
        return switch (OrderArguments.read(arguments, clock.instant())) {
            case OrderArguments.Help _help -> {
                out.print(OrderArguments.HELP);
                yield DONE;
            }
            case OrderArguments.Wrong(String why) -> {
                err.println(why);
                err.print(OrderArguments.HELP);
                yield MISUSED;
            }
            case OrderArguments.Give(Order order, boolean named, boolean unasked) ->
                at(desk -> give(order, named, unasked, desk));
            case OrderArguments.End(Optional<String> name, boolean unasked) -> at(desk -> end(name, unasked, desk));
        };
    }

    /** What is done at the desk; an exit code. */
    private interface Errand {
        int at(Desk desk);
    }

    private int at(Errand errand) {
        try (Desk desk = desks.get()) {
            return errand.at(desk);
        } catch (KafkaException away) {
            return failed(away);
        }
    }

    /** Whoever is told that nothing is ordered may go on as if no order stood. */
    private int failed(KafkaException away) {
        return switch (written) {
            case NOTHING -> {
                err.println("Kafka does not do it: " + away.getMessage()
                        + ". Check kafka.bootstrap.servers (KAFKA_BOOTSTRAP_SERVERS), the other kafka.* settings, and"
                        + " the rights on takeone.topics.*: read all, write commands.");
                yield MISUSED;
            }
            case MAYBE -> {
                err.println("It may be written, and what came of it cannot be seen: " + away.getMessage()
                        + ". Where it is still meant, give it again.");
                yield NOT_SEEN;
            }
            case CERTAINLY -> {
                err.println("It is written, but what came of it cannot be seen: " + away.getMessage() + ".");
                yield NOT_SEEN;
            }
        };
    }

    private Aftermath write(Desk desk, String name, Optional<byte[]> value) {
        Instant at = clock.instant();
        written = Written.MAYBE;
        long offset;
        try {
            offset = desk.write(OrderWriter.key(name), value);
        } catch (KafkaException failed) {
            if (NeverWritten.isCertain(failed)) {
                written = Written.NOTHING;
            }
            throw failed;
        }
        written = Written.CERTAINLY;
        return new Aftermath(out, err, clock, group, desk, new Aftermath.Place(offset, at));
    }

    private int give(Order asked, boolean named, boolean unasked, Desk desk) {
        InHand picture = desk.look();
        Order order = named ? asked : besides(asked, picture.standing());
        StandingOrders alone = picture.alone(new OrderReading.Given(order));
        Predicate<Job> meant = switch (order) {
            case Order.Hold _hold -> job -> alone.hold(job.model().orElse("")).isPresent();
            case Order.Withdraw _withdraw -> job -> alone.withdrawal(job).isPresent();
        };
        Set<String> touched = picture.waiting(meant);
        out.println("The order " + order.name() + ": " + new String(OrderWriter.value(order), UTF_8));
        sayReplaced(order, picture.standing());
        sayTouched(touched.size(), desk.unread(), picture);
        String question = switch (order) {
            case Order.Hold _hold -> "Hold?";
            case Order.Withdraw _withdraw -> "Withdraw?";
        };
        if (!isWanted(question, unasked)) {
            return NOT_ORDERED;
        }
        Aftermath after = write(desk, order.name(), Optional.of(OrderWriter.value(order)));
        boolean obeyed = switch (order) {
            case Order.Hold _hold -> after.held(touched);
            case Order.Withdraw withdraw -> after.withdrawn(withdraw, touched);
        };
        return obeyed ? DONE : NOT_SEEN;
    }

    /** Nobody has named it: then it takes the place of none that does something else. */
    private static Order besides(Order order, StandingOrders standing) {
        return switch (order) {
            case Order.Hold hold ->
                hold.called(Order.Hold.freeName(
                        hold.group(), hold.model(), name -> standing.isTaken(name, hold.group(), hold.model())));
            case Order.Withdraw withdraw -> withdraw;
        };
    }

    private void sayReplaced(Order order, StandingOrders standing) {
        boolean isAnother = switch (order) {
            case Order.Hold hold -> standing.isTaken(hold.name(), hold.group(), hold.model());
            case Order.Withdraw _withdraw -> true;
        };
        Optional.ofNullable(standing.orders().get(order.name()))
                .ifPresent(old -> out.println(OneLine.of("It replaces the order of that name that stands: " + old
                        + (isAnother ? "; what that one alone holds or takes back goes on." : ""))));
    }

    private void sayTouched(int touched, long unread, InHand picture) {
        out.println("It touches " + touched + " requests in hand of group " + group + ", of " + picture.waiting()
                + " that nothing was sent for. What was begun goes on.");
        out.println(unread + " more requests are unread in the topic: it applies to those that it means as they are"
                + " read. Other groups are not counted here, and obey where the order means them.");
        if (picture.unreadable() > 0) {
            out.println(picture.unreadable() + " records of this group's topics cannot be read, and are not counted.");
        }
    }

    private boolean isWanted(String question, boolean unasked) {
        if (unasked) {
            return true;
        }
        Optional<String> answer = asking.ask(question + " [y/N] ");
        if (answer.isEmpty()) {
            err.println("Nothing was ordered: there is no terminal to ask at. Where it is meant, add --yes.");
            return false;
        }
        if (!Set.of("y", "yes").contains(answer.get().strip().toLowerCase(Locale.ROOT))) {
            err.println("Nothing was ordered.");
            return false;
        }
        return true;
    }

    /** The order that is meant where none is named: a hold of everything, or else the only one of this group that nobody named. */
    private static String usual(StandingOrders standing) {
        List<Order.Hold> unnamed =
                standing.holds().stream().filter(Order.Hold::isUnnamed).toList();
        Optional<Order.Hold> ofEverything = unnamed.stream()
                .filter(hold -> hold.group().isEmpty() && hold.model().isEmpty())
                .findFirst();
        boolean isThere =
                standing.orders().containsKey(HOLD) || standing.broken().containsKey(HOLD);
        return ofEverything
                .or(() -> unnamed.stream()
                        .filter(_only -> unnamed.size() == 1 && !isThere)
                        .findFirst())
                .map(Order.Hold::name)
                .orElse(HOLD);
    }

    private int end(Optional<String> asked, boolean unasked, Desk desk) {
        InHand picture = desk.look();
        StandingOrders standing = picture.standing();
        String name = asked.orElseGet(() -> usual(standing));
        int before = picture.told(name);
        Optional<Order> order = Optional.ofNullable(standing.orders().get(name));
        if (order.isEmpty() && !standing.broken().containsKey(name)) {
            err.println("No order " + name + " stands. Those that do: "
                    + (standing.orders().isEmpty()
                            ? "none"
                            : OneLine.of(String.join(", ", standing.orders().keySet()))) + ".");
            return NOT_ORDERED;
        }
        out.println(OneLine.of(
                "Ends the order " + name + order.map(each -> ": " + each).orElse(", which cannot be read.")));
        out.println(picture.waiting() + " requests in hand of group " + group + " wait, and " + desk.unread()
                + " are unread: without a hold that means them they are bought.");
        if (!isWanted("End it?", unasked)) {
            return NOT_ORDERED;
        }
        // Somebody may have held anew while the question stood, in the same words too.
        if (desk.rest().told(name) != before) {
            err.println(OneLine.of("Nothing was ordered: the order " + name + " is another by now. Look again."));
            return NOT_ORDERED;
        }
        return write(desk, name, Optional.empty()).ended() ? DONE : NOT_SEEN;
    }
}
