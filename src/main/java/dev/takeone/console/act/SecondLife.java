package dev.takeone.console.act;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.takeone.console.act.Outbox.Header;
import dev.takeone.console.act.RequestCopies.Copy;
import dev.takeone.console.view.FoundJob;
import dev.takeone.console.view.SentAgain;
import dev.takeone.job.Identity;
import dev.takeone.journal.Restored;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A failed request as it is sent again: the same record under an identity that names the old one, in the same partition. The
 * identity follows from the old one alone, so that what is sent again twice is bought once. Pure.
 */
final class SecondLife {
    private static final int LONGEST = 256;

    /** What is further ahead says nothing: workers take a record for as old as their reading of it. */
    private static final Duration NO_TIME = Duration.ofDays(366);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String requests;
    private final String identityHeader;

    /**
     * @param requests {@code takeone.topics.requests}: nothing is sent to another topic
     * @param identityHeader {@code takeone.requests.identity-header}
     */
    SecondLife(String requests, String identityHeader) {
        this.requests = requests;
        this.identityHeader = identityHeader;
    }

    /** What has come of it. */
    sealed interface Made {

        /** The record to write. */
        record Ready(Outbox.Letter letter) implements Made {}

        /** It cannot be sent again; why, in a sentence. */
        record Not(String why) implements Made {}
    }

    /** @param job a failed one, whose request this is meant to be */
    Made of(FoundJob job, Copy.Found copy) {
        String id = SentAgain.next(job.identity().id());
        if (id.length() > LONGEST) {
            return new Made.Not("Its request id has no room for the words that would name it.");
        }
        // An event may say of its request what its writer liked: an order that was ended is not to be given again, nor
        // another lane's request bought.
        if (!requests.equals(job.origin().topic())) {
            return new Made.Not("Its event says that it lies in " + job.origin().topic()
                    + ", and requests of this group lie in " + requests + " (takeone.topics.requests).");
        }
        if (copy.value().isEmpty()) {
            return new Made.Not("Its record holds nothing.");
        }
        return switch (job.identity().kind()) {
            case REQUEST_ID ->
                says(copy, identityHeader, job.identity().id())
                        ? ready(job, copy, with(copy, identityHeader, id), copy.value())
                        : another(job);
            case COORDINATES ->
                mayBe(job, copy) ? ready(job, copy, with(copy, identityHeader, id), copy.value()) : another(job);
            case CLOUD_EVENT -> cloudEvent(job, copy, id);
        };
    }

    /** Nothing but key and time tells it from a record of another topic that has the name by now. */
    private static boolean mayBe(FoundJob job, Copy.Found copy) {
        String key = copy.key().map(bytes -> new String(bytes, UTF_8)).orElse("");
        boolean isItsKey = key.equals(job.key())
                || (job.key().isEmpty() && key.equals(job.identity().id()));
        boolean later = copy.publishedAt().isAfter(job.since().plus(Restored.CLOCKS_APART));
        return isItsKey && (!later || copy.publishedAt().isAfter(job.since().plus(NO_TIME)));
    }

    private static Made cloudEvent(FoundJob job, Copy.Found copy, String id) {
        Identity old = job.identity();
        if (says(copy, "ce_id", old.id()) && says(copy, "ce_source", old.source())) {
            return ready(job, copy, with(copy, "ce_id", id), copy.value());
        }
        return copy.value()
                .flatMap(SecondLife::object)
                .filter(event -> event.path("id").asText("").equals(old.id())
                        && event.path("source").asText("").equals(old.source()))
                .map(event -> ready(job, copy, copy.headers(), Optional.of(bytes(event.put("id", id)))))
                .orElseGet(() -> another(job));
    }

    private static Made another(FoundJob job) {
        return new Made.Not("At " + job.origin().topic() + "-" + job.origin().partition() + "-"
                + job.origin().offset() + " lies another request by now.");
    }

    private static Made ready(FoundJob job, Copy.Found copy, List<Header> headers, Optional<byte[]> value) {
        return new Made.Ready(new Outbox.Letter(
                job.origin().topic(), OptionalInt.of(job.origin().partition()), copy.key(), value, headers));
    }

    private static boolean says(Copy.Found copy, String name, String value) {
        List<Header> named =
                copy.headers().stream().filter(each -> each.name().equals(name)).toList();
        return named.size() == 1
                && named.getFirst()
                        .value()
                        .filter(bytes -> new String(bytes, UTF_8).equals(value))
                        .isPresent();
    }

    private static List<Header> with(Copy.Found copy, String name, String value) {
        List<Header> headers = new ArrayList<>(copy.headers());
        headers.removeIf(each -> each.name().equals(name));
        headers.add(new Header(name, Optional.of(value.getBytes(UTF_8))));
        return headers;
    }

    private static Optional<ObjectNode> object(byte[] value) {
        try {
            JsonNode read = JSON.readTree(value);
            return read instanceof ObjectNode event ? Optional.of(event) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(UTF_8);
    }
}
