package dev.takeone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.takeone.account.BoardCodec;
import dev.takeone.account.BoardRow;
import dev.takeone.job.Job;
import dev.takeone.job.JobState;
import dev.takeone.journal.rows.Decoded;
import dev.takeone.journal.rows.JobCodec;
import dev.takeone.orders.OrderReading;
import dev.takeone.orders.StandingOrders;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the topics tell of the requests in hand, the orders and the workers: a fold over their records. */
final class InHand {
    /** Workers tell of themselves every 2 s: one of which nothing is heard for so long does not run. */
    static final Duration QUIET = Duration.ofSeconds(8);

    private static final JsonMapper JSON = new JsonMapper();

    private final String group;
    private final Map<String, Job> waiting = new HashMap<>();
    private final Map<String, String> withdrawn = new HashMap<>();
    private final Map<String, Heard> workers = new HashMap<>();
    private final Map<String, Integer> told = new HashMap<>();
    private StandingOrders standing;
    private long unreadable;

    /** The last that a worker has told of itself, and when that was read. */
    private record Heard(BoardRow row, Instant at) {}

    InHand(String group) {
        this.group = group;
        this.standing = StandingOrders.none(group);
    }

    /** A record of the topic {@code jobs}. */
    void job(byte[] key, byte @Nullable [] value) {
        String id = new String(key, UTF_8);
        if (value == null) {
            waiting.remove(id);
            return;
        }
        switch (JobCodec.decode(id, value)) {
            case Decoded.Live row -> live(id, row.row().state());
            case Decoded.EndedRow _ended -> waiting.remove(id);
            case Decoded.NoRow _gone -> waiting.remove(id);
            case Decoded.HeadRow _head -> {}
            case Decoded.UnknownVersion _other -> unreadable++;
            case Decoded.Unreadable _broken -> unreadable++;
        }
    }

    private void live(String id, JobState state) {
        switch (state) {
            case JobState.Accepted accepted when accepted.unclearSince().isEmpty() -> waiting.put(id, accepted.job());
            case JobState.Accepted _unclear -> waiting.remove(id);
            case JobState.Submitting _begun -> waiting.remove(id);
            case JobState.Submitted _sent -> waiting.remove(id);
            case JobState.Ended _ended -> waiting.remove(id);
        }
    }

    /** The next records of the topic {@code commands}, all at once: each time, all that stand are gone through. */
    void orders(Collection<OrderReading> next) {
        next.forEach(each -> told.merge(each.name(), 1, Integer::sum));
        standing = standing.after(next);
    }

    /** How often an order of this name was given or ended, as far as it is read: the same words may be given anew. */
    int told(String name) {
        return told.getOrDefault(name, 0);
    }

    /** A record of the topic {@code failed}, by the id in its header. */
    void failed(String eventId, byte[] value) {
        try {
            JsonNode event = JSON.readTree(value);
            if (event.path("reason").asText().equals("withdrawn")) {
                withdrawn.put(
                        eventId.replaceFirst("-failed$", ""),
                        event.path("message").asText());
            }
        } catch (IOException notOurs) {
            unreadable++;
        }
    }

    /** A record of the topic {@code account}, read now. */
    void board(byte @Nullable [] key, byte @Nullable [] value, Instant now) {
        if (BoardCodec.read(key, value) instanceof BoardRow row) {
            if (row.left() || !row.who().group().equals(group)) {
                workers.remove(row.who().life());
            } else {
                workers.put(row.who().life(), new Heard(row, now));
            }
        }
    }

    /** All that nothing was sent for. */
    int waiting() {
        return waiting.size();
    }

    /** Those that nothing was sent for and that are meant, by job id. */
    Set<String> waiting(Predicate<Job> meant) {
        return waiting.entrySet().stream()
                .filter(each -> meant.test(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** How many of these still wait. */
    long stillWaiting(Collection<String> jobs) {
        return jobs.stream().filter(waiting::containsKey).count();
    }

    /** The jobs that this order has ended. */
    Set<String> withdrawn(String order) {
        return withdrawn.entrySet().stream()
                .filter(each -> each.getValue().startsWith("The order " + order + " withdrew"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The orders that stand. */
    StandingOrders standing() {
        return standing;
    }

    /** The group's workers that run. */
    int workers(Instant now) {
        return (int) running(now).count();
    }

    /** The names of those that have not said yet that they obey the order at this offset. */
    List<String> behind(long offset, Instant now) {
        return running(now)
                .filter(row -> !row.report().obeys(offset))
                .map(row -> row.who().name())
                .sorted()
                .toList();
    }

    private Stream<BoardRow> running(Instant now) {
        return workers.values().stream()
                .filter(heard -> heard.at().isAfter(now.minus(QUIET)))
                .map(Heard::row);
    }

    /** Records that a worker would not have written, or a newer one has. */
    long unreadable() {
        return unreadable;
    }

    /** The order as the only one that stands, as the group's workers see it. */
    StandingOrders alone(OrderReading given) {
        return StandingOrders.none(group).after(List.of(given));
    }
}
