package dev.takeone.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.orders.Order;
import dev.takeone.orders.OrderReader;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.OrderWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is ordered by the command line: read by the same rules as the record that it becomes. Pure. */
sealed interface OrderArguments {

    /** How the command is used. */
    String HELP = """
            order hold [--group G] [--model M]         no new POST, for that group and model; without either, for all
            order resume [NAME]                        ends the order of that name: what a hold holds goes on, a
                                                       withdrawal takes no more
            order withdraw [--request-id ID [--request-source S]] [--key K] [--model M] [--group G]
                           [--published-before TIME]   what all of it applies to and nothing was sent for ends as failed,
                                                       withdrawn, charged: no; at least one of the first four
            Of hold and withdraw also: --name NAME (another of the same name is replaced), --reason TEXT, --by WHO.
            A hold without a name is called after what it holds: hold, hold-group-G, hold-model-M. A resume without one ends
            the hold of everything, or else the only one of this group that is called so.
            Of all: --yes, which does not ask. It says first what would be touched, and then what came of it.
            Exit codes: 0 done; 1 not ordered; 2 wrong words, or Kafka away; 3 ordered, or maybe, and not seen obeyed.
            """;

    /**
     * An order is to stand.
     *
     * @param named whether its name was given, and is to be kept whatever stands under it
     */
    record Give(Order order, boolean named, boolean unasked) implements OrderArguments {}

    /** The order of that name is to end; the usual hold, where none is given. */
    record End(Optional<String> name, boolean unasked) implements OrderArguments {}

    /** The use is asked for. */
    record Help() implements OrderArguments {}

    /** Nothing that can be ordered. */
    record Wrong(String why) implements OrderArguments {}

    /**
     * Reads them.
     *
     * @param arguments what follows the command's word
     * @param now what is published from now on is not withdrawn, unless it is said otherwise
     */
    static OrderArguments read(List<String> arguments, Instant now) {
        String word = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> further = arguments.stream().skip(1).toList();
        return switch (word) {
            case "hold" -> given("hold", Set.of("group", "model"), further, now);
            case "withdraw" ->
                given(
                        "withdraw",
                        Set.of("request_id", "request_source", "key", "model", "group", "published_before"),
                        further,
                        now);
            case "resume" -> ended(further);
            case "", "help", "--help", "-h" -> new Help();
            default -> new Wrong("order takes hold, resume or withdraw, but was given \"" + word + "\"");
        };
    }

    private static OrderArguments given(String command, Set<String> fields, List<String> arguments, Instant now) {
        ObjectNode order = new JsonMapper().createObjectNode().put("command", command);
        Optional<String> name = Optional.empty();
        boolean unasked = false;
        Iterator<String> left = arguments.iterator();
        while (left.hasNext()) {
            String option = left.next();
            String field = option.startsWith("--") ? option.substring(2).replace('-', '_') : "";
            if (field.equals("yes")) {
                unasked = true;
            } else if (!left.hasNext() && isKnown(field, fields)) {
                return new Wrong(option + " lacks its value");
            } else if (field.equals("name")) {
                name = Optional.of(left.next());
            } else if (isKnown(field, fields)) {
                order.put(field, left.next());
            } else {
                return new Wrong(command + " does not take \"" + option + "\"");
            }
        }
        return reading(name, order, unasked, now);
    }

    private static boolean isKnown(String field, Set<String> fields) {
        return fields.contains(field) || Set.of("name", "reason", "by").contains(field);
    }

    private static OrderArguments reading(Optional<String> name, ObjectNode order, boolean unasked, Instant now) {
        byte[] value = order.toString().getBytes(StandardCharsets.UTF_8);
        String withoutName = "withdraw-" + now.truncatedTo(ChronoUnit.MILLIS);
        return switch (OrderReader.read(OrderWriter.key(name.orElse(withoutName)), value, now)) {
            case OrderReading.Given(Order.Hold hold)
            when name.isEmpty() ->
                new Give(hold.called(Order.Hold.usualName(hold.group(), hold.model())), false, unasked);
            case OrderReading.Given(Order given) -> new Give(given, name.isPresent(), unasked);
            case OrderReading.Broken(String _name, String why) -> new Wrong(why);
            case OrderReading.Ended _never -> new Wrong("nothing is ordered");
        };
    }

    private static OrderArguments ended(List<String> arguments) {
        List<String> names =
                arguments.stream().filter(each -> !each.equals("--yes")).toList();
        Optional<String> option =
                names.stream().filter(each -> each.startsWith("--")).findFirst();
        if (names.size() > 1 || option.isPresent()) {
            return new Wrong("resume takes one name, and --yes");
        }
        return new End(names.stream().findFirst(), names.size() < arguments.size());
    }
}
