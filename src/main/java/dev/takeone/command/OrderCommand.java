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
import java.time.Duration;
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

    /** By which every worker has read an order, 2 s, and what it had begun by then is told of. */
    private static final Duration HEARD = Duration.ofSeconds(3);

    /** Workers tell of themselves every 2 s: one of which nothing is heard for so long does not run. */
    private static final Duration ALIVE = Duration.ofSeconds(8);

    /** A backlog of 20,000 is taken back in less. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
                () -> new KafkaDesk(setup),
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
            case OrderArguments.Give(Order order, boolean unasked) -> at(desk -> give(order, unasked, desk));
            case OrderArguments.End(String name, boolean unasked) -> at(desk -> end(name, unasked, desk));
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

    private void write(Desk desk, String name, Optional<byte[]> value) {
        written = Written.MAYBE;
        try {
            desk.write(OrderWriter.key(name), value);
        } catch (KafkaException failed) {
            if (NeverWritten.isCertain(failed)) {
                written = Written.NOTHING;
            }
            throw failed;
        }
        written = Written.CERTAINLY;
    }

    private int give(Order order, boolean unasked, Desk desk) {
        InHand picture = desk.look();
        StandingOrders alone = picture.alone(new OrderReading.Given(order));
        Predicate<Job> meant = switch (order) {
            case Order.Hold _hold -> job -> alone.hold(job.model().orElse("")).isPresent();
            case Order.Withdraw _withdraw -> job -> alone.withdrawal(job).isPresent();
        };
        Set<String> touched = picture.waiting(meant);
        out.println("The order " + order.name() + ": " + new String(OrderWriter.value(order), UTF_8));
        Optional.ofNullable(picture.standing().orders().get(order.name()))
                .ifPresent(old -> out.println(OneLine.of("It replaces the order of that name that stands: " + old)));
        sayTouched(touched.size(), desk.unread(), picture);
        String question = switch (order) {
            case Order.Hold _hold -> "Hold?";
            case Order.Withdraw _withdraw -> "Withdraw?";
        };
        if (!isWanted(question, unasked)) {
            return NOT_ORDERED;
        }
        Instant at = clock.instant();
        write(desk, order.name(), Optional.of(OrderWriter.value(order)));
        return switch (order) {
            case Order.Hold _hold -> held(touched, at, desk);
            case Order.Withdraw withdraw -> withdrawn(withdraw, touched, at, desk);
        };
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

    private int end(String name, boolean unasked, Desk desk) {
        InHand picture = desk.look();
        StandingOrders standing = picture.standing();
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
        Instant at = clock.instant();
        write(desk, name, Optional.empty());
        return heard(at, desk) ? DONE : NOT_SEEN;
    }

    /** Whether a worker runs that hears it. */
    private boolean heard(Instant at, Desk desk) {
        InHand picture = desk.next();
        while (isBefore(at.plus(HEARD)) || (picture.workers() == 0 && isBefore(at.plus(ALIVE)))) {
            picture = desk.next();
        }
        if (picture.workers() == 0) {
            err.println("It is written and stands, but no worker of group " + group
                    + " has told of itself: it is obeyed" + " when one starts.");
            return false;
        }
        out.println("It is written, and " + picture.workers() + " workers of group " + group
                + " run; each obeys within 2 s.");
        return true;
    }

    private boolean isBefore(Instant then) {
        return clock.instant().isBefore(then);
    }

    private int held(Set<String> touched, Instant at, Desk desk) {
        if (!heard(at, desk)) {
            return NOT_SEEN;
        }
        InHand picture = desk.next();
        long then = picture.stillWaiting(touched);
        Instant from = clock.instant();
        while (isBefore(from.plus(HEARD))) {
            picture = desk.next();
        }
        long begun = then - picture.stillWaiting(touched);
        out.println(picture.stillWaiting(touched) + " of the " + touched.size() + " requests wait; in the last "
                + HEARD.toSeconds() + " s " + begun + " were begun.");
        return begun == 0 ? DONE : NOT_SEEN;
    }

    private int withdrawn(Order.Withdraw order, Set<String> touched, Instant at, Desk desk) {
        if (!heard(at, desk)) {
            return NOT_SEEN;
        }
        InHand picture = desk.next();
        while ((picture.stillWaiting(touched) > 0 || desk.unread() > 0) && isBefore(at.plus(PATIENCE))) {
            picture = desk.next();
        }
        // The offsets that were committed say that they have ended; their events may not be read yet.
        picture = desk.rest();
        Set<String> ended = picture.withdrawn(order.name());
        long ofTouched = touched.stream().filter(ended::contains).count();
        long waiting = picture.stillWaiting(touched);
        long unread = desk.unread();
        out.println(ended.size() + " requests ended as failed, withdrawn, charged: no; " + ofTouched
                + " of them were in" + " hand. " + (touched.size() - ofTouched - waiting)
                + " were begun or ended before, and go on.");
        if (waiting + unread > 0) {
            err.println(waiting + " still wait, and " + unread + " are still unread: the order stands, and takes them"
                    + " as they are read.");
            return NOT_SEEN;
        }
        return DONE;
    }
}
