package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.console.view.Filter;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.Stage;
import dev.takeone.job.Identity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of orders, as the contract has them. Pure. */
final class OrderLetters {
    private final String topic;
    private final String group;

    /** @param group whose jobs the console shows: no order of its withdraws another's */
    OrderLetters(String topic, String group) {
        this.topic = topic;
        this.group = group;
    }

    Outbox.Letter hold(Action.Hold hold, String by) {
        ObjectNode json = order("hold", hold.reason(), by);
        hold.group().ifPresent(each -> json.put("group", each));
        hold.model().ifPresent(each -> json.put("model", each));
        return letter(name(hold), Optional.of(json));
    }

    /** The same for the same hold: who holds twice goes on once. */
    static String name(Action.Hold hold) {
        return Stream.of(
                        Optional.of("hold"),
                        hold.group().map("group-"::concat),
                        hold.model().map("model-"::concat))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("-"));
    }

    Outbox.Letter end(String order) {
        return letter(order, Optional.empty());
    }

    /** Whether one order says all that the filter says, of what waits. */
    static boolean isSayable(Filter filter) {
        return filter.ids().isEmpty()
                && filter.reasons().isEmpty()
                && filter.charges().isEmpty()
                && filter.since().isEmpty()
                && (filter.stages().isEmpty() || filter.stages().equals(Set.of(Stage.WAITING)))
                && filter.models().size() <= 1
                && filter.keys().size() <= 1;
    }

    /** All that the filter says, published before then: {@link #isSayable}. */
    Outbox.Letter withdraw(Filter filter, String reason, Instant asOf, String by) {
        ObjectNode json = order("withdraw", reason, by).put("group", group);
        filter.models().forEach(model -> json.put("model", model));
        filter.keys().forEach(key -> json.put("key", key));
        json.put("published_before", asOf.toString());
        String at = asOf.truncatedTo(ChronoUnit.MILLIS).toString().replaceAll("[-:.]", "");
        return letter("withdraw-" + group + "-" + at, Optional.of(json));
    }

    /** One request. */
    Outbox.Letter withdraw(FoundJob job, String reason, String by) {
        ObjectNode json = order("withdraw", reason, by)
                .put("group", group)
                .put("request_id", job.identity().id());
        if (job.identity().kind() == Identity.Kind.CLOUD_EVENT) {
            json.put("request_source", job.identity().source());
        }
        return letter("withdraw-" + job.jobId(), Optional.of(json));
    }

    private static ObjectNode order(String command, String reason, String by) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("command", command);
        if (!reason.isBlank()) {
            json.put("reason", reason.strip());
        }
        return json.put("by", by);
    }

    private Outbox.Letter letter(String name, Optional<ObjectNode> value) {
        return new Outbox.Letter(
                topic,
                OptionalInt.empty(),
                Optional.of(name.getBytes(UTF_8)),
                value.map(json -> json.toString().getBytes(UTF_8)),
                List.of());
    }
}
